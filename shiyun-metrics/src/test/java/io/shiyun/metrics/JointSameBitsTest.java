package io.shiyun.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/**
 * One number for every bit of the deviations, and one for every bit of the verdicts, on some 100,000 made rows. A change
 * that means to change them writes the new numbers here; one that means the alarm alone leaves the first as it is.
 */
class JointSameBitsTest {
    private static final long DEVIATIONS = 1357532364L;
    private static final long VERDICTS = 1353015082L;

    private final ByteBuffer bytes = ByteBuffer.allocate(128);
    private final CRC32C deviations = new CRC32C();
    private final CRC32C verdicts = new CRC32C();

    @Test
    void verdictsAreTheSameBitsEverywhere() {
        for (int seed = 0; seed < 24; seed++) {
            follow(seed, 3_000);
        }
        for (int seed = 24; seed < 28; seed++) {
            follow(seed, 8_000);
        }
        assertThat(new long[] {deviations.getValue(), verdicts.getValue()}).containsExactly(DEVIATIONS, VERDICTS);
    }

    private void follow(int seed, int rows) {
        Random random = new Random(seed);
        int[] widths = {1, 2, 5, 11, 19, 38};
        double[] row = new double[widths[seed % widths.length]];
        double[] off = new double[row.length];
        long step = new long[] {10_000, 60_000, 300_000, 3_600_000}[seed % 4];
        long time = Signals.START + random.nextInt(86_400_000);
        JointDetector detector = new JointDetector(row.length);
        double load = 0;
        for (int i = 0; i < rows; i++) {
            time += step;
            double daily = StrictMath.sin(2 * StrictMath.PI * time / 86_400_000);
            load = 0.9 * load + random.nextGaussian();
            int odd = random.nextInt(600);
            if (odd == 0) {
                off[random.nextInt(row.length)] += 15 * random.nextGaussian();
            } else if (odd == 1) {
                Arrays.fill(off, 0);
            } else if (odd == 2) {
                time += 40 * step;
            } else if (odd == 3) {
                add(detector.silence(time + 100 * step));
            }
            for (int j = 0; j < row.length; j++) {
                row[j] = off[j] + value(j, random.nextGaussian(), load, daily, i);
                if (random.nextInt(500) == 0) {
                    row[j] = random.nextInt(3) == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
                }
            }
            add(detector, odd == 4 ? time - 3 * step : time, row);
            if (odd == 5) {
                detector = JointDetector.restore(detector.save());
            }
        }
    }

    private static double value(int metric, double noise, double load, double daily, int i) {
        return switch (metric % 8) {
            case 0 -> 10 + load + 0.3 * noise;
            case 1 -> -5 * load + 20 * daily + noise;
            case 2 -> noise;
            case 3 -> StrictMath.exp(noise);
            case 4 -> 7;
            case 5 -> i + load;
            case 6 -> 1e200 * load;
            default -> StrictMath.rint(load);
        };
    }

    private void add(JointDetector detector, long time, double[] row) {
        double score = detector.feed(time, row);
        bytes.clear().putDouble(detector.deviation()).flip();
        deviations.update(bytes);
        bytes.clear().putDouble(score).flip();
        verdicts.update(bytes);
        add(detector.verdict());
    }

    private void add(JointVerdict v) {
        bytes.clear()
                .putLong(v.time())
                .putInt(v.known())
                .putDouble(v.p())
                .putDouble(v.score())
                .putInt(v.cause().ordinal())
                .putInt(v.confidence().ordinal())
                .put((byte) ((v.accepted() ? 1 : 0) + (v.alarm() ? 2 : 0) + (v.ongoing() ? 4 : 0)))
                .putLong(v.since())
                .flip();
        verdicts.update(bytes);
        for (Contribution each : v.causes()) {
            bytes.clear()
                    .putInt(each.metric())
                    .putDouble(each.value())
                    .putDouble(each.expected())
                    .putInt(each.direction().ordinal())
                    .putInt(each.baseline().ordinal())
                    .putDouble(each.deviation())
                    .putDouble(each.share())
                    .flip();
            verdicts.update(bytes);
        }
    }
}
