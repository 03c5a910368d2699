package io.shiyun.model;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Samples of one metric of one resource, in order of time. Immutable.
 */
public final class MetricSeries {
    private final String metric;
    private final String unit;
    private final Map<String, String> labels;
    private final long[] times;
    private final double[] values;

    private MetricSeries(Builder builder) {
        this.metric = builder.metric;
        this.unit = builder.unit;
        this.labels = Map.copyOf(builder.labels);
        this.times = Arrays.copyOf(builder.times, builder.size);
        this.values = Arrays.copyOf(builder.values, builder.size);
    }

    /** Begins a series of this metric. */
    public static Builder builder(String metric, String unit) {
        return new Builder(metric, unit);
    }

    /** Returns the cloud's own name of the metric. */
    public String metric() {
        return metric;
    }

    /** Returns the unit, or empty for a plain number. */
    public String unit() {
        return unit;
    }

    /** Returns what tells this series from others of the metric. */
    public Map<String, String> labels() {
        return labels;
    }

    /** Returns how many samples there are. */
    public int size() {
        return times.length;
    }

    /** Returns the time of sample {@code index}, in milliseconds since 1970. */
    public long time(int index) {
        return times[index];
    }

    /** Returns the value of sample {@code index}. */
    public double value(int index) {
        return values[index];
    }

    @Override
    public String toString() {
        return metric + labels + " (" + times.length + " samples)";
    }

    /** Collects samples; not safe for use by several threads. */
    public static final class Builder {
        private final String metric;
        private final String unit;
        private final Map<String, String> labels = new TreeMap<>();
        private long[] times = new long[16];
        private double[] values = new double[16];
        private int size;

        private Builder(String metric, String unit) {
            this.metric = Objects.requireNonNull(metric, "metric");
            this.unit = Objects.requireNonNull(unit, "unit");
        }

        /** Sets a label. */
        public Builder label(String name, String value) {
            labels.put(name, value);
            return this;
        }

        /**
         * Adds a sample.
         *
         * @throws IllegalArgumentException when it is not later than the one before
         */
        public Builder add(Instant time, double value) {
            return add(time.toEpochMilli(), value);
        }

        /**
         * Adds a sample.
         *
         * @param time milliseconds since 1970
         * @throws IllegalArgumentException when it is not later than the one before
         */
        public Builder add(long time, double value) {
            if (size > 0 && time <= times[size - 1]) {
                throw new IllegalArgumentException(metric + ": a sample of " + Instant.ofEpochMilli(time)
                        + " does not follow one of " + Instant.ofEpochMilli(times[size - 1]));
            }
            if (size == times.length) {
                times = Arrays.copyOf(times, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            times[size] = time;
            values[size++] = value;
            return this;
        }

        /** Returns the finished series. */
        public MetricSeries build() {
            return new MetricSeries(this);
        }
    }
}
