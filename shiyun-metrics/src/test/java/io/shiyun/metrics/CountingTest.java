package io.shiyun.metrics;

import static io.shiyun.metrics.Signals.MINUTE;
import static io.shiyun.metrics.Signals.alarms;
import static io.shiyun.metrics.Signals.feed;
import static io.shiyun.metrics.Signals.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CountingTest {

    /** Rises by about 105 a minute. */
    private static double[] counter(int count, long seed) {
        Random random = new Random(seed);
        double[] values = new double[count];
        for (int i = 1; i < count; i++) {
            values[i] = values[i - 1] + 100 + random.nextInt(10);
        }
        return values;
    }

    @Test
    void aRestartIsAtMostOneAlarmAndNothingAfterIt() {
        int before = 0;
        for (int seed = 0; seed < 20; seed++) {
            double[] values = counter(2_000, seed);
            double at = values[1_500];
            for (int i = 1_500; i < values.length; i++) {
                values[i] -= at;
            }
            List<Integer> alarms = alarms(values);
            assertThat(alarms.stream().filter(i -> i >= 1_500)).hasSizeLessThanOrEqualTo(1);
            before += (int) alarms.stream().filter(i -> i < 1_500).count();
        }
        assertThat(before).as("alarms in 20 times 1,500 points").isLessThanOrEqualTo(10);
    }

    @Test
    void whatIsExpectedIsTheLatestValueAndTheUsualRise() {
        double[] values = counter(500, 3);
        List<Verdict> verdicts = feed(new AnomalyDetector(), values);
        for (int i = 200; i < values.length; i++) {
            Verdict verdict = verdicts.get(i);
            assertThat(verdict.expected()).isCloseTo(values[i - 1] + 104.5, within(12.0));
            assertThat(verdict.value()).isBetween(verdict.lower(), verdict.upper());
        }
    }

    @Test
    void aRateThatTriplesIsAnAlarmThoughTheCounterGoesOnRising() {
        double[] values = counter(600, 4);
        for (int i = 500; i < values.length; i++) {
            values[i] += (i - 499) * 200;
        }
        assertThat(alarms(values)).contains(500).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void unevenIntervalsAreNoChangeOfRate() {
        Random random = new Random(5);
        AnomalyDetector detector = new AnomalyDetector();
        long time = Signals.START;
        double value = 0;
        int alarms = 0;
        for (int i = 0; i < 2_000; i++) {
            long step = MINUTE / 2 + random.nextInt((int) MINUTE);
            time += step;
            value += step / 100.0;
            alarms += detector.update(time, value).alarm() ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(1);
    }

    @Test
    void aGaugeThatRoseAtFirstIsAGaugeAgainWhenItFallsALittle() {
        Random random = new Random(6);
        double[] values =
                Signals.of(2_000, i -> 100 + 20 * Math.sin(2 * Math.PI * i / 400) + random.nextGaussian() / 100);
        values[1_700] += 60;
        AnomalyDetector detector = new AnomalyDetector();
        List<Verdict> verdicts = feed(detector, values);
        assertThat(verdicts.get(1_700).alarm()).isTrue();
        assertThat(verdicts.get(1_650).expected()).isCloseTo(values[1_649], within(10.0));
        assertThat(detector.counts().taken()).isEqualTo(2_000);
    }

    @Test
    void aCounterIsSavedAndRestoredWithTheSameBits() {
        double[] values = counter(300, 7);
        List<Verdict> whole = feed(new AnomalyDetector(), values);
        AnomalyDetector detector = new AnomalyDetector();
        for (int i = 0; i < values.length; i++) {
            assertThat(detector.update(time(i), values[i])).isEqualTo(whole.get(i));
            detector = AnomalyDetector.restore(detector.save());
        }
    }
}
