package io.shiyun.metrics;

/**
 * The ways in which a point is looked at, each with the surprise it finds in decades of probability, and their fusion: the
 * mean of the greatest of the heights, of the records, and of the shapes. What lasts speaks for itself.
 */
final class Views {
    /** Against the mean of the whole life, in its deviations. */
    static final int HEIGHT = 0;

    static final int SMOOTH_HEIGHT = 1;
    /** Against the mean of the latest few points; the others are means against longer means. */
    static final int BAND_1 = 2;

    static final int BAND_16 = 3;
    static final int BAND_64 = 4;
    /** Against level and season. */
    static final int SEASONAL = 5;
    /** How much wider than usual the series moves. */
    static final int SPREAD = 6;
    /** Views of which the most surprised speaks for the height of a point. */
    static final int HEIGHTS = 7;

    static final int LASTING_HEIGHT = 7;
    static final int LASTING_COURSE = 8;

    /** Views whose surprise comes from a learnt tail; the next one is that of their fusion. */
    static final int TAILED = 9;

    static final int RECORD = 9;
    static final int SMOOTH_RECORD = 10;
    static final int SHORT_SHAPE = 11;
    static final int LONG_SHAPE = 12;
    static final int COUNT = 13;

    /** Decades below which the heights of an anomaly of course are ordinary. */
    private static final double ORDINARY_HEIGHT = 2.5;

    private Views() {}

    static int tail(int view) {
        return Layout.TAILS + view * Tail.SIZE;
    }

    static int farTail(int view) {
        return Layout.FAR_TAILS + view * Tail.FAR_SIZE;
    }

    /** Adds what is new to the evidence of a view, of which so great a part is left of the point before; returns that. */
    static double evidence(byte[] m, int o, int view, double surprise, double left) {
        int at = o + Layout.EVIDENCE + 4 * view;
        double kept = Math.max(surprise, Cells.f32(m, at) * left);
        Cells.f32(m, at, kept);
        return kept;
    }

    /** A record among so many points is this surprising; the further out, the more. */
    static double record(double beyond, long taken, Constants by) {
        return beyond > 0
                ? Math.max(0, Cells.log10(taken + 2.0) - 1 + by.recordDecades() * beyond / (beyond + by.recordWidth()))
                : 0;
    }

    static double heights(double[] evidence) {
        double greatest = 0;
        for (int view = 0; view < HEIGHTS; view++) {
            greatest = Math.max(greatest, evidence[view]);
        }
        return greatest;
    }

    static double fuse(double[] evidence, double heights, Constants by) {
        double records = Math.max(evidence[RECORD], evidence[SMOOTH_RECORD]);
        double shapes = Math.max(evidence[SHORT_SHAPE], evidence[LONG_SHAPE]);
        double weighed = by.ofHeights() * heights + by.ofRecords() * records + by.ofShapes() * shapes;
        return weighed / (by.ofHeights() + by.ofRecords() + by.ofShapes());
    }

    static boolean lasts(int view) {
        return view == LASTING_HEIGHT || view == LASTING_COURSE;
    }

    /** The view that is most surprised by what lasts. */
    static int lasting(double[] evidence) {
        return evidence[LASTING_COURSE] > evidence[LASTING_HEIGHT] ? LASTING_COURSE : LASTING_HEIGHT;
    }

    /** Names the kind of an anomaly by the views that it surprises. */
    static Cause cause(double[] evidence, boolean up) {
        double sudden =
                Math.max(Math.max(evidence[HEIGHT], evidence[BAND_1]), Math.max(evidence[RECORD], evidence[SEASONAL]));
        double slow = Math.max(Math.max(evidence[SMOOTH_HEIGHT], evidence[BAND_64]), evidence[SMOOTH_RECORD]);
        double course = Math.max(Math.max(evidence[SHORT_SHAPE], evidence[LONG_SHAPE]), evidence[SPREAD]);
        if (course > sudden && course > slow && Math.max(sudden, slow) < ORDINARY_HEIGHT) {
            return Cause.SHAPE;
        }
        if (slow > sudden && evidence[BAND_1] < ORDINARY_HEIGHT) {
            return Cause.TREND;
        }
        return up ? Cause.SPIKE : Cause.DIP;
    }
}
