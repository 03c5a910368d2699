package io.shiyun.benchmarks;

import io.shiyun.metrics.AnomalyDetector;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One point of a series through the anomaly detector, beside what one would write with Commons Math: the distance from the
 * median of the latest 128 values in median absolute deviations, and beside Amazon's random cut forest of 30 trees.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DetectorBenchmark {
    private static final int WINDOW = 128;
    private static final int POINTS = 1 << 16;
    private static final long MINUTE = 60_000;

    private final double[] values = new double[POINTS];
    private final AnomalyDetector detector = new AnomalyDetector();
    private final DescriptiveStatistics window = new DescriptiveStatistics(WINDOW);
    private final ForestPeer forest = new ForestPeer(30);
    private long time;
    private int next;

    /** A load that wanders, with noise and a peak in a thousand points. */
    @Setup
    public void fill() {
        Random random = new Random(1);
        double level = 100;
        for (int i = 0; i < POINTS; i++) {
            level += random.nextGaussian() / 10;
            values[i] = level + random.nextGaussian() + (random.nextInt(1000) == 0 ? 50 : 0);
        }
        for (int i = 0; i < WINDOW; i++) {
            window.addValue(values[i]);
            time += MINUTE;
            detector.feed(time, values[i]);
            forest.feed(time, values[i]);
        }
        next = WINDOW;
    }

    /** Ours. */
    @Benchmark
    public double shiyun() {
        time += MINUTE;
        return detector.feed(time, value());
    }

    /** Median and median absolute deviation by Commons Math. */
    @Benchmark
    public double peerCommonsMath() {
        double value = value();
        double median = window.getPercentile(50);
        DescriptiveStatistics deviations = new DescriptiveStatistics();
        for (double other : window.getValues()) {
            deviations.addValue(Math.abs(other - median));
        }
        double score = (value - median) / Math.max(1e-12, 1.4826 * deviations.getPercentile(50));
        window.addValue(value);
        return score;
    }

    /** Score of the random cut forest, and its update. */
    @Benchmark
    public double peerRandomCutForest() {
        time += MINUTE;
        return forest.feed(time, value());
    }

    private double value() {
        next = (next + 1) & (POINTS - 1);
        return values[next];
    }
}
