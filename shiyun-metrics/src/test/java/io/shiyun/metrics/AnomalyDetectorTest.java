package io.shiyun.metrics;

import static io.shiyun.metrics.Signals.MINUTE;
import static io.shiyun.metrics.Signals.alarms;
import static io.shiyun.metrics.Signals.daily;
import static io.shiyun.metrics.Signals.feed;
import static io.shiyun.metrics.Signals.laplace;
import static io.shiyun.metrics.Signals.noise;
import static io.shiyun.metrics.Signals.time;
import static io.shiyun.metrics.Signals.wandering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnomalyDetectorTest {
    private static final int MONTH = 43_200;

    @Test
    void aSpikeRaisesOneAlarmWithItsDirectionAndBand() {
        double[] values = noise(600, 50, 3, 1);
        values[500] += 40;
        List<Verdict> verdicts = feed(new AnomalyDetector(), values);

        assertThat(alarms(values)).containsExactly(500);
        Verdict verdict = verdicts.get(500);
        assertThat(verdict.cause()).isEqualTo(Cause.SPIKE);
        assertThat(verdict.direction()).isEqualTo(Direction.UP);
        assertThat(verdict.expected()).isCloseTo(50, within(5.0));
        assertThat(verdict.value()).isGreaterThan(verdict.upper());
        assertThat(verdict.score()).isGreaterThanOrEqualTo(0.5);
        assertThat(verdict.since()).isEqualTo(time(500));
        assertThat(verdict.confidence()).isEqualTo(Confidence.FAIR);
        assertThat(verdict.words()).contains("SPIKE UP", "expected");
        assertThat(verdicts.get(599).ongoing()).as("the event has ended").isFalse();
    }

    @Test
    void aDropIsADip() {
        double[] values = noise(600, 50, 3, 2);
        values[450] = 0;
        Verdict verdict = feed(new AnomalyDetector(), values).get(450);
        assertThat(verdict.alarm()).isTrue();
        assertThat(verdict.cause()).isEqualTo(Cause.DIP);
        assertThat(verdict.direction()).isEqualTo(Direction.DOWN);
    }

    @Test
    void nearlyEverySpikeOfTenDeviationsIsFoundFromTheHundredthPointOn() {
        int found = 0;
        for (int seed = 0; seed < 100; seed++) {
            double[] values = noise(201, 50, 3, seed);
            values[200] += 30;
            found += alarms(values).contains(200) ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(90);
    }

    @Test
    void quietSeriesRaiseAtMostOneFalseAlarmAMonth() {
        int seeds = 10;
        int ofNoise = 0;
        int ofDays = 0;
        int ofWandering = 0;
        int ofHeavyTails = 0;
        for (int seed = 0; seed < seeds; seed++) {
            ofNoise += alarms(noise(MONTH, 50, 3, seed)).size();
            ofDays += alarms(daily(MONTH, 50, 20, 2, seed)).size();
            ofWandering += alarms(wandering(MONTH, 50, 2, seed)).size();
            ofHeavyTails += alarms(laplace(MONTH, 50, 3, seed)).size();
        }
        assertThat(ofNoise).isLessThanOrEqualTo(seeds);
        assertThat(ofDays).isLessThanOrEqualTo(seeds);
        assertThat(ofWandering).isLessThanOrEqualTo(seeds);
        assertThat(ofHeavyTails).isLessThanOrEqualTo(seeds);
    }

    @Test
    void aLevelShiftRaisesOneAlarmAndIsThenUsual() {
        for (int seed = 0; seed < 50; seed++) {
            double[] values = noise(1_000, 50, 3, seed);
            for (int i = 500; i < 1_000; i++) {
                values[i] += 60;
            }
            List<Verdict> verdicts = feed(new AnomalyDetector(), values);
            List<Integer> late = alarms(values).stream().filter(at -> at >= 500).toList();
            assertThat(late).as("seed " + seed).containsExactly(500);
            assertThat(verdicts.subList(500, 560)).anyMatch(v -> v.cause() == Cause.LEVEL);
            assertThat(verdicts.get(600).expected()).isCloseTo(110, within(10.0));
        }
    }

    @Test
    void whatOnlySlowViewsSeeIsATrendAndWhatNoHeightSeesAShape() {
        double[] evidence = new double[Views.COUNT];
        evidence[Views.SMOOTH_HEIGHT] = 4;
        assertThat(Views.cause(evidence, true)).isEqualTo(Cause.TREND);
        evidence[Views.BAND_1] = 5;
        assertThat(Views.cause(evidence, true)).isEqualTo(Cause.SPIKE);
        assertThat(Views.cause(evidence, false)).isEqualTo(Cause.DIP);
        double[] course = new double[Views.COUNT];
        course[Views.LONG_SHAPE] = 4;
        assertThat(Views.cause(course, true)).isEqualTo(Cause.SHAPE);
    }

    @Test
    void somethingClearlyWorseEndsTheRestEarlyEvenWithinTheSameEvent() {
        for (int later : new int[] {5, 10, 20, 30}) {
            int found = 0;
            for (int seed = 0; seed < 50; seed++) {
                double[] values = noise(600, 50, 3, seed);
                values[500] += 30;
                values[500 + later] += 600;
                List<Integer> alarms = alarms(values);
                found += alarms.contains(500) && alarms.contains(500 + later) ? 1 : 0;
            }
            assertThat(found).as("%d points later", later).isGreaterThanOrEqualTo(47);
        }
    }

    @Test
    void somethingAsBadAsBeforeDoesNotEndTheRest() {
        for (int seed = 0; seed < 50; seed++) {
            double[] values = noise(600, 50, 3, seed);
            values[500] += 60;
            values[506] += 60;
            values[520] += 60;
            assertThat(alarms(values).stream().filter(at -> at >= 500)).containsExactly(500);
        }
    }

    @Test
    void anotherUnitIsOneAlarmAndThenTheNewLevel() {
        for (int seed = 0; seed < 20; seed++) {
            double[] values = noise(1_500, 50, 3, seed);
            for (int i = 500; i < values.length; i++) {
                values[i] *= 1_000;
            }
            List<Verdict> verdicts = feed(new AnomalyDetector(), values);
            assertThat(alarms(values).stream().filter(at -> at >= 500)).containsExactly(500);
            assertThat(verdicts.subList(500, 560)).anyMatch(v -> v.cause() == Cause.LEVEL);
            assertThat(verdicts.get(600).expected()).isCloseTo(50_000, within(9_000.0));
            assertThat(verdicts.get(1_400).expected()).isCloseTo(50_000, within(3_000.0));
        }
    }

    @Test
    void constantAndZeroSeriesStaySilentUntilTheyChange() {
        assertThat(alarms(new double[5_000])).isEmpty();
        assertThat(alarms(Signals.of(5_000, i -> 42))).isEmpty();
        assertThat(alarms(Signals.of(1_000, i -> i == 800 ? 5 : 0))).containsExactly(800);
    }

    @Test
    void aSeriesThatFreezesIsFlatOnce() {
        double[] values = noise(600, 50, 3, 6);
        for (int i = 400; i < 500; i++) {
            values[i] = values[400];
        }
        List<Verdict> verdicts = feed(new AnomalyDetector(), values);
        assertThat(verdicts.stream().filter(Verdict::alarm)).singleElement().satisfies(v -> {
            assertThat(v.cause()).isEqualTo(Cause.FLAT);
            assertThat(v.since()).isEqualTo(time(400));
        });
        assertThat(verdicts.get(499).ongoing()).isTrue();
        assertThat(verdicts.get(520).ongoing()).isFalse();
    }

    @Test
    void pointsThatStopAreMissingOnceAndTheirReturnIsNoSecondAlarm() {
        AnomalyDetector detector = new AnomalyDetector();
        feed(detector, noise(200, 50, 3, 7));
        long last = time(199);
        assertThat(detector.silence(last + 3 * MINUTE).ongoing()).isFalse();
        Verdict overdue = detector.silence(last + 6 * MINUTE);
        assertThat(overdue.alarm()).isTrue();
        assertThat(overdue.cause()).isEqualTo(Cause.MISSING);
        assertThat(overdue.since()).isEqualTo(last);
        assertThat(detector.silence(last + 7 * MINUTE).alarm()).isFalse();
        assertThat(detector.silence(last + 7 * MINUTE).ongoing()).isTrue();
        assertThat(detector.update(last + 20 * MINUTE, 50).alarm()).isFalse();
    }

    @Test
    void aGapIsToldByTheNextPointWhenNobodyAskedMeanwhile() {
        AnomalyDetector detector = new AnomalyDetector();
        feed(detector, noise(200, 50, 3, 8));
        Verdict after = detector.update(time(199) + 60 * MINUTE, 50);
        assertThat(after.alarm()).isTrue();
        assertThat(after.cause()).isEqualTo(Cause.MISSING);
        assertThat(after.since()).isEqualTo(time(199));
    }

    @Test
    void irregularIntervalsAreNotMissing() {
        Random random = new Random(9);
        AnomalyDetector detector = new AnomalyDetector();
        long time = 0;
        for (int i = 0; i < 2_000; i++) {
            time += 30_000 + random.nextInt(90_000);
            assertThat(detector.update(time, random.nextGaussian()).cause()).isNotEqualTo(Cause.MISSING);
        }
    }

    @Test
    void nothingAlarmsWhileLearning() {
        double[] values = noise(29, 50, 3, 10);
        values[20] = 1e9;
        List<Verdict> verdicts = feed(new AnomalyDetector(), values);
        assertThat(verdicts).noneMatch(Verdict::alarm).allMatch(v -> v.confidence() == Confidence.LEARNING);
        assertThat(verdicts.get(20).upper()).isNaN();
    }

    @Test
    void whatIsNotFiniteLateOrRepeatedIsCountedAndChangesNoVerdict() {
        double[] values = noise(300, 50, 3, 11);
        List<Verdict> clean = feed(new AnomalyDetector(), values);
        AnomalyDetector detector = new AnomalyDetector();
        for (int i = 0; i < values.length; i++) {
            assertThat(detector.update(time(i), values[i])).isEqualTo(clean.get(i));
            assertThat(detector.update(time(i), 1e9).accepted()).isFalse();
            assertThat(detector.update(time(i - 5), 1e9).accepted()).isFalse();
            assertThat(detector.feed(time(i + 1), Double.NaN)).isZero();
            assertThat(detector.feed(time(i + 1), Double.NEGATIVE_INFINITY)).isZero();
        }
        assertThat(detector.counts()).isEqualTo(new Detector.Counts(300, 600, 300, 300, 0));
    }

    @Test
    void aClockThatJumpedAheadAndIsSetRightIsFollowed() {
        AnomalyDetector detector = new AnomalyDetector();
        double[] values = noise(400, 50, 3, 12);
        for (int i = 0; i < 200; i++) {
            detector.update(time(i), values[i]);
        }
        detector.update(time(200) + 365 * 1_440 * MINUTE, 50);
        for (int i = 201; i < 400; i++) {
            detector.update(time(i), values[i]);
        }
        assertThat(detector.counts().rebased()).isEqualTo(1);
        assertThat(detector.counts().taken()).isEqualTo(201 + 199 - (Pace.REBASE_AFTER - 1));
        assertThat(detector.update(time(400), 500).alarm()).isTrue();
    }

    @Test
    void hugeValuesDoNotBreakIt() {
        AnomalyDetector detector = new AnomalyDetector();
        Random random = new Random(13);
        for (int i = 0; i < 2_000; i++) {
            double value = random.nextBoolean() ? Double.MAX_VALUE : -Double.MAX_VALUE;
            Verdict verdict = detector.update(time(i), i % 3 == 0 ? value : Double.MIN_VALUE);
            assertThat(verdict.p()).isPositive().isLessThanOrEqualTo(1);
            assertThat(verdict.score()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void theBandHoldsOrdinaryPointsAndNotSpikes() {
        double[] values = wandering(3_000, 50, 2, 14);
        for (int i = 1_000; i < values.length; i += 397) {
            values[i] += 40;
        }
        List<Verdict> verdicts = feed(new AnomalyDetector(), values);
        int outside = 0;
        for (int i = 1_000; i < values.length; i++) {
            Verdict v = verdicts.get(i);
            boolean out = v.value() < v.lower() || v.value() > v.upper();
            outside += out ? 1 : 0;
            assertThat(v.lower()).isLessThan(v.upper());
            assertThat(v.expected()).isBetween(v.lower(), v.upper());
        }
        assertThat(verdicts.get(1_000).value())
                .isGreaterThan(verdicts.get(1_000).upper());
        assertThat(outside).isBetween(1, 40);
    }

    @Test
    void aDailyCourseIsLearntAndAValueAtTheWrongHourIsFound() {
        Random random = new Random(15);
        double[] values = Signals.of(30 * 288, i -> 50 + 20 * Math.sin(2 * Math.PI * i / 288) + random.nextGaussian());
        int trough = 20 * 288 + 216;
        values[trough] += 30;
        AnomalyDetector detector = new AnomalyDetector();
        List<Integer> alarms = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            Verdict verdict = detector.update(Signals.START + i * 300_000L, values[i]);
            if (verdict.alarm()) {
                alarms.add(i);
            }
            if (i > 10 * 288 && i < 20 * 288) {
                assertThat(verdict.expected()).isCloseTo(50 + 20 * Math.sin(2 * Math.PI * i / 288), within(12.0));
            }
        }
        assertThat(alarms).contains(trough).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aHugeSpikeIsFoundAtTheThirtyFirstPoint() {
        int found = 0;
        int small = 0;
        for (int seed = 0; seed < 50; seed++) {
            double[] values = noise(31, 50, 3, seed);
            values[30] += 300;
            found += alarms(values).contains(30) ? 1 : 0;
            values[30] -= 240;
            small += alarms(values).contains(30) ? 1 : 0;
        }
        assertThat(found).as("of a hundred deviations").isEqualTo(50);
        assertThat(small).as("of twenty deviations").isGreaterThanOrEqualTo(45);
    }

    @Test
    void aSeriesThatNeverRepeatedItselfIsFlatAfterTwelvePoints() {
        double[] values = noise(600, 50, 3, 16);
        for (int i = 400; i < 420; i++) {
            values[i] = values[400];
        }
        List<Verdict> verdicts = feed(new AnomalyDetector(), values);
        assertThat(verdicts.stream().filter(Verdict::alarm)).singleElement().satisfies(v -> {
            assertThat(v.cause()).isEqualTo(Cause.FLAT);
            assertThat(v.time()).isEqualTo(time(412));
        });
        double[] rounded = Signals.of(600, i -> Math.rint(values[i]));
        assertThat(feed(new AnomalyDetector(), rounded))
                .as("what often repeats itself")
                .noneMatch(v -> v.cause() == Cause.FLAT);
    }

    @Test
    void aGrossOutlierIsFoundFromTheFortiethPointOn() {
        int found = 0;
        for (int seed = 0; seed < 50; seed++) {
            double[] values = noise(42, 50, 3, seed);
            values[40] += 60;
            found += alarms(values).contains(40) ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(40);
    }
}
