package io.shiyun.metrics;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** An immutable series of points in the order of time: a name, a unit, labels, and finite values at rising times. */
public final class Series {
    private final String name;
    private final String unit;
    private final Map<String, String> labels;
    private final long[] times;
    private final double[] values;

    private Series(String name, String unit, Map<String, String> labels, long[] times, double[] values) {
        this.name = name;
        this.unit = unit;
        this.labels = labels;
        this.times = times;
        this.values = values;
    }

    /**
     * Returns a builder.
     *
     * @param name what is measured, for example {@code cpu.used}
     * @param unit UCUM code of the values, for example {@code By}, {@code s}, {@code 1}
     */
    public static Builder named(String name, String unit) {
        return new Builder(name, unit);
    }

    /** Returns what is measured. */
    public String name() {
        return name;
    }

    /** Returns the unit of the values. */
    public String unit() {
        return unit;
    }

    /** Returns the labels, sorted by key. */
    public Map<String, String> labels() {
        return labels;
    }

    /** Returns the number of points. */
    public int size() {
        return times.length;
    }

    /** Returns the time of a point in milliseconds since the epoch. */
    public long time(int index) {
        return times[index];
    }

    /** Returns the value of a point. */
    public double value(int index) {
        return values[index];
    }

    /** Returns the part from {@code from} (inclusive) to {@code to} (exclusive), both in milliseconds since the epoch. */
    public Series between(long from, long to) {
        int first = lowerBound(from);
        int last = Math.max(first, lowerBound(to));
        return new Series(
                name, unit, labels, Arrays.copyOfRange(times, first, last), Arrays.copyOfRange(values, first, last));
    }

    private int lowerBound(long time) {
        int found = Arrays.binarySearch(times, time);
        return found >= 0 ? found : -found - 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Series that
                && name.equals(that.name)
                && unit.equals(that.unit)
                && labels.equals(that.labels)
                && Arrays.equals(times, that.times)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, unit, labels, Arrays.hashCode(times), Arrays.hashCode(values));
    }

    @Override
    public String toString() {
        return name + labels + " [" + unit + "], " + size() + " points";
    }

    /** Collects the points of a series in the order of time. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final String unit;
        private final TreeMap<String, String> labels = new TreeMap<>();
        private long[] times = new long[16];
        private double[] values = new double[16];
        private int size;

        private Builder(String name, String unit) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("name: a series needs a name, for example cpu.used");
            }
            this.name = name;
            this.unit = Objects.requireNonNull(unit, "unit");
        }

        /** Adds or replaces a label. */
        public Builder label(String key, String value) {
            labels.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Appends a point.
         *
         * @param time milliseconds since the epoch, later than the point before
         * @param value a finite number
         * @throws IllegalArgumentException when the time does not rise or the value is not finite
         */
        public Builder add(long time, double value) {
            if (size > 0 && time <= times[size - 1]) {
                throw new IllegalArgumentException("time " + time + " of point " + size + " is not after "
                        + times[size - 1] + "; sort the points and keep one a time");
            }
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("value of point " + size + " is " + value + "; leave the point out");
            }
            if (size == times.length) {
                times = Arrays.copyOf(times, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            times[size] = time;
            values[size++] = value;
            return this;
        }

        /** Returns the series. */
        public Series build() {
            return new Series(
                    name,
                    unit,
                    Collections.unmodifiableMap(new TreeMap<>(labels)),
                    Arrays.copyOf(times, size),
                    Arrays.copyOf(values, size));
        }
    }
}
