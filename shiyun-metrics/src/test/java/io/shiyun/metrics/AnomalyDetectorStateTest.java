package io.shiyun.metrics;

import static io.shiyun.metrics.Signals.feed;
import static io.shiyun.metrics.Signals.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnomalyDetectorStateTest {

    /** Everything at once: noise, spikes, a level, a frozen stretch, zeros. */
    private static double[] eventful() {
        double[] values = Signals.noise(900, 50, 3, 21);
        values[150] += 60;
        values[152] += 200;
        for (int i = 300; i < 500; i++) {
            values[i] += 40;
        }
        Arrays.fill(values, 600, 700, 51);
        Arrays.fill(values, 800, 830, 0);
        return values;
    }

    @Test
    void changingEverythingAfterAPointChangesNoVerdictUpToIt() {
        double[] values = eventful();
        List<Verdict> whole = feed(new AnomalyDetector(), values);
        Random random = new Random(22);
        for (int cut = 0; cut < values.length; cut += 13) {
            double[] other = values.clone();
            for (int i = cut; i < other.length; i++) {
                other[i] = random.nextInt(4) == 0 ? Double.NaN : 1e6 * random.nextGaussian();
            }
            assertThat(feed(new AnomalyDetector(), other).subList(0, cut)).isEqualTo(whole.subList(0, cut));
        }
    }

    @Test
    void savingAndRestoringAtAnyPointChangesNoBit() {
        double[] values = eventful();
        List<Verdict> whole = feed(new AnomalyDetector(), values);
        for (int cut = 0; cut < values.length; cut += 7) {
            AnomalyDetector before = new AnomalyDetector();
            for (int i = 0; i < cut; i++) {
                before.feed(time(i), values[i]);
            }
            byte[] saved = before.save();
            AnomalyDetector after = AnomalyDetector.restore(saved);
            assertThat(after.save()).isEqualTo(saved);
            for (int i = cut; i < Math.min(values.length, cut + 200); i++) {
                if (i % 50 == 0) {
                    after = AnomalyDetector.restore(after.save());
                }
                assertThat(after.update(time(i), values[i])).isEqualTo(whole.get(i));
            }
        }
    }

    @Test
    void theSameSeriesGivesTheSameBytes() {
        AnomalyDetector one = new AnomalyDetector();
        AnomalyDetector two = new AnomalyDetector();
        feed(one, eventful());
        feed(two, eventful());
        assertThat(one.save()).isEqualTo(two.save());
    }

    @Test
    void theSizeIsKnownBeforeTheStart() {
        AnomalyDetector detector = new AnomalyDetector();
        for (double value : Signals.noise(5_000, 0, 1, 23)) {
            detector.feed(time((int) detector.counts().taken()), value);
        }
        assertThat(detector.save()).hasSize(AnomalyDetector.SAVED_BYTES);
        assertThat(AnomalyDetector.SAVED_BYTES).isLessThanOrEqualTo(4_096);
    }

    @Test
    void cutDamagedForeignAndNewerBytesAreRefused() {
        AnomalyDetector detector = new AnomalyDetector();
        feed(detector, eventful());
        byte[] saved = detector.save();
        for (int length = 0; length < saved.length; length++) {
            byte[] cut = Arrays.copyOf(saved, length);
            assertThatThrownBy(() -> AnomalyDetector.restore(cut))
                    .as("first %d bytes", length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (int at = 0; at < saved.length; at++) {
            byte[] damaged = saved.clone();
            damaged[at] ^= 0x10;
            assertThatThrownBy(() -> AnomalyDetector.restore(damaged)).isInstanceOf(IllegalArgumentException.class);
        }
        byte[] newer = saved.clone();
        newer[2] = 9;
        assertThatThrownBy(() -> AnomalyDetector.restore(newer)).hasMessageContaining("version 9");
        byte[] older = saved.clone();
        older[2] = 1;
        assertThatThrownBy(() -> AnomalyDetector.restore(older)).hasMessageContaining("version 1", "start afresh");
        RuleState rule = RuleState.of(GradedRule.of(Comparison.ABOVE, Grade.at("warning", 1, java.time.Duration.ZERO)));
        assertThatThrownBy(() -> AnomalyDetector.restore(rule.save())).hasMessageContaining("not a saved");
    }
}
