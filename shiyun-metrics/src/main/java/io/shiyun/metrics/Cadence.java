package io.shiyun.metrics;

/** The times of a series: its usual interval, its longest known gap, what came late, and when it is overdue. */
final class Cadence {
    /** Late points in a row, themselves in order, after which a clock is taken to have been set back. */
    static final int REBASE_AFTER = 16;

    private static final double INTERVALS_MISSED = 5;

    long latest;
    long late;
    long repeated;
    long rebased;
    boolean missing;
    private boolean started;
    private double interval;
    private double longestGap;
    private long lateTime;
    private int lateRun;

    /** Answers whether a point at {@code time} may be taken, and takes it. */
    boolean take(long time) {
        if (!started) {
            started = true;
        } else if (time == latest) {
            repeated++;
            return false;
        } else if (time < latest) {
            late++;
            lateRun = time > lateTime ? lateRun + 1 : 1;
            lateTime = time;
            if (lateRun < REBASE_AFTER) {
                return false;
            }
            rebased++;
        } else {
            learn((double) time - latest);
        }
        lateRun = 0;
        lateTime = Long.MIN_VALUE;
        latest = time;
        return true;
    }

    private void learn(double gap) {
        if (interval == 0) {
            interval = gap;
        } else {
            interval += (Math.min(gap, 4 * interval) - interval) / 16;
        }
        longestGap = Math.max(Math.min(gap, 4 * Math.max(longestGap, interval)), longestGap * 0.999);
    }

    /** Answers whether a point at {@code now}, or none by then, means that points are missing. */
    boolean overdue(long now) {
        return started
                && interval > 0
                && (double) now - latest > Math.max(INTERVALS_MISSED * interval, 1.5 * longestGap);
    }

    void write(StateWriter out) {
        out.int8((started ? 1 : 0) | (missing ? 2 : 0));
        out.int64(latest);
        out.int64(late);
        out.int64(repeated);
        out.int64(rebased);
        out.float64(interval);
        out.float64(longestGap);
        out.int64(lateTime);
        out.int8(lateRun);
    }

    void read(StateReader in) {
        int flags = in.int8();
        started = (flags & 1) != 0;
        missing = (flags & 2) != 0;
        latest = in.int64();
        late = in.int64();
        repeated = in.int64();
        rebased = in.int64();
        interval = in.float64();
        longestGap = in.float64();
        lateTime = in.int64();
        lateRun = in.int8();
    }
}
