package io.shiyun.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/**
 * One number for every bit of some 700,000 verdicts on made series: two machines, two versions of Java and two ways to
 * write the same arithmetic agree on it. A change that means to change verdicts writes the new number here.
 */
class SameBitsTest {
    static final long EXPECTED = 5359742459558042939L;

    private static final int SHAPES = 16;

    private final ByteBuffer bytes = ByteBuffer.allocate(128);
    private final CRC32C low = new CRC32C();
    private final CRC32C high = new CRC32C();

    @Test
    void verdictsAreTheSameBitsEverywhere() {
        assertThat(digest()).isEqualTo(EXPECTED);
    }

    long digest() {
        for (int seed = 0; seed < 20 * SHAPES; seed++) {
            follow(seed, 1_500);
        }
        for (int seed = 1_000; seed < 1_000 + SHAPES; seed++) {
            follow(seed, 12_000);
        }
        return (high.getValue() << 32) | low.getValue();
    }

    private void follow(int seed, int points) {
        Random random = new Random(seed);
        long[] steps = {1_000, 10_000, 60_000, 300_000, 3_600_000, 86_400_000};
        long step = steps[random.nextInt(steps.length)];
        long time = Signals.START + random.nextInt(86_400_000);
        double scale = StrictMath.pow(10, random.nextInt(13) - 6);
        double level = random.nextInt(3) == 0 ? 0 : random.nextGaussian() * 50;
        double memory = 0;
        AnomalyDetector detector = new AnomalyDetector();
        for (int i = 0; i < points; i++) {
            time += step + (seed % 5 == 0 ? random.nextInt((int) step) - step / 2 : 0);
            memory = 0.95 * memory + random.nextGaussian();
            double value = value(seed % SHAPES, i, time, random, memory);
            int odd = random.nextInt(2_000);
            if (odd == 0) {
                level += 20 * random.nextGaussian();
            } else if (odd == 1) {
                value += 40 * random.nextGaussian();
            } else if (odd == 2) {
                time += 40 * step;
            } else if (odd == 3) {
                add(detector, time - 3 * step, value);
                add(detector, time, Double.NaN);
            } else if (odd == 4) {
                add(detector.silence(time + 100 * step));
            }
            add(detector, time, scale * (level + value));
            if (odd == 5) {
                add(detector, time, value);
                detector = AnomalyDetector.restore(detector.save());
            }
        }
    }

    private static double value(int shape, int i, long time, Random random, double memory) {
        double noise = random.nextGaussian();
        double turn = 2 * StrictMath.PI * time;
        return switch (shape) {
            case 0 -> noise;
            case 1 -> noise * noise * noise;
            case 2 -> memory;
            case 3 -> 10 * StrictMath.sin(turn / 86_400_000) + noise;
            case 4 -> 10 * StrictMath.sin(turn / 3_600_000) + noise;
            case 5 -> 10 * StrictMath.sin(turn / 604_800_000) + memory;
            case 6 -> random.nextInt(100) == 0 ? noise : 0;
            case 7 -> 7;
            case 8 -> random.nextInt(3);
            case 9 -> i / 100.0 + noise;
            case 10 -> StrictMath.exp(2 * noise);
            case 11 -> i % 400 < 200 ? noise : 5;
            case 12 -> noise * (1 + i / 300 % 3);
            case 13 -> random.nextInt(500) == 0 ? 1e300 * noise : 1e-310 * noise;
            case 14 -> i % 1_000;
            default -> Math.rint(5 * memory);
        };
    }

    private void add(AnomalyDetector detector, long time, double value) {
        double score = detector.feed(time, value);
        bytes.clear().putDouble(score).putDouble(detector.surprise()).flip();
        low.update(bytes);
        add(detector.verdict());
    }

    private void add(Verdict v) {
        bytes.clear()
                .putLong(v.time())
                .putDouble(v.expected())
                .putDouble(v.lower())
                .putDouble(v.upper())
                .putDouble(v.p())
                .putDouble(v.score())
                .putInt(v.direction().ordinal())
                .putInt(v.cause().ordinal())
                .putInt(v.confidence().ordinal())
                .put((byte) ((v.accepted() ? 1 : 0) + (v.alarm() ? 2 : 0) + (v.ongoing() ? 4 : 0)))
                .putLong(v.since())
                .flip();
        low.update(bytes);
        bytes.rewind();
        high.update(bytes);
    }
}
