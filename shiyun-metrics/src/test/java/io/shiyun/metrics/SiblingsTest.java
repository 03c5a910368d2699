package io.shiyun.metrics;

import static io.shiyun.metrics.Signals.START;
import static io.shiyun.metrics.Signals.time;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SiblingsTest {
    private static final int FAMILIES = 40;
    private static final int OLD = 6;
    private static final int POINTS = 1_500;
    private static final long STEP = 300_000;

    /** A value of a member of a family that shares level, scale and day, with something of its own. */
    private static double value(int family, int member, int i) {
        Random of = new Random(family);
        double level = 1_000 * of.nextDouble();
        double scale = 1 + 9 * of.nextDouble();
        double day = of.nextBoolean() ? 6 * scale : 0;
        Random own = new Random(1_000_003L * family + 1_009L * member);
        double offset = scale * own.nextGaussian() / 2;
        double noise = scale * new Random(31L * (1_000_003L * family + member) + i).nextGaussian();
        return level + offset + day * Math.sin(2 * Math.PI * i * STEP / 86_400_000) + noise;
    }

    private static double scale(int family) {
        Random of = new Random(family);
        of.nextDouble();
        return 1 + 9 * of.nextDouble();
    }

    private static long key(int family, int member) {
        return family * 1_000L + member;
    }

    private static DetectorBank grown(boolean related, List<Integer> order) {
        DetectorBank bank = new DetectorBank(
                BankLimits.of(1_000), DetectorStore.NONE, related ? key -> 1 + key / 1_000 : DetectorBank.ALONE);
        for (int i = 0; i < POINTS; i++) {
            for (int family = 0; family < FAMILIES; family++) {
                for (int member : order) {
                    long at = START + i * STEP;
                    bank.update(at, key(family, member), at, value(family, member, i));
                }
            }
        }
        return bank;
    }

    private static List<Integer> order() {
        return new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
    }

    private static List<Verdict> newcomers(DetectorBank bank, int points, int spikeAt) {
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            for (int family = 0; family < FAMILIES; family++) {
                long at = START + (POINTS + i) * STEP;
                double value = value(family, OLD, POINTS + i) + (i == spikeAt ? 12 * scale(family) : 0);
                verdicts.add(bank.update(at, key(family, OLD), at, value).orElseThrow());
            }
        }
        return verdicts;
    }

    @Test
    void aNewcomerIsUsefulAtItsTenthPointWhateverTheOrderOfItsSiblings() {
        List<Integer> shuffled = order();
        Collections.shuffle(shuffled, new Random(1));
        List<Verdict> verdicts = newcomers(grown(true, order()), 10, 9);
        assertThat(newcomers(grown(true, shuffled), 10, 9)).isEqualTo(verdicts);
        long found = verdicts.stream().filter(Verdict::alarm).count();
        assertThat(verdicts.subList(0, 9 * FAMILIES)).noneMatch(Verdict::alarm);
        assertThat(found).isGreaterThanOrEqualTo(FAMILIES * 8 / 10);
        assertThat(newcomers(grown(false, order()), 10, 9)).noneMatch(Verdict::alarm);
    }

    @Test
    void whereANewcomerLiesAndStandsInABatchDoesNotMatter() {
        List<Verdict> verdicts = batched(true, true);
        assertThat(verdicts).hasSize(10 * FAMILIES);
        assertThat(batched(false, true)).isEqualTo(verdicts);
        assertThat(batched(true, false)).isEqualTo(verdicts);
    }

    /**
     * Feeds newcomers with their siblings in one batch, before or behind those, in slots that were left among those or behind
     * them, and returns their later verdicts.
     */
    private static List<Verdict> batched(boolean first, boolean among) {
        DetectorBank bank = grown(true, order());
        long at = START + POINTS * STEP;
        for (int family = 0; family < FAMILIES; family++) {
            bank.forget(key(family, 0));
        }
        for (int other = 0; !among && other < FAMILIES; other++) {
            bank.update(at, 999_000 + other, at, 1);
        }
        int members = OLD;
        long[] keys = new long[2 * FAMILIES * members];
        long[] times = new long[keys.length];
        double[] values = new double[keys.length];
        for (int i = 0; i < keys.length; i++) {
            int round = i / (FAMILIES * members);
            int member = i / FAMILIES % members;
            member = first ? OLD - member : 1 + member;
            int family = i % FAMILIES;
            keys[i] = key(family, member);
            times[i] = at + round * STEP;
            values[i] = value(family, member, POINTS + round) + (member < OLD ? 30 * scale(family) : 0);
        }
        bank.feed(at, keys, times, values, keys.length, (index, series, verdict) -> {});
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 2; i < 12; i++) {
            for (int family = 0; family < FAMILIES; family++) {
                long later = at + i * STEP;
                verdicts.add(bank.update(later, key(family, OLD), later, value(family, OLD, POINTS + i))
                        .orElseThrow());
            }
        }
        return verdicts;
    }

    @Test
    void aRestoredBankGreetsNewcomersWithTheSameBitsThoughAnElderHadLeft() throws IOException {
        DetectorBank bank = new DetectorBank(BankLimits.of(100), DetectorStore.NONE, key -> 3);
        for (int i = 0; i < 250; i++) {
            for (int member = 0; member < 20; member++) {
                long at = START + i * STEP;
                bank.update(at, member, at, value(member, member, i));
            }
        }
        for (int member = 0; member < 20; member += 2) {
            bank.forget(member);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bank.save(out);
        DetectorBank restored = DetectorBank.restore(
                new ByteArrayInputStream(out.toByteArray()), BankLimits.of(100), DetectorStore.NONE, key -> 3);
        for (int i = 250; i < 300; i++) {
            long at = START + i * STEP;
            double value = value(3, 30, i);
            assertThat(restored.update(at, 30, at, value)).isEqualTo(bank.update(at, 30, at, value));
        }
    }

    @Test
    void aQuietNewcomerRaisesHardlyAnAlarm() {
        long alarms = newcomers(grown(true, order()), 300, -1).stream()
                .filter(Verdict::alarm)
                .count();
        long alone = newcomers(grown(false, order()), 300, -1).stream()
                .filter(Verdict::alarm)
                .count();
        assertThat(alarms).isLessThanOrEqualTo(Math.max(FAMILIES / 10, alone));
    }

    @Test
    void aSeriesWithoutMatureSiblingsIsJudgedAsAlone() {
        DetectorBank bank = new DetectorBank(BankLimits.of(10), DetectorStore.NONE, key -> 5);
        AnomalyDetector[] own = {new AnomalyDetector(), new AnomalyDetector(), new AnomalyDetector()};
        Random random = new Random(2);
        for (int i = 0; i < 400; i++) {
            for (int s = 0; s < 3; s++) {
                double value = random.nextGaussian();
                assertThat(bank.update(time(i), s, time(i), value)).contains(own[s].update(time(i), value));
            }
        }
    }
}
