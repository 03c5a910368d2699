package io.shiyun.metrics;

/**
 * The times of a series: its usual interval, its longest known gap, what came late, and when it is overdue. All in
 * {@value #SIZE} bytes of a larger array.
 */
final class Pace {
    /** Late points in a row, themselves in order, after which a clock is taken to have been set back. */
    static final int REBASE_AFTER = 16;

    private static final double INTERVALS_MISSED = 5;
    static final int LATEST = 0;
    static final int LATE = 8;
    static final int REPEATED = 16;
    static final int REBASED = 24;
    static final int INTERVAL = 32;
    private static final int LONGEST_GAP = 40;
    private static final int LATE_TIME = 48;
    private static final int LATE_RUN = 56;
    private static final int STARTED = 57;
    static final int MISSING = 58;
    static final int SIZE = 64;

    private Pace() {}

    /** Answers whether a point at {@code time} may be taken, and takes it. */
    static boolean take(byte[] m, int at, long time) {
        long latest = Cells.i64(m, at + LATEST);
        if (m[at + STARTED] == 0) {
            m[at + STARTED] = 1;
        } else if (time == latest) {
            Cells.count(m, at + REPEATED);
            return false;
        } else if (time < latest) {
            Cells.count(m, at + LATE);
            int run = time > Cells.i64(m, at + LATE_TIME) ? m[at + LATE_RUN] + 1 : 1;
            m[at + LATE_RUN] = (byte) run;
            Cells.i64(m, at + LATE_TIME, time);
            if (run < REBASE_AFTER) {
                return false;
            }
            Cells.count(m, at + REBASED);
        } else {
            learn(m, at, (double) time - latest);
        }
        m[at + LATE_RUN] = 0;
        Cells.i64(m, at + LATE_TIME, Long.MIN_VALUE);
        Cells.i64(m, at + LATEST, time);
        return true;
    }

    /** The usual time between two points, in milliseconds; 0 before the second. */
    static double interval(byte[] m, int at) {
        return Cells.f64(m, at + INTERVAL);
    }

    private static void learn(byte[] m, int at, double gap) {
        double interval = Cells.f64(m, at + INTERVAL);
        interval = interval == 0 ? gap : interval + (Math.min(gap, 4 * interval) - interval) / 16;
        Cells.f64(m, at + INTERVAL, interval);
        double longest = Cells.f64(m, at + LONGEST_GAP);
        double believed = Math.min(gap, 4 * Math.max(longest, interval));
        Cells.f64(m, at + LONGEST_GAP, Math.max(believed, longest * 0.999));
    }

    /** Answers whether a point at {@code now}, or none by then, means that points are missing. */
    static boolean overdue(byte[] m, int at, long now) {
        double interval = Cells.f64(m, at + INTERVAL);
        return interval > 0
                && (double) now - Cells.i64(m, at + LATEST)
                        > Math.max(INTERVALS_MISSED * interval, 1.5 * Cells.f64(m, at + LONGEST_GAP));
    }
}
