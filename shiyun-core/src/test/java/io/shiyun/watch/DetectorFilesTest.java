package io.shiyun.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.metrics.AnomalyDetector;
import io.shiyun.metrics.BankLimits;
import io.shiyun.metrics.DetectorBank;
import io.shiyun.metrics.DetectorStore;
import io.shiyun.metrics.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorFilesTest {
    private static final int LENGTH = 100;

    @TempDir
    Path folder;

    private static byte[] state(int of) {
        byte[] state = new byte[LENGTH];
        new Random(of).nextBytes(state);
        return state;
    }

    private static byte[] take(FileDetectorStore store, long series) {
        byte[] into = new byte[LENGTH];
        return store.take(series, into, 0, LENGTH) ? into : new byte[0];
    }

    private static double value(int series, int i) {
        return new Random(1_000L * series + i).nextGaussian() + (i == 90 ? 40 : 0);
    }

    @Test
    void aBankOverAFileSaysWhatEachDetectorWouldAcrossARestart() throws IOException {
        int series = 60;
        AnomalyDetector[] own = new AnomalyDetector[series];
        Arrays.setAll(own, s -> new AnomalyDetector());
        Path states = folder.resolve("evicted.states");
        Path checkpoint = folder.resolve("detectors.bank");
        FileDetectorStore store = FileDetectorStore.open(states, 1_000, AnomalyDetector.STATE_BYTES);
        DetectorBank bank =
                new DetectorBank(BankLimits.of(20).newSeries(1_000, BankLimits.MINUTE), store, DetectorBank.ALONE);
        int alarms = 0;
        for (int i = 0; i < 120; i++) {
            if (i % 30 == 20) {
                DetectorFile.save(bank, checkpoint);
                store.close();
                store = FileDetectorStore.open(states, 1_000, AnomalyDetector.STATE_BYTES);
                bank = DetectorFile.restore(
                        checkpoint, BankLimits.of(20).newSeries(1_000, BankLimits.MINUTE), store, DetectorBank.ALONE);
            }
            for (int s = 0; s < series; s++) {
                Verdict verdict =
                        bank.update(i * 60_000L, s, i * 60_000L, value(s, i)).orElseThrow();
                assertThat(verdict).isEqualTo(own[s].update(i * 60_000L, value(s, i)));
                alarms += verdict.alarm() ? 1 : 0;
            }
        }
        assertThat(alarms).isGreaterThan(series / 2);
        assertThat(store.damaged()).isZero();
        assertThat(Files.size(states)).isLessThan(2L * series * (AnomalyDetector.STATE_BYTES + 20));
        store.close();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(states, checkpoint);
        }
    }

    @Test
    void aCheckpointThatCannotBeWrittenOrReadIsRefused() throws IOException {
        Path file = folder.resolve("detectors.bank");
        DetectorBank bank = new DetectorBank(BankLimits.of(5));
        bank.update(0, 1, 0, 1);
        DetectorFile.save(bank, file);
        byte[] before = Files.readAllBytes(file);
        Path nowhere = folder.resolve("none").resolve("detectors.bank");
        assertThatThrownBy(() -> DetectorFile.save(bank, nowhere))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> DetectorFile.save(bank, folder)).hasMessageContaining("is a folder");
        Files.write(file, Arrays.copyOf(before, before.length - 1));
        assertThatThrownBy(() -> DetectorFile.restore(file, BankLimits.of(5), DetectorStore.NONE, DetectorBank.ALONE))
                .hasMessageContainingAll("detectors.bank", "cut short");
    }

    @Test
    void whatIsKeptComesBackOnceAndTheOldestLeavesFirst() throws IOException {
        Path file = folder.resolve("states");
        try (FileDetectorStore store = FileDetectorStore.open(file, 3, LENGTH)) {
            for (int i = 1; i <= 4; i++) {
                store.put(i, state(i), 0, LENGTH);
            }
            store.put(2, state(22), 0, LENGTH);
            assertThat(store.size()).isEqualTo(3);
        }
        try (FileDetectorStore store = FileDetectorStore.open(file, 2, LENGTH)) {
            assertThat(take(store, 1)).isEmpty();
            assertThat(take(store, 3)).isEmpty();
            assertThat(take(store, 2)).isEqualTo(state(22));
            assertThat(take(store, 2)).isEmpty();
            assertThat(take(store, 4)).isEqualTo(state(4));
            assertThatThrownBy(() -> store.put(1, new byte[1], 0, 1)).hasMessageContaining("has 1 bytes");
        }
        assertThat(Files.size(file)).isEqualTo(16 + 4 * (LENGTH + 20));
    }

    @Test
    void aStateThatCannotBeWrittenDrivesOutNone() throws IOException {
        Path file = folder.resolve("states");
        FileDetectorStore store = FileDetectorStore.open(file, 3, LENGTH);
        for (int i = 1; i <= 3; i++) {
            store.put(i, state(i), 0, LENGTH);
        }
        store.close();
        for (int i = 1; i <= 4; i++) {
            int series = i;
            assertThatThrownBy(() -> store.put(series, state(40), 0, LENGTH))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cannot be written");
            assertThat(store.size()).isEqualTo(3);
        }
        try (FileDetectorStore again = FileDetectorStore.open(file, 3, LENGTH)) {
            for (int i = 1; i <= 3; i++) {
                assertThat(take(again, i)).isEqualTo(state(i));
            }
        }
    }

    @Test
    void damagedRecordsAreLeftOutAndCountedAndOtherFilesRefused() throws IOException {
        Path file = folder.resolve("states");
        try (FileDetectorStore store = FileDetectorStore.open(file, 10, LENGTH)) {
            for (int i = 0; i < 4; i++) {
                store.put(i, state(i), 0, LENGTH);
            }
            damage(file, 16 + LENGTH + 20 + 50);
            assertThatThrownBy(() -> take(store, 1))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("series 1 is damaged");
            assertThat(take(store, 1)).isEmpty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(file) - 7);
        }
        try (FileDetectorStore store = FileDetectorStore.open(file, 10, LENGTH)) {
            assertThat(store.damaged()).isEqualTo(2);
            assertThat(store.size()).isEqualTo(2);
            store.put(9, state(9), 0, LENGTH);
            assertThat(take(store, 9)).isEqualTo(state(9));
            assertThat(take(store, 2)).isEqualTo(state(2));
        }
        assertThatThrownBy(() -> FileDetectorStore.open(file, 10, LENGTH + 1)).hasMessageContaining("100 bytes");
        damage(file, 8);
        assertThatThrownBy(() -> FileDetectorStore.open(file, 10, LENGTH)).hasMessageContaining("version");
        damage(file, 0);
        assertThatThrownBy(() -> FileDetectorStore.open(file, 10, LENGTH)).hasMessageContaining("not a store");
    }

    private static void damage(Path file, long at) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 0x40)).rewind();
            channel.write(one, at);
        }
    }
}
