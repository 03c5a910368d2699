package io.shiyun.metrics;

/**
 * Whether a series is a cumulative counter, which is judged by its rate. One whose first {@value #DECIDED} points never fall
 * and mostly rise is taken for a counter. A fall to less than half is its restart from zero, as in {@link Aggregation#RATE};
 * any other fall shows that it never was one. It is kept in two bytes beside {@link Flatness}, which knows the latest value.
 */
final class Counting {
    private static final int DECIDED = 30;
    private static final int RISES_NEEDED = 20;
    private static final int GAUGE = 1;
    private static final int COUNTER = 2;

    private static final int MODE = Flatness.OPEN + 1;
    private static final int RISES = Flatness.OPEN + 2;

    private Counting() {}

    static boolean counter(byte[] m, int flat) {
        return m[flat + MODE] == COUNTER;
    }

    /** What a counter started from: its latest value, or zero where it has restarted. */
    static double base(byte[] m, int flat, double x) {
        double previous = Flatness.previous(m, flat);
        return x < previous ? 0 : previous;
    }

    /** Learns what a series is from its next point; answers whether that has just changed. */
    static boolean changes(byte[] m, int flat, double x, long taken) {
        int mode = m[flat + MODE];
        if (mode == GAUGE) {
            return false;
        }
        boolean first = Flatness.empty(m, flat);
        double previous = Flatness.previous(m, flat);
        if (mode == COUNTER) {
            boolean never = x < 0 || (x < previous && x > previous / 2);
            m[flat + MODE] = (byte) (never ? GAUGE : COUNTER);
            return never;
        }
        if (x < 0 || (!first && x < previous)) {
            m[flat + MODE] = GAUGE;
            return false;
        }
        m[flat + RISES] += (byte) (!first && x > previous ? 1 : 0);
        if (taken + 1 < DECIDED) {
            return false;
        }
        boolean counter = m[flat + RISES] >= RISES_NEEDED;
        m[flat + MODE] = (byte) (counter ? COUNTER : GAUGE);
        return counter;
    }
}
