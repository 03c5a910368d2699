package io.shiyun.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeedbackTest {
    private static final long MINUTE = 60_000;

    private long time;

    private static Verdict verdict(long time, double score, Cause cause, boolean alarm, long since) {
        boolean ongoing = cause != Cause.NONE;
        return new Verdict(
                time, 1, true, 0, 0, 0, 0.1, score, Direction.UP, cause, alarm, ongoing, since, Confidence.HIGH);
    }

    private List<Verdict> alarms(Detector detector, Random random, int points, int spikeEvery, double height) {
        List<Verdict> alarms = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            time += MINUTE;
            double value = random.nextGaussian() + (spikeEvery > 0 && i % spikeEvery == spikeEvery - 1 ? height : 0);
            Verdict verdict = detector.update(time, value);
            if (verdict.alarm()) {
                alarms.add(verdict);
            }
        }
        return alarms;
    }

    @Test
    void withoutRemarksEveryVerdictIsTheSameToTheBit() {
        AnomalyDetector plain = new AnomalyDetector();
        AdjustedDetector adjusted = new AdjustedDetector(new AnomalyDetector(), new Feedback());
        Random random = new Random(4);
        for (int i = 0; i < 5000; i++) {
            double value = random.nextGaussian() + (i % 700 == 699 ? 30 : 0) + (i > 3000 ? 12 : 0);
            long at = MINUTE * (i + (i > 4000 ? 500 : 0));
            assertThat(adjusted.feed(at, value)).isEqualTo(plain.feed(at, value));
            assertThat(adjusted.verdict()).isEqualTo(plain.verdict());
        }
        assertThat(adjusted.silence(MINUTE * 90_000)).isEqualTo(plain.silence(MINUTE * 90_000));
        assertThat(Arrays.copyOf(adjusted.save(), AnomalyDetector.SAVED_BYTES)).isEqualTo(plain.save());
    }

    @Test
    void whatWasNothingIsToldNoMoreButWhatIsGreaterIs() {
        Feedback feedback = new Feedback();
        Verdict told = verdict(100, 0.52, Cause.SPIKE, true, 100);
        assertThat(feedback.weigh(told)).isSameAs(told);
        feedback.add(Remark.nothing(told, "ops", 200, "a backup"));

        Verdict again = feedback.weigh(verdict(300, 0.52, Cause.SPIKE, true, 300));
        assertThat(again.alarm()).isFalse();
        assertThat(again.ongoing()).isFalse();
        assertThat(again.score()).isLessThan(0.5);
        assertThat(feedback.weigh(verdict(310, 0.1, Cause.SPIKE, false, 300)).ongoing())
                .isFalse();
        assertThat(feedback.weigh(verdict(400, 0.6, Cause.SPIKE, true, 400)).alarm())
                .isTrue();
        assertThat(feedback.weigh(verdict(500, 0.52, Cause.LEVEL, true, 500)).alarm())
                .as("another cause")
                .isTrue();
    }

    @Test
    void aQuietSpikeThatStaysAsALevelIsToldThen() {
        Feedback feedback = new Feedback();
        feedback.add(Remark.nothing(verdict(1, 0.5, Cause.SPIKE, true, 1), "ops", 1, ""));
        assertThat(feedback.weigh(verdict(10, 0.5, Cause.SPIKE, true, 10)).alarm())
                .isFalse();
        assertThat(feedback.weigh(verdict(11, 0, Cause.SPIKE, false, 10)).alarm())
                .isFalse();
        Verdict level = feedback.weigh(verdict(12, 0, Cause.LEVEL, false, 10));

        assertThat(level.alarm()).isTrue();
        assertThat(level.cause()).isEqualTo(Cause.LEVEL);
        assertThat(level.since()).isEqualTo(10);
        assertThat(feedback.weigh(verdict(13, 0, Cause.LEVEL, false, 10)).alarm())
                .isFalse();
        assertThat(feedback.weigh(verdict(13, 0, Cause.LEVEL, false, 10)).ongoing())
                .isTrue();
    }

    @Test
    void stepsAreBoundedSoThatNothingIsSilencedForGood() {
        Feedback feedback = new Feedback();
        for (int i = 0; i < 100; i++) {
            feedback.add(Remark.nothing(verdict(i, 0.5, Cause.DIP, true, i), "ops", i, ""));
        }
        assertThat(feedback.steps(Cause.DIP)).isEqualTo(Feedback.MOST_STEPS);
        assertThat(feedback.weigh(verdict(200, 1, Cause.DIP, true, 200)).alarm())
                .isTrue();
        assertThat(feedback.weigh(verdict(300, 0.99, Cause.DIP, true, 300)).alarm())
                .isFalse();
        assertThat(feedback.remarks()).hasSize(Feedback.MOST_REMARKS);
        assertThat(feedback.forgotten()).isEqualTo(100 - Feedback.MOST_REMARKS);
        assertThat(feedback.remarks().get(Feedback.MOST_REMARKS - 1).at()).isEqualTo(99);
    }

    @Test
    void whatWasMissedIsToldNextTimeAndTheOppositeTakesItBack() {
        Feedback feedback = new Feedback();
        Verdict under = verdict(10, 0.45, Cause.NONE, false, 0);
        assertThat(feedback.weigh(under)).isSameAs(under);
        feedback.add(Remark.missed(10, "ops", 20, "disk was full"));
        Verdict told = feedback.weigh(under);
        assertThat(told.alarm()).isTrue();
        assertThat(told.cause()).isEqualTo(Cause.SPIKE);
        assertThat(told.score()).isGreaterThanOrEqualTo(0.5);

        feedback.add(Remark.nothing(told, "ops", 30, ""));
        assertThat(feedback.weigh(under)).isSameAs(under);
        assertThat(feedback.steps(Cause.SPIKE)).isZero();
        feedback.add(Remark.nothing(told, "ops", 30, ""));
        feedback.add(Remark.missed(10, "ops", 40, ""));
        assertThat(feedback.steps(Cause.SPIKE)).isZero();
        assertThat(feedback.steps(Cause.NONE)).isZero();
    }

    @Test
    void missingPointsThatWereNothingMustBeMissingTwiceAsLong() {
        AdjustedDetector detector = new AdjustedDetector(new AnomalyDetector(), new Feedback());
        alarms(detector, new Random(1), 300, 0, 0);
        long last = time;
        long told = firstSilence(detector, last);
        detector.feedback().add(Remark.nothing(detector.verdict(), "ops", told, "a deployment"));
        time = last + 60 * MINUTE;
        alarms(detector, new Random(2), 300, 0, 0);
        long again = firstSilence(detector, time) - time;

        assertThat(again).isBetween(2 * (told - last) - 2 * MINUTE, 4 * (told - last));
        assertThat(detector.silence(time + again + MINUTE).alarm()).as("once").isFalse();
    }

    private static long firstSilence(Detector detector, long from) {
        for (long now = from + MINUTE; ; now += MINUTE) {
            if (detector.silence(now).alarm()) {
                return now;
            }
        }
    }

    @Test
    void askingWhetherPointsAreOverdueDoesNotWakeAnEventThatIsKeptQuiet() {
        for (boolean asked : new boolean[] {false, true}) {
            AdjustedDetector detector = new AdjustedDetector(new AnomalyDetector(), new Feedback());
            time = 0;
            alarms(detector, new Random(1), 500, 0, 0);
            for (int i = 0; i < 4; i++) {
                detector.feedback().add(Remark.nothing(verdict(i, 0.5, Cause.SPIKE, true, i), "ops", i, ""));
            }
            for (int i = 0; i < 3; i++) {
                time += MINUTE;
                assertThat(detector.update(time, 12).ongoing())
                        .as("asked " + asked + ", point " + i)
                        .isFalse();
                if (asked) {
                    assertThat(detector.silence(time + 1).ongoing()).isFalse();
                }
            }
        }
    }

    @Test
    void otherRemarksTakeThePlaceOfAllThatWereMade() {
        Feedback feedback = new Feedback();
        for (int i = 0; i < 40; i++) {
            feedback.add(Remark.nothing(verdict(i, 0.5, Cause.DIP, true, i), "ops", i, ""));
        }
        Remark missed = Remark.missed(1, "ops", 2, "");
        feedback.replace(List.of(missed));
        assertThat(feedback.remarks()).containsExactly(missed);
        assertThat(feedback.forgotten()).isZero();
        assertThat(feedback.steps(Cause.DIP)).isZero();
        assertThat(feedback.steps(Cause.NONE)).isEqualTo(1);
        feedback.replace(List.of());
        assertThat(feedback.save()).isEqualTo(new Feedback().save());
    }

    @Test
    void onARealSeriesFewerAlarmsFollowAndTheLargeOnesStay() {
        AdjustedDetector heeded = new AdjustedDetector(new AnomalyDetector(), new Feedback());
        AnomalyDetector plain = new AnomalyDetector();
        alarms(heeded, new Random(9), 2000, 0, 0);
        time = 0;
        alarms(plain, new Random(9), 2000, 0, 0);
        long here = time;
        List<Verdict> before = alarms(plain, new Random(10), 8000, 900, 9);
        before.stream().limit(3).forEach(alarm -> heeded.feedback().add(Remark.nothing(alarm, "ops", 1, "")));
        time = here;
        List<Verdict> after = alarms(heeded, new Random(10), 8000, 900, 9);

        assertThat(before).isNotEmpty();
        assertThat(after.size()).isLessThan(before.size());
        time += MINUTE;
        assertThat(heeded.update(time, 500).alarm()).isTrue();
    }

    @Test
    void savedAndRestoredItGoesOnTheSame() {
        AdjustedDetector one = new AdjustedDetector(new AnomalyDetector(), new Feedback());
        alarms(one, new Random(1), 400, 0, 0);
        one.feedback().add(Remark.missed(7, "\u62fe\u4e91", 8, "note"));
        one.feedback().add(Remark.nothing(verdict(9, 0.5, Cause.FLAT, true, 9), "ops", 10, ""));
        AdjustedDetector two = AdjustedDetector.restore(one.save());

        assertThat(two.feedback().remarks()).isEqualTo(one.feedback().remarks());
        long here = time;
        List<Verdict> first = alarms(one, new Random(3), 2000, 150, 6);
        time = here;
        assertThat(alarms(two, new Random(3), 2000, 150, 6)).isEqualTo(first);
        assertThat(two.save()).isEqualTo(one.save());

        byte[] saved = one.feedback().save();
        for (int i = 0; i < saved.length; i++) {
            byte[] bad = saved.clone();
            bad[i] ^= 1;
            assertThatThrownBy(() -> Feedback.restore(bad)).isInstanceOf(IllegalArgumentException.class);
            byte[] cut = Arrays.copyOf(saved, i);
            assertThatThrownBy(() -> Feedback.restore(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void remarksSayWhoAndFitTheirKind() {
        assertThatThrownBy(() -> Remark.missed(1, " ", 1, "")).hasMessageContaining("by");
        assertThatThrownBy(() -> Remark.missed(1, "ops", 1, "x".repeat(201))).hasMessageContaining("200");
        assertThatThrownBy(() -> Remark.nothing(verdict(1, 0, Cause.NONE, false, 0), "ops", 1, ""))
                .hasMessageContaining("cause");
    }
}
