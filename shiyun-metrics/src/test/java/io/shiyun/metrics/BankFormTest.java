package io.shiyun.metrics;

import static io.shiyun.metrics.Signals.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class BankFormTest {
    private static DetectorBank bank(int series, int points) {
        DetectorBank bank = new DetectorBank(BankLimits.of(series));
        feed(bank, series, 0, points);
        return bank;
    }

    private static List<Verdict> feed(DetectorBank bank, int series, int from, int to) {
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            for (int s = 0; s < series; s++) {
                double value = new Random(31L * s + i).nextGaussian() + (i % 50 == 49 ? s % 9 : 0);
                verdicts.add(bank.update(time(i), s, time(i), value).orElseThrow());
            }
        }
        return verdicts;
    }

    private static byte[] save(DetectorBank bank) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bank.save(out);
        return out.toByteArray();
    }

    private static DetectorBank restore(byte[] saved, int most) throws IOException {
        return DetectorBank.restore(
                new ByteArrayInputStream(saved), BankLimits.of(most), DetectorStore.NONE, DetectorBank.ALONE);
    }

    @Test
    void aRestoredBankGoesOnWithTheSameBits() throws IOException {
        DetectorBank bank = bank(600, 100);
        bank.forget(300);
        byte[] saved = save(bank);
        DetectorBank restored = restore(saved, 600);
        assertThat(restored.counts().series()).isEqualTo(599);
        assertThat(feed(restored, 600, 100, 160)).isEqualTo(feed(bank, 600, 100, 160));
        assertThat(saved.length).as("words that are zero take no room").isLessThan(599 * 2_000);
    }

    @Test
    void whichWasUsedWhenIsRemembered() throws IOException {
        DetectorBank bank = bank(100, 2);
        bank.update(time(2), 0, time(2), 1);
        DetectorBank restored = restore(save(bank), 100);
        restored.update(time(3), 1_000, time(3), 1);
        assertThat(restored.silence(time(3), 0)).isPresent();
        assertThat(restored.silence(time(3), 1)).isEmpty();
    }

    @Test
    void anEmptyBankComesBackEmpty() throws IOException {
        assertThat(restore(save(new DetectorBank(BankLimits.of(5))), 5).counts().series())
                .isZero();
    }

    @Test
    void aBankOfFormOneIsStillRead() throws IOException {
        DetectorBank bank = bank(300, 60);
        byte[] saved = save(bank);
        byte[] old = new byte[saved.length - 4];
        System.arraycopy(saved, 0, old, 0, 24);
        Cells.i32(old, 4, 1);
        CRC32C checksum = new CRC32C();
        checksum.update(old, 0, 24);
        Cells.i32(old, 24, (int) checksum.getValue());
        System.arraycopy(saved, 32, old, 28, saved.length - 32);
        assertThat(feed(restore(old, 300), 300, 60, 100)).isEqualTo(feed(bank, 300, 60, 100));
    }

    @Test
    void cutDamagedNewerForeignAndTooLargeAreRefused() throws IOException {
        DetectorBank bank = bank(300, 40);
        for (int s = 0; s < 20; s++) {
            bank.remark(15 * s, Remark.missed(time(s), "ops", time(40), "a long weekend"));
        }
        byte[] saved = save(bank);
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            byte[] cut = Arrays.copyOf(saved, i < 100 ? i : random.nextInt(saved.length));
            assertThatThrownBy(() -> restore(cut, 300))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cut short");
            byte[] damaged = saved.clone();
            damaged[i < 100 ? i : random.nextInt(saved.length)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> restore(damaged, 300)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> restore(Arrays.copyOf(saved, saved.length + 1), 300))
                .hasMessageContaining("damaged");
        byte[] newer = saved.clone();
        newer[4]++;
        assertThatThrownBy(() -> restore(newer, 300)).hasMessageContainingAll("version 3", "update it");
        newer[4] = 0;
        assertThatThrownBy(() -> restore(newer, 300)).hasMessageContainingAll("version 0", "from 1 on", "start afresh");
        assertThatThrownBy(() -> restore(new AnomalyDetector().save(), 300)).hasMessageContaining("not a saved");
        assertThatThrownBy(() -> restore(saved, 299)).hasMessageContaining("300", "limit is 299");
    }

    @Test
    void ofTwoStatesOfASeriesTheOneThatLearntMoreIsKept() throws IOException {
        DetectorBank bank = bank(3, 50);
        byte[] saved = save(bank);
        feed(bank, 2, 50, 60);
        byte[] later = new byte[Layout.SIZE];
        byte[] earlier = new byte[Layout.SIZE];
        AnomalyDetector own = new AnomalyDetector();
        for (int i = 0; i < 60; i++) {
            own.feed(time(i), new Random(31L + i).nextGaussian() + (i % 50 == 49 ? 1 : 0));
        }
        System.arraycopy(own.save(), 3, later, 0, Layout.SIZE);
        System.arraycopy(new AnomalyDetector().save(), 3, earlier, 0, Layout.SIZE);
        DetectorStore store = new DetectorStore() {
            @Override
            public void put(long series, byte[] from, int offset, int length) {}

            @Override
            public boolean take(long series, byte[] into, int offset, int length) {
                byte[] state = series == 1 ? later : earlier;
                System.arraycopy(state, 0, into, offset, length);
                return series <= 2;
            }
        };
        DetectorBank restored =
                DetectorBank.restore(new ByteArrayInputStream(saved), BankLimits.of(3), store, DetectorBank.ALONE);
        assertThat(restored.update(time(60), 1, time(60), 9)).contains(own.update(time(60), 9));
        assertThat(restored.update(time(50), 2, time(50), 9))
                .contains(bank.update(time(50), 2, time(50), 9).orElseThrow());
    }
}
