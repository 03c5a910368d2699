package io.shiyun.benchmarks;

import io.shiyun.metrics.BankLimits;
import io.shiyun.metrics.DetectorBank;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A point to each of many warm series in turn, so that the state of none is in the cache: a million in a bank, beside as
 * many of Amazon's random cut forests as two gigabytes hold.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms8g", "-Xmx10g", "-XX:+UseParallelGC"})
public class BankBenchmark {
    private static final int SERIES = 1_000_000;
    private static final int FORESTS = 1_500;
    private static final int WARM = 240;

    /** A million series. */
    @State(Scope.Thread)
    public static class Million {
        private final WarmStates.Rounds rounds = new WarmStates.Rounds(SERIES, WARM);
        private final DetectorBank bank =
                new DetectorBank(BankLimits.of(SERIES), new WarmStates(WARM), DetectorBank.ALONE);

        /** The next minute. */
        @Setup(Level.Invocation)
        public void next() {
            rounds.next();
        }
    }

    /** Forests of 30 trees. */
    @State(Scope.Thread)
    public static class Forests {
        private final ForestPeer[] all = new ForestPeer[FORESTS];
        private final Random random = new Random(1);
        private int minute;

        /** Fills them. */
        @Setup
        public void warm() {
            for (int i = 0; i < FORESTS; i++) {
                all[i] = new ForestPeer(30);
            }
            while (minute < WARM) {
                feed();
            }
        }

        private double feed() {
            double sum = 0;
            for (ForestPeer each : all) {
                sum += each.feed(minute * WarmStates.MINUTE, WarmStates.value(0, minute, random));
            }
            minute++;
            return sum;
        }
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(SERIES)
    public int shiyun(Million million) {
        million.rounds.feed(million.bank);
        return million.rounds.alarms;
    }

    /** Amazon's. */
    @Benchmark
    @OperationsPerInvocation(FORESTS)
    public double peerRandomCutForest(Forests forests) {
        return forests.feed();
    }
}
