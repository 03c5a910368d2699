package io.shiyun.metrics;

import static io.shiyun.metrics.Signals.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BankRemarksTest {
    private static final int SERIES = 80;
    private static final BankLimits LIMITS = BankLimits.of(30).newSeries(1_000, BankLimits.MINUTE);

    private static final class MapStore implements DetectorStore {
        final Map<Long, byte[]> states = new HashMap<>();

        @Override
        public void put(long series, byte[] from, int offset, int length) {
            states.put(series, Arrays.copyOfRange(from, offset, offset + length));
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

    private final MapStore store = new MapStore();
    private final AnomalyDetector[] plain = new AnomalyDetector[SERIES];
    private final AdjustedDetector[] own = new AdjustedDetector[SERIES];
    private final Random random = new Random(7);
    private DetectorBank bank = new DetectorBank(LIMITS, store, DetectorBank.ALONE);
    private int hushed;
    private int toldLater;

    BankRemarksTest() {
        Arrays.setAll(plain, s -> new AnomalyDetector());
        Arrays.setAll(own, s -> new AdjustedDetector(new AnomalyDetector(), new Feedback()));
    }

    /** Noise with spikes, and levels that stay. */
    private double value(int series, int i) {
        double level = i / 400 % 2 * 12 * (series % 2);
        return level + random.nextGaussian() + (random.nextInt(150) == 0 ? 4 + 5 * random.nextDouble() : 0);
    }

    private void count(Verdict without, Verdict with) {
        hushed += without.alarm() && !with.alarm() ? 1 : 0;
        toldLater += with.alarm() && !without.alarm() ? 1 : 0;
    }

    private void batch(int i) {
        long[] keys = new long[SERIES];
        long[] times = new long[SERIES];
        double[] values = new double[SERIES];
        List<Verdict> expected = new ArrayList<>();
        for (int p = 0; p < SERIES; p++) {
            int s = (p * 7 + i) % SERIES;
            keys[p] = s;
            times[p] = time(i);
            values[p] = random.nextInt(50) == 0 ? Double.NaN : value(s, i);
            Verdict verdict = own[s].update(times[p], values[p]);
            count(plain[s].update(times[p], values[p]), verdict);
            if (verdict.alarm()) {
                expected.add(verdict);
            }
        }
        List<Verdict> found = new ArrayList<>();
        bank.feed(time(i), keys, times, values, SERIES, (index, series, verdict) -> {
            assertThat(series).isEqualTo(keys[index]);
            found.add(verdict);
        });
        assertThat(found).isEqualTo(expected);
    }

    private void remark(int s, Remark remark) {
        own[s].feedback().add(remark);
        bank.remark(s, remark);
    }

    private DetectorBank again() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bank.save(out);
        return DetectorBank.restore(new ByteArrayInputStream(out.toByteArray()), LIMITS, store, DetectorBank.ALONE);
    }

    @Test
    void aBankWeighsWhatWasSaidAsADetectorOfItsOwnWouldWhateverLeavesAndComesBack() throws IOException {
        Cause[] causes = {Cause.SPIKE, Cause.LEVEL, Cause.DIP, Cause.MISSING};
        for (int s = 0; s < SERIES / 2; s += 2) {
            remark(s, new Remark(Remark.Kind.NOTHING, 0, Cause.SPIKE, "ops", 0, "before it is held"));
        }
        for (int i = 0; i < 1_600; i++) {
            if (i % 300 == 299) {
                bank = again();
            }
            batch(i);
            int s = random.nextInt(SERIES / 2);
            if (i > 100 && i % 3 == 0) {
                boolean nothing = random.nextInt(8) > 0 == (s % 2 == 0);
                remark(
                        s,
                        nothing
                                ? new Remark(
                                        Remark.Kind.NOTHING,
                                        time(i),
                                        causes[random.nextInt(causes.length)],
                                        "ops",
                                        time(i),
                                        "n")
                                : Remark.missed(time(i), "ops", time(i), ""));
            }
            long at = time(i) + 100;
            double value = value(s, i);
            assertThat(bank.update(at, s, at, value)).contains(own[s].update(at, value));
            plain[s].update(at, value);
            Verdict told = bank.silence(at, s).orElseThrow();
            assertThat(told).isEqualTo(own[s].silence(at));
        }
        assertThat(hushed).isGreaterThan(5);
        assertThat(toldLater).isGreaterThan(5);
        assertThat(bank.counts().evicted()).isGreaterThan(1_000);
        assertThat(bank.remarks(3)).isEqualTo(own[3].feedback().remarks()).isNotEmpty();
        assertThat(bank.remarks(SERIES - 1)).isEmpty();
        assertThat(bank.remarked()).hasSize(SERIES / 2).startsWith(0, 1, 2);
        List<Verdict> overdue = new ArrayList<>();
        bank.silence(time(1_700), (index, series, verdict) -> overdue.add(verdict));
        List<Verdict> expected = new ArrayList<>();
        for (int s = 0; s < SERIES; s++) {
            if (!store.states.containsKey((long) s)) {
                Verdict verdict = own[s].silence(time(1_700));
                if (verdict.alarm()) {
                    expected.add(verdict);
                }
            }
        }
        assertThat(overdue).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void moreSeriesWithRemarksThanTheLimitAreRefusedAndNothingChanges() throws IOException {
        bank = new DetectorBank(BankLimits.of(5).remarked(2));
        Remark remark = Remark.missed(0, "ops", 0, "");
        bank.remark(1, remark);
        bank.remark(2, remark);
        assertThatThrownBy(() -> bank.remark(3, remark))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("series 3", "2 other series", "BankLimits.remarked");
        assertThat(bank.remarked()).containsExactly(1, 2);
        bank.remark(2, remark);
        assertThat(bank.remarks(2)).hasSize(2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bank.save(out);
        assertThatThrownBy(() -> DetectorBank.restore(
                        new ByteArrayInputStream(out.toByteArray()),
                        BankLimits.of(5).remarked(1),
                        DetectorStore.NONE,
                        DetectorBank.ALONE))
                .hasMessageContainingAll("2 series with remarks", "limit is 1");
        bank.forgetRemarks(1);
        bank.remark(3, remark);
        bank.forget(2);
        assertThat(bank.remarked()).containsExactly(3);
        assertThatThrownBy(() -> BankLimits.of(1).remarked(-1)).hasMessageContaining("remarked: -1");
    }

    @Test
    void aSeriesWhoseRemarksAreForgottenIsJudgedAsIfNothingHadBeenSaid() {
        for (int i = 0; i < 300; i++) {
            if (i == 100) {
                bank.remark(5, Remark.missed(time(i), "ops", time(i), ""));
                bank.remark(5, Remark.missed(time(i), "ops", time(i), ""));
            }
            if (i == 150) {
                bank.forgetRemarks(5);
            }
            double value = value(1, i);
            Verdict expected = plain[5].update(time(i), value);
            Verdict found = bank.update(time(i), 5, time(i), value).orElseThrow();
            if (i < 100 || i >= 150) {
                assertThat(found).isEqualTo(expected);
            }
        }
    }
}
