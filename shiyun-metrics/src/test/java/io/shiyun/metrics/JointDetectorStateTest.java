package io.shiyun.metrics;

import static io.shiyun.metrics.Hosts.feed;
import static io.shiyun.metrics.Signals.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JointDetectorStateTest {

    @Test
    void changingEverythingAfterARowChangesNoVerdictUpToIt() {
        double[][] rows = Hosts.eventful();
        List<JointVerdict> whole = feed(new JointDetector(Hosts.METRICS), rows);
        Random random = new Random(22);
        for (int cut = 0; cut < rows.length; cut += 31) {
            double[][] other = new double[rows.length][];
            for (int i = 0; i < rows.length; i++) {
                other[i] = rows[i].clone();
                for (int j = 0; i >= cut && j < Hosts.METRICS; j++) {
                    other[i][j] = random.nextInt(4) == 0 ? Double.NaN : 1e6 * random.nextGaussian();
                }
            }
            assertThat(feed(new JointDetector(Hosts.METRICS), other).subList(0, cut))
                    .isEqualTo(whole.subList(0, cut));
        }
    }

    @Test
    void savingAndRestoringAtAnyRowChangesNoBit() {
        double[][] rows = Hosts.eventful();
        List<JointVerdict> whole = feed(new JointDetector(Hosts.METRICS), rows);
        for (int cut = 0; cut < rows.length; cut += 29) {
            JointDetector before = new JointDetector(Hosts.METRICS);
            for (int i = 0; i < cut; i++) {
                before.feed(time(i), rows[i]);
            }
            byte[] saved = before.save();
            JointDetector after = JointDetector.restore(saved);
            assertThat(after.save()).isEqualTo(saved);
            for (int i = cut; i < Math.min(rows.length, cut + 200); i++) {
                if (i % 50 == 0) {
                    after = JointDetector.restore(after.save());
                }
                assertThat(after.update(time(i), rows[i])).isEqualTo(whole.get(i));
            }
        }
    }

    @Test
    void theSizeIsKnownBeforeTheStart() {
        for (int metrics : new int[] {1, 2, 38, JointDetector.MOST_METRICS}) {
            JointDetector detector = new JointDetector(metrics);
            for (int i = 0; i < 100; i++) {
                detector.feed(time(i), new Random(i).doubles(metrics).toArray());
            }
            assertThat(detector.save()).hasSize(JointDetector.savedBytes(metrics));
        }
        assertThat(JointDetector.stateBytes(38) / 38).isLessThan(1_024);
        assertThatThrownBy(() -> new JointDetector(0)).hasMessageContaining("1 to 128");
        assertThatThrownBy(() -> new JointDetector(129)).hasMessageContaining("several detectors");
    }

    @Test
    void cutDamagedForeignAndNewerBytesAreRefused() {
        JointDetector detector = new JointDetector(2);
        for (int i = 0; i < 100; i++) {
            detector.feed(time(i), new double[] {i % 7, i % 5});
        }
        byte[] saved = detector.save();
        for (int length = 0; length < saved.length; length++) {
            byte[] cut = Arrays.copyOf(saved, length);
            assertThatThrownBy(() -> JointDetector.restore(cut)).isInstanceOf(IllegalArgumentException.class);
            byte[] damaged = saved.clone();
            damaged[length] ^= 0x10;
            assertThatThrownBy(() -> JointDetector.restore(damaged)).isInstanceOf(IllegalArgumentException.class);
        }
        byte[] newer = saved.clone();
        newer[2] = 9;
        assertThatThrownBy(() -> JointDetector.restore(newer)).hasMessageContaining("version 9");
        assertThatThrownBy(() -> JointDetector.restore(new AnomalyDetector().save()))
                .hasMessageContaining("not a saved");
    }
}
