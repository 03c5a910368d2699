package io.shiyun.metrics;

/**
 * The latest {@value #CAPACITY} values, kept both in the order of arrival and in the order of size, so that median and
 * median absolute deviation cost a binary search each.
 */
final class OrderedWindow {
    static final int CAPACITY = 128;

    private final double[] ring = new double[CAPACITY];
    private final byte[] order = new byte[CAPACITY];
    private int head;
    private int size;

    int size() {
        return size;
    }

    /** Adds a finite value and drops the oldest one when full. */
    void add(double value) {
        if (size == CAPACITY) {
            forgetOldest();
        }
        int slot = (head + size) % CAPACITY;
        ring[slot] = value;
        int at = firstAbove(value);
        System.arraycopy(order, at, order, at + 1, size - at);
        order[at] = (byte) slot;
        size++;
    }

    /** Keeps the newest {@code count} values. */
    void keepNewest(int count) {
        while (size > count) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        int at = 0;
        while (order[at] != (byte) head) {
            at++;
        }
        System.arraycopy(order, at + 1, order, at, size - at - 1);
        head = (head + 1) % CAPACITY;
        size--;
    }

    private int firstAbove(double value) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ring[order[middle]] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private double sorted(int rank) {
        return ring[order[rank]];
    }

    /** Returns the value that arrived {@code back} values before the newest one. */
    double newest(int back) {
        return ring[(head + size - 1 - back) % CAPACITY];
    }

    double median() {
        int half = size / 2;
        return size % 2 == 1 ? sorted(half) : sorted(half - 1) / 2 + sorted(half) / 2;
    }

    /**
     * Returns the upper median of the distances to {@code median}: the k-th smallest of two sorted lists, the distances
     * below and above, found by bisection.
     */
    double medianDeviation(double median) {
        int below = (size + 1) / 2;
        int above = size - below;
        int rank = size / 2 + 1;
        int low = Math.max(0, rank - above);
        int high = Math.min(rank, below);
        while (low < high) {
            int fromBelow = (low + high) >>> 1;
            if (median - sorted(below - 1 - fromBelow) < sorted(below + rank - fromBelow - 1) - median) {
                low = fromBelow + 1;
            } else {
                high = fromBelow;
            }
        }
        double lower = low > 0 ? median - sorted(below - low) : 0;
        double upper = low < rank ? sorted(below + rank - low - 1) - median : 0;
        return Math.max(lower, upper);
    }

    /** Returns the median of the newest five values, of all when there are fewer. */
    double medianOfNewest() {
        if (size < 5) {
            return median();
        }
        double a = newest(0);
        double b = newest(1);
        double c = newest(2);
        double d = newest(3);
        double e = newest(4);
        double low = Math.max(Math.min(a, b), Math.min(c, d));
        double high = Math.min(Math.max(a, b), Math.max(c, d));
        return Math.max(Math.min(low, high), Math.min(Math.max(low, high), e));
    }

    /** Returns the mean distance to {@code median}. */
    double meanDeviation(double median) {
        double sum = 0;
        for (int rank = 0; rank < size; rank++) {
            sum += Math.abs(sorted(rank) - median);
        }
        return sum / size;
    }

    void write(StateWriter out) {
        out.int32(size);
        for (int back = size - 1; back >= 0; back--) {
            out.float64(newest(back));
        }
    }

    void read(StateReader in) {
        int count = in.int32();
        if (count < 0 || count > CAPACITY) {
            throw new IllegalArgumentException("saved state is damaged: window of " + count + " values");
        }
        for (int i = 0; i < count; i++) {
            add(in.float64());
        }
    }
}
