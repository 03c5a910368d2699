package io.shiyun.metrics;

import static io.shiyun.metrics.Signals.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DetectorBankTest {
    /** Keeps states in memory; one that is broken keeps nothing. */
    private static final class MapStore implements DetectorStore {
        final Map<Long, byte[]> states = new HashMap<>();
        boolean broken;

        @Override
        public void put(long series, byte[] from, int offset, int length) {
            if (broken) {
                throw new UncheckedIOException(new java.io.IOException("disk full"));
            }
            states.put(series, java.util.Arrays.copyOfRange(from, offset, offset + length));
        }

        @Override
        public boolean take(long series, byte[] into, int offset, int length) {
            byte[] state = states.remove(series);
            if (state != null) {
                System.arraycopy(state, 0, into, offset, length);
            }
            return state != null;
        }
    }

    private static double value(Random random, int i) {
        return 50 + 3 * random.nextGaussian() + (i % 97 == 60 ? 60 : 0);
    }

    @Test
    void aBankSaysWhatEachDetectorWouldWhateverLeavesAndComesBack() {
        int series = 300;
        MapStore store = new MapStore();
        DetectorBank bank =
                new DetectorBank(BankLimits.of(70).newSeries(1_000, Duration.ofMinutes(1)), store, DetectorBank.ALONE);
        AnomalyDetector[] own = new AnomalyDetector[series];
        for (int s = 0; s < series; s++) {
            own[s] = new AnomalyDetector();
        }
        Random random = new Random(1);
        int alarms = 0;
        for (int i = 0; i < 300; i++) {
            int count = 200;
            long[] keys = new long[count];
            long[] times = new long[count];
            double[] values = new double[count];
            List<Verdict> expected = new ArrayList<>();
            for (int p = 0; p < count; p++) {
                int s = random.nextInt(1 + random.nextInt(series));
                keys[p] = s * 1_000_003L;
                times[p] = time(i) + p;
                values[p] = value(random, i);
                Verdict verdict = own[s].update(times[p], values[p]);
                if (verdict.alarm()) {
                    expected.add(verdict);
                }
            }
            List<Verdict> found = new ArrayList<>();
            bank.feed(time(i), keys, times, values, count, (index, key, verdict) -> {
                assertThat(key).isEqualTo(keys[index]);
                found.add(verdict);
            });
            assertThat(found).isEqualTo(expected);
            alarms += found.size();
            int s = random.nextInt(series);
            long at = time(i) + 500;
            assertThat(bank.update(at, s * 1_000_003L, at, 49)).contains(own[s].update(at, 49));
        }
        assertThat(alarms).isGreaterThan(50);
        assertThat(bank.counts().series()).isEqualTo(70);
        assertThat(bank.counts().points()).isEqualTo(300 * 201);
        assertThat(bank.counts().returned()).isGreaterThan(1_000);
        assertThat(bank.counts().evicted()).isEqualTo(bank.counts().returned() + store.states.size());
    }

    @Test
    void aBatchThatMixesManySeriesIsToldInItsOrder() {
        int series = 3_000;
        int count = 50_000;
        DetectorBank bank = new DetectorBank(BankLimits.of(40_000));
        AnomalyDetector[] own = new AnomalyDetector[series];
        java.util.Arrays.setAll(own, s -> new AnomalyDetector());
        Random random = new Random(6);
        int[] fed = new int[series];
        List<Integer> told = new ArrayList<>();
        for (int batch = 0; batch < 6; batch++) {
            long[] keys = new long[count];
            long[] times = new long[count];
            double[] values = new double[count];
            List<Object> expected = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int s = random.nextInt(series);
                keys[i] = -s;
                times[i] = time(fed[s]);
                values[i] = value(random, fed[s]++);
                Verdict verdict = own[s].update(times[i], values[i]);
                if (verdict.alarm()) {
                    expected.add(i);
                    expected.add(verdict);
                }
            }
            List<Object> found = new ArrayList<>();
            bank.feed(time(0), keys, times, values, count, (index, key, verdict) -> {
                found.add(index);
                found.add(verdict);
                told.add(index);
            });
            assertThat(found).isEqualTo(expected);
        }
        assertThat(told).hasSizeGreaterThan(series / 2);
    }

    @Test
    void aPartOfABatchLetsNoneLeaveThatItHolds() {
        MapStore store = new MapStore();
        DetectorBank bank =
                new DetectorBank(BankLimits.of(100).newSeries(1_000, BankLimits.MINUTE), store, DetectorBank.ALONE);
        long[] keys = new long[250];
        java.util.Arrays.setAll(keys, i -> i < 100 ? 99 - i : i);
        bank.feed(0, keys, new long[250], new double[250], 250, (index, key, verdict) -> {});
        assertThat(bank.counts()).isEqualTo(new DetectorBank.Counts(100, 250, 0, 150, 0, 0));
        bank.update(0, 1_000, 0, 1);
        assertThat(store.states).containsKey(150L).doesNotContainKey(151L);
    }

    @Test
    void theLeastRecentlyFedLeaves() {
        MapStore store = new MapStore();
        DetectorBank bank = new DetectorBank(BankLimits.of(200), store, DetectorBank.ALONE);
        java.util.LinkedHashMap<Long, Boolean> model = new java.util.LinkedHashMap<>(16, 0.75f, true);
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            long key = random.nextInt(100 + random.nextInt(400));
            bank.update(i * 60_000L, key, i, 1);
            model.put(key, true);
            if (model.size() > 200) {
                long eldest = model.keySet().iterator().next();
                model.remove(eldest);
                assertThat(store.states).containsKey(eldest);
            }
            assertThat(store.states).doesNotContainKey(key);
        }
        assertThat(bank.counts().series()).isEqualTo(200);
    }

    @Test
    void aMillionNewSeriesInASecondAreRefusedAndCountedAndNoneLeavesForThem() {
        MapStore store = new MapStore();
        DetectorBank bank =
                new DetectorBank(BankLimits.of(1_000).newSeries(400, Duration.ofSeconds(1)), store, DetectorBank.ALONE);
        long[] keys = new long[10_000];
        long[] times = new long[keys.length];
        double[] values = new double[keys.length];
        for (int batch = 0; batch < 100; batch++) {
            for (int i = 0; i < keys.length; i++) {
                keys[i] = batch * 10_000L + i;
                times[i] = Signals.START;
            }
            bank.feed(Signals.START + batch, keys, times, values, keys.length, (index, series, verdict) -> {});
        }
        assertThat(bank.counts().series()).isEqualTo(400);
        assertThat(bank.counts().refused()).isEqualTo(1_000_000 - 400);
        assertThat(store.states).isEmpty();
        assertThat(bank.update(Signals.START, 399, time(1), 0)).isPresent();
        assertThat(bank.update(Signals.START, 400, time(1), 0)).isEmpty();
        assertThat(bank.update(Signals.START + 1_000, 400, time(1), 0)).isPresent();
    }

    @Test
    void whatTheStoreCannotKeepStaysAndTheNewcomerIsRefused() {
        MapStore store = new MapStore();
        DetectorBank bank =
                new DetectorBank(BankLimits.of(2).newSeries(10, BankLimits.MINUTE), store, DetectorBank.ALONE);
        store.broken = true;
        bank.update(0, 1, 0, 1);
        bank.update(0, 2, 0, 1);
        assertThat(bank.update(0, 3, 0, 1)).isEmpty();
        assertThat(bank.counts()).isEqualTo(new DetectorBank.Counts(2, 2, 1, 0, 0, 1));
        store.broken = false;
        assertThat(bank.update(60_000, 3, 0, 1)).isPresent();
        assertThat(store.states).containsOnlyKeys(1L);
    }

    @Test
    void silenceAndForgettingReachWhatIsHeld() {
        DetectorBank bank = new DetectorBank(BankLimits.of(10));
        AnomalyDetector own = new AnomalyDetector();
        for (int i = 0; i < 100; i++) {
            bank.update(time(i), 7, time(i), i % 7);
            own.feed(time(i), i % 7);
        }
        long later = time(120);
        List<Verdict> told = new ArrayList<>();
        bank.silence(later, (index, series, verdict) -> told.add(verdict));
        assertThat(told).containsExactly(own.silence(later));
        assertThat(bank.silence(later, 7)).contains(own.silence(later));
        assertThat(bank.silence(later, 8)).isEmpty();
        bank.forget(7);
        bank.forget(7);
        assertThat(bank.silence(later, 7)).isEmpty();
        assertThat(bank.counts().series()).isZero();
    }

    @Test
    void theSizeASeriesIsKnownAndSmall() {
        assertThat(DetectorBank.bytes(1_000_000)).isLessThanOrEqualTo(4_096L * 1_000_000);
    }

    @Test
    void badLimitsAndBatchesAreRefused() {
        assertThatThrownBy(() -> BankLimits.of(0)).hasMessageContaining("series: 0");
        assertThatThrownBy(() -> BankLimits.of(1).newSeries(1, Duration.ZERO)).hasMessageContaining("interval");
        DetectorBank bank = new DetectorBank(BankLimits.of(1));
        assertThatThrownBy(() -> bank.feed(0, new long[2], new long[1], new double[2], 2, (i, s, v) -> {}))
                .hasMessageContaining("count: 2");
        assertThat(bank.counts().points()).isZero();
    }
}
