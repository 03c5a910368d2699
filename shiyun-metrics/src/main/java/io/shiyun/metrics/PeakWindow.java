package io.shiyun.metrics;

import java.util.Arrays;

/** The highest value of the latest stretch of time, in a few buckets; it may reach back one bucket longer than asked for. */
final class PeakWindow {
    private static final int BUCKETS = 16;
    static final int SAVED_BYTES = 16 + 8 * BUCKETS;

    private final long length;
    private final double[] peaks = new double[BUCKETS];
    private long newest = Long.MIN_VALUE;

    PeakWindow(long span) {
        length = span / (BUCKETS - 1) + 1;
        clear();
    }

    void clear() {
        Arrays.fill(peaks, Double.NEGATIVE_INFINITY);
    }

    /** Takes a value; answers whether the clock went back, which makes what was known void. */
    boolean add(long time, double value) {
        long bucket = Math.floorDiv(time, length);
        boolean back = bucket < newest;
        if (back || bucket - BUCKETS >= newest) {
            clear();
        } else {
            for (long between = newest + 1; between < bucket; between++) {
                peaks[slot(between)] = Double.NEGATIVE_INFINITY;
            }
        }
        if (bucket != newest) {
            peaks[slot(bucket)] = Double.NEGATIVE_INFINITY;
        }
        newest = bucket;
        peaks[slot(bucket)] = Math.max(peaks[slot(bucket)], value);
        return back;
    }

    private static int slot(long bucket) {
        return (int) Math.floorMod(bucket, (long) BUCKETS);
    }

    /** The highest value as of the latest one. */
    double highest() {
        double highest = Double.NEGATIVE_INFINITY;
        for (double peak : peaks) {
            highest = Math.max(highest, peak);
        }
        return highest;
    }

    void save(StateWriter out) {
        out.int64(length);
        out.int64(newest);
        for (double peak : peaks) {
            out.float64(peak);
        }
    }

    /** Answers false, and stays empty, when what was saved is of another span. */
    boolean restore(StateReader in) {
        boolean same = in.int64() == length;
        long then = in.int64();
        for (int i = 0; i < BUCKETS; i++) {
            double peak = in.float64();
            if (same) {
                peaks[i] = peak;
                newest = then;
            }
        }
        return same;
    }
}
