package io.shiyun.metrics;

/**
 * What lasts: the height of a series, and what it leaves of its proven course, as means over {@value #SPAN} points. One point
 * counts in them for no more than {@value #FURTHEST} deviations, so that many which are a little off count for more than one
 * that is far off. All in {@value #SIZE} bytes of a larger array.
 *
 * <p>Neighbouring values of such a mean are of the same points. So their tails count one in a span, or what rises slowly would
 * be usual before it is found; and they are asked four times in a span. What is counted stands for {@link #DECADES} more among all points.
 */
final class Lasting {
    private static final int SPAN = 64;
    private static final double RATE = 2.0 / (SPAN + 1);
    private static final double FURTHEST = 3;

    /** Of the span, decimal. */
    static final double DECADES = 1.806179973983887;

    private static final int HEIGHT = 0;
    private static final int COURSE = 8;
    static final int SIZE = 16;

    private Lasting() {}

    /** Answers whether the tails are asked at this point. */
    static boolean asks(long taken) {
        return taken % (SPAN / 4) == 0;
    }

    /** Answers whether the tails count what this point leads to. */
    static boolean counts(long taken) {
        return taken % SPAN == 0;
    }

    /**
     * Moves both means to a point and tells how far off they are, in {@code off}.
     *
     * @param residual what level and season leave of the point; 0 where no season is proven
     * @param error usual distance from them
     * @param deviation of the whole life
     */
    static void take(byte[] m, int at, double residual, double error, double deviation, double[] off) {
        off[Views.LASTING_HEIGHT] = mean(m, at + HEIGHT, off[Views.HEIGHT], FURTHEST);
        double furthest = FURTHEST * Levels.BY_MEAN * error / deviation;
        off[Views.LASTING_COURSE] = mean(m, at + COURSE, residual / deviation, furthest);
    }

    private static double mean(byte[] m, int at, double z, double furthest) {
        double mean = Cells.f64(m, at);
        mean += RATE * (Math.max(-furthest, Math.min(furthest, z)) - mean);
        Cells.f64(m, at, mean);
        return mean;
    }
}
