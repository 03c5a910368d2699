package io.shiyun.metrics;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The latest points of one series, at most a fixed number, ready to be aggregated over a stretch of time.
 *
 * <p>Points must come in the order of time: a late one, a repeat and a value that is not finite are refused and counted; a
 * long run of late points is a clock that was set back, and begins the window anew.
 * When full, the oldest point leaves, also if the stretch would still reach it: {@link #crowded()} tells. Not thread-safe.
 */
public final class RollingWindow {
    private final byte[] pace = new byte[Pace.SIZE];
    private final long began;
    private final long retention;
    private final int capacity;
    private long[] times;
    private double[] values;
    private int head;
    private int size;
    private long refused;
    private long crowded;

    /**
     * Returns an empty window.
     *
     * @param capacity the most points kept, 2 to 65,536; 16 bytes each once they are there
     * @param retention age in milliseconds, against the latest point, at which a point may leave
     * @param now when watching began, in milliseconds since the epoch
     */
    public RollingWindow(int capacity, long retention, long now) {
        if (capacity < 2 || capacity > 65_536) {
            throw new IllegalArgumentException("capacity: " + capacity + " points, must be 2 to 65536");
        }
        this.capacity = capacity;
        this.retention = retention;
        began = now;
        times = new long[Math.min(capacity, 16)];
        values = new double[times.length];
    }

    /** Adds a point; answers false when it was refused. */
    public boolean add(long time, double value) {
        long steps = Cells.i64(pace, Pace.REBASED);
        if (!Double.isFinite(value) || !Pace.take(pace, 0, time)) {
            refused++;
            return false;
        }
        if (Cells.i64(pace, Pace.REBASED) != steps) {
            size = 0;
        }
        while (size > 0 && times[head] <= time - retention) {
            forgetOldest();
        }
        if (size == capacity) {
            forgetOldest();
            crowded++;
        } else if (size == times.length) {
            grow();
        }
        int slot = (head + size++) % times.length;
        times[slot] = time;
        values[slot] = value;
        return true;
    }

    private void forgetOldest() {
        head = slot(1);
        size--;
    }

    private void grow() {
        int length = Math.min(capacity, 2 * times.length);
        long[] newTimes = new long[length];
        double[] newValues = new double[length];
        for (int i = 0; i < size; i++) {
            newTimes[i] = times[slot(i)];
            newValues[i] = values[slot(i)];
        }
        times = newTimes;
        values = newValues;
        head = 0;
    }

    private int slot(int index) {
        return (head + index) % times.length;
    }

    /** Returns the time of the latest point in milliseconds since the epoch; when watching began if there is none. */
    public long latest() {
        return size == 0 ? began : times[slot(size - 1)];
    }

    /** Returns the number of points held. */
    public int size() {
        return size;
    }

    /** Returns how many points were refused. */
    public long refused() {
        return refused;
    }

    /** Returns how many points left because the window was full. */
    public long crowded() {
        return crowded;
    }

    /**
     * Aggregates the points after {@code now - span} and not after {@code now}.
     *
     * @param how the aggregation
     * @param now milliseconds since the epoch
     * @param span milliseconds
     * @return empty when there are too few points: none, for RATE fewer than two
     */
    public OptionalDouble aggregate(Aggregation how, long now, long span) {
        if (how == Aggregation.AGE) {
            return OptionalDouble.of(Math.max(0, now - latest()) / 1000.0);
        }
        int to = size;
        while (to > 0 && times[slot(to - 1)] > now) {
            to--;
        }
        int from = to;
        while (from > 0 && times[slot(from - 1)] > now - span) {
            from--;
        }
        if (how == Aggregation.COUNT) {
            return OptionalDouble.of(to - from);
        }
        if (to - from < (how == Aggregation.RATE ? 2 : 1)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                switch (how) {
                    case RATE -> rate(from, to);
                    case P95 -> percentile(from, to);
                    default -> fold(how, from, to);
                });
    }

    private double fold(Aggregation how, int from, int to) {
        double result = values[slot(from)];
        for (int i = from + 1; i < to; i++) {
            double value = values[slot(i)];
            result = switch (how) {
                case MIN -> Math.min(result, value);
                case MAX -> Math.max(result, value);
                case LAST -> value;
                default -> result + value;
            };
        }
        return how == Aggregation.AVG ? result / (to - from) : result;
    }

    private double rate(int from, int to) {
        double rise = 0;
        for (int i = from + 1; i < to; i++) {
            double value = values[slot(i)];
            double before = values[slot(i - 1)];
            rise += value >= before ? value - before : value;
        }
        return rise * 1000 / (times[slot(to - 1)] - times[slot(from)]);
    }

    private double percentile(int from, int to) {
        double[] sorted = new double[to - from];
        for (int i = from; i < to; i++) {
            sorted[i - from] = values[slot(i)];
        }
        Arrays.sort(sorted);
        double rank = 0.95 * (sorted.length - 1);
        int below = (int) rank;
        double above = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (rank - below) * (above - sorted[below]);
    }
}
