package io.shiyun.benchmarks;

import io.shiyun.metrics.AnomalyDetector;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What one would write, or take, instead of the detector: one small state a series, from a time and a value to a score. */
final class SeriesPeers {
    /** Scores one series. */
    interface Peer {
        double feed(long time, double value);

        /** Score of a time at which a point was due and none came. */
        default double silence(long now) {
            return 0;
        }

        /** A state that goes on from here on its own. */
        default Peer copy() {
            throw new UnsupportedOperationException("not copied");
        }
    }

    private SeriesPeers() {}

    /** Returns the peers by name, each a maker of a fresh state. */
    static Map<String, Supplier<Peer>> all() {
        Map<String, Supplier<Peer>> all = new LinkedHashMap<>();
        all.put("EWMA 1/200", () -> new Ewma(1.0 / 200));
        all.put("seasonal MAD", SeasonalMad::new);
        all.put("range novelty", Range::new);
        all.put("RCF 30 trees", () -> new ForestPeer(30));
        all.put("RCF 50 trees", () -> new ForestPeer(50));
        for (TrcfReading reading : TrcfReading.values()) {
            all.put(trcf(reading), () -> new ForestPeer.Thresholded(50, reading));
        }
        return all;
    }

    /** Returns the name of the thresholded forest when it is read so. */
    static String trcf(TrcfReading reading) {
        return "TRCF " + reading.name().toLowerCase(Locale.ROOT);
    }

    /** The detector of this library: how much a point calls for attention. */
    static final class Ours implements Peer {
        private final AnomalyDetector detector;
        private final UnaryOperator<AnomalyDetector> copier;

        Ours() {
            this(new AnomalyDetector(), detector -> AnomalyDetector.restore(detector.save()));
        }

        /** A detector with constants of its own, and how it is copied. */
        Ours(AnomalyDetector detector, UnaryOperator<AnomalyDetector> copier) {
            this.detector = detector;
            this.copier = copier;
        }

        @Override
        public double feed(long time, double value) {
            return detector.feed(time, value);
        }

        @Override
        public double silence(long now) {
            return detector.silence(now).score();
        }

        @Override
        public Peer copy() {
            return new Ours(copier.apply(detector), copier);
        }
    }

    /** Distance from a fading mean in fading deviations. */
    static final class Ewma implements Peer {
        private final double rate;
        private double mean;
        private double variance;
        private long count;

        Ewma(double rate) {
            this.rate = rate;
        }

        @Override
        public double feed(long time, double value) {
            double step = Math.max(rate, 1.0 / ++count);
            double off = value - mean;
            double score = count < 3 ? 0 : Math.abs(off) / Math.sqrt(variance + 1e-12);
            mean += step * off;
            variance += step * (off * off - variance);
            return Double.isFinite(score) ? score : 0;
        }

        @Override
        public Peer copy() {
            Ewma copy = new Ewma(rate);
            copy.mean = mean;
            copy.variance = variance;
            copy.count = count;
            return copy;
        }
    }

    /** Distance from the median of the same half hour of the day on the latest seven days, in median deviations. */
    static final class SeasonalMad implements Peer {
        private static final int SLOTS = 48;
        private static final int KEPT = 32;
        private final double[][] values = new double[SLOTS][KEPT];
        private final int[] counts = new int[SLOTS];

        @Override
        public double feed(long time, double value) {
            int slot = (int) Math.floorMod(time / 1_800_000L, (long) SLOTS);
            int many = Math.min(counts[slot], KEPT);
            double score = 0;
            if (many >= 4) {
                double[] sorted = Arrays.copyOf(values[slot], many);
                double middle = median(sorted);
                for (int i = 0; i < many; i++) {
                    sorted[i] = Math.abs(values[slot][i] - middle);
                }
                score = Math.abs(value - middle) / (1.4826 * median(sorted) + 1e-9 * (1 + Math.abs(middle)));
            }
            values[slot][counts[slot]++ % KEPT] = value;
            return score;
        }

        @Override
        public Peer copy() {
            SeasonalMad copy = new SeasonalMad();
            for (int slot = 0; slot < SLOTS; slot++) {
                copy.values[slot] = values[slot].clone();
                copy.counts[slot] = counts[slot];
            }
            return copy;
        }

        private static double median(double[] values) {
            Arrays.sort(values);
            return values[values.length / 2];
        }
    }

    /** How far a value lies outside all before it, in their range. */
    static final class Range implements Peer {
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;

        @Override
        public double feed(long time, double value) {
            double beyond = Math.max(value - high, low - value);
            double score = high > low ? Math.max(0, beyond / (high - low)) : 0;
            low = Math.min(low, value);
            high = Math.max(high, value);
            return score / (1 + score);
        }

        @Override
        public Peer copy() {
            Range copy = new Range();
            copy.low = low;
            copy.high = high;
            return copy;
        }
    }
}
