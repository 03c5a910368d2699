package io.shiyun.metrics;

import static io.shiyun.metrics.Hosts.CONSTANT;
import static io.shiyun.metrics.Hosts.METRICS;
import static io.shiyun.metrics.Hosts.alarms;
import static io.shiyun.metrics.Hosts.feed;
import static io.shiyun.metrics.Hosts.quiet;
import static io.shiyun.metrics.Signals.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JointDetectorTest {

    /** The verdict of the first alarm from a row on. */
    private static JointVerdict alarm(double[][] rows, int from) {
        JointDetector detector = new JointDetector(rows[0].length);
        for (int i = 0; i < rows.length; i++) {
            JointVerdict verdict = detector.update(time(i), rows[i]);
            if (verdict.alarm() && i >= from) {
                return verdict;
            }
        }
        throw new AssertionError("no alarm from row " + from);
    }

    @Test
    void aJumpOfOneMetricIsNamedWithItsSideAndWhatWasExpected() {
        double[][] rows = quiet(1000, 1);
        for (int i = 900; i < 910; i++) {
            rows[i][2] -= 120;
        }
        JointVerdict verdict = alarm(rows, 900);
        assertThat(verdict.time()).isBetween(time(900), time(905));
        assertThat(verdict.ongoing()).isTrue();
        assertThat(verdict.since()).isEqualTo(verdict.time());
        assertThat(verdict.p()).isLessThan(0.001);
        Contribution first = verdict.causes().get(0);
        assertThat(first.metric()).isEqualTo(2);
        assertThat(first.direction()).isEqualTo(Direction.DOWN);
        assertThat(first.expected()).isBetween(250.0, 350.0);
        assertThat(first.value()).isLessThan(230);
        assertThat(verdict.causes()).hasSizeLessThanOrEqualTo(JointDetector.MOST_CAUSES);
        assertThat(verdict.causes())
                .isSortedAccordingTo((a, b) -> Double.compare(b.deviation(), a.deviation()))
                .allSatisfy(each -> assertThat(each.share()).isBetween(0.0, 1.0));
    }

    @Test
    void aMetricThatLeavesTheOthersIsFoundWithinItsUsualRange() {
        for (int leaving : new int[] {1, 3, 6}) {
            double[][] rows = quiet(3000, 40 + leaving);
            double middle = 100 * (leaving + 1);
            double reach = 0;
            for (double[] row : rows) {
                reach = Math.max(reach, Math.abs(row[leaving] - middle));
            }
            for (int i = 2900; i < 2960; i++) {
                rows[i][leaving] = 2 * middle - rows[i][leaving];
                assertThat(Math.abs(rows[i][leaving] - middle)).isLessThanOrEqualTo(reach);
            }
            JointVerdict verdict = alarm(rows, 2900);
            assertThat(verdict.time()).isLessThan(time(2960));
            assertThat(verdict.causes().get(0).metric()).isEqualTo(leaving);
            assertThat(verdict.causes().get(0).baseline()).isEqualTo(Baseline.OTHER_METRICS);
        }
    }

    @Test
    void whatWasConstantForLongIsTheCauseWhenItMoves() {
        double[][] rows = quiet(1500, 2);
        for (int i = 1400; i < 1500; i++) {
            rows[i][CONSTANT] = 5;
        }
        JointVerdict verdict = alarm(rows, 1400);
        assertThat(verdict.time()).isLessThan(time(1410));
        assertThat(verdict.causes().get(0).metric()).isEqualTo(CONSTANT);
        assertThat(verdict.causes().get(0).expected()).isBetween(4.0, 5.0);
    }

    @Test
    void aNewLevelOfEverythingAlarmsOnceAndIsThenUsual() {
        double[][] rows = quiet(3000, 3);
        for (int i = 1500; i < 3000; i++) {
            for (int j = 0; j < Hosts.FOLLOWING; j++) {
                rows[i][j] += 150;
            }
        }
        List<Integer> alarms = alarms(rows);
        assertThat(alarms).hasSize(1);
        assertThat(alarms.get(0)).isBetween(1500, 1505);
        List<JointVerdict> verdicts = feed(new JointDetector(METRICS), rows);
        assertThat(verdicts.get(2999).ongoing()).isFalse();
    }

    @Test
    void aJobOfEveryNightAlarmsTheFirstNightsAtMostAndHidesNoOtherFault() {
        double[][] rows = quiet(15 * 1440, 9);
        for (int i = 0; i < rows.length; i++) {
            rows[i][8] += i % 1440 >= 120 && i % 1440 < 150 ? 60 : 0;
            rows[i][9] += i % 1440 >= 120 && i % 1440 < 150 ? 60 : 0;
        }
        assertThat(alarms(rows)).allMatch(at -> at < 3 * 1440);
        for (int i = 20_400; i < 20_460; i++) {
            rows[i][8] += 60;
            rows[i][9] += 60;
        }
        assertThat(alarms(rows))
                .filteredOn(at -> at >= 3 * 1440)
                .singleElement()
                .satisfies(at -> assertThat(at).isBetween(20_400, 20_410));
    }

    @Test
    void metricsThatLeapNowAndThenAreUsual() {
        Random random = new Random(10);
        double[][] rows = new double[43_200][16];
        for (double[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextInt(100) == 0 ? random.nextGaussian() : 0;
            }
        }
        assertThat(alarms(rows)).as("alarms in a month of minutes").hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void whatIsWrongSoonAfterLearningIsTold() {
        double[][] rows = quiet(300, 12);
        for (int i = 110; i < 140; i++) {
            for (int j = 0; j < Hosts.FOLLOWING; j++) {
                rows[i][j] += 300;
            }
        }
        assertThat(alarms(rows))
                .hasSize(1)
                .first()
                .satisfies(at -> assertThat(at).isBetween(110, 115));
    }

    @Test
    void quietHostsHardlyAlarm() {
        int alarms = 0;
        for (int seed = 0; seed < 10; seed++) {
            alarms += alarms(quiet(8_640, 100 + seed)).size();
        }
        assertThat(alarms).as("alarms in two months of minutes").isLessThanOrEqualTo(2);
    }

    @Test
    void missingValuesAreCountedAndTeachNothing() {
        double[][] rows = quiet(2000, 4);
        JointDetector detector = new JointDetector(METRICS);
        for (int i = 0; i < 1000; i++) {
            detector.feed(time(i), rows[i]);
        }
        for (int i = 1000; i < 1900; i++) {
            rows[i][2] = Double.NaN;
            rows[i][7] = i % 2 == 0 ? Double.NaN : rows[i][7];
            rows[i][9] = i % 9 == 0 ? Double.NEGATIVE_INFINITY : rows[i][9];
            JointVerdict verdict = detector.update(time(i), rows[i]);
            assertThat(verdict.alarm()).isFalse();
            assertThat(verdict.known()).isLessThan(METRICS);
            assertThat(verdict.causes()).noneMatch(each -> each.share() > 0.9);
        }
        for (int i = 1900; i < 2000; i++) {
            assertThat(detector.update(time(i), rows[i]).alarm()).isFalse();
        }
        assertThat(detector.missing(2)).isEqualTo(900);
        assertThat(detector.counts().missing()).isEqualTo(1350);
        assertThat(detector.counts().notFinite()).isEqualTo(100);
        assertThat(detector.counts().taken()).isEqualTo(2000);
    }

    @Test
    void rowsThatAreLateRepeatedEmptyOrOfAnotherWidthChangeNothing() {
        JointDetector detector = new JointDetector(2);
        detector.feed(time(1), new double[] {1, 2});
        byte[] before = detector.save();
        assertThatThrownBy(() -> detector.feed(time(2), new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 values for 2 metrics");
        assertThat(detector.save()).isEqualTo(before);
        assertThat(detector.update(time(1), new double[] {5, 6}).accepted()).isFalse();
        assertThat(detector.update(time(0), new double[] {5, 6}).accepted()).isFalse();
        assertThat(detector.update(time(3), new double[] {Double.NaN, Double.NaN})
                        .accepted())
                .isFalse();
        assertThat(detector.counts()).isEqualTo(new JointDetector.Counts(1, 0, 0, 1, 1, 1, 0));
    }

    @Test
    void rowsThatStopAreMissingOnce() {
        JointDetector detector = new JointDetector(METRICS);
        double[][] rows = quiet(500, 8);
        feed(detector, rows);
        assertThat(detector.silence(time(501)).ongoing()).isFalse();
        JointVerdict late = detector.silence(time(520));
        assertThat(late.alarm()).isTrue();
        assertThat(late.cause()).isEqualTo(Cause.MISSING);
        assertThat(late.since()).isEqualTo(time(499));
        assertThat(detector.silence(time(521)).alarm()).isFalse();
        assertThat(detector.silence(time(521)).ongoing()).isTrue();
        assertThat(detector.update(time(522), rows[0]).ongoing()).isFalse();
    }

    @Test
    void hugeTinyAndCollinearValuesStayFinite() {
        JointDetector detector = new JointDetector(6);
        Random random = new Random(9);
        for (int i = 0; i < 20_000; i++) {
            double x = random.nextGaussian();
            JointVerdict verdict = detector.update(
                    time(i), new double[] {x, 2 * x, -x, 1e308 * x, 1e-300 * x, i % 1000 == 0 ? 1e300 : 0});
            assertThat(verdict.score()).isBetween(0.0, 1.0);
            assertThat(detector.deviation()).isBetween(0.0, 30.0);
            assertThat(verdict.causes()).allMatch(each -> Double.isFinite(each.expected()));
        }
    }
}
