package io.shiyun.metrics;

/**
 * A straight line through the points so far, each older one counting a little less (discounted least squares, Brown 1963).
 * Times are counted from the newest point. All in {@value #SIZE} bytes of a larger array.
 */
final class Lines {
    private static final int N = 0;
    private static final int T = 8;
    private static final int TT = 16;
    private static final int Y = 24;
    private static final int TY = 32;
    static final int SIZE = 40;

    private Lines() {}

    /** Takes a point that came {@code step} intervals after the one before; {@code keep} is what older points keep of their weight. */
    static void add(byte[] m, int at, double step, double y, double keep) {
        double n = Cells.f64(m, at + N);
        double t = Cells.f64(m, at + T);
        double tt = Cells.f64(m, at + TT);
        double sum = Cells.f64(m, at + Y);
        double ty = Cells.f64(m, at + TY);
        Cells.f64(m, at + N, keep * n + 1);
        Cells.f64(m, at + T, keep * (t - step * n));
        Cells.f64(m, at + TT, keep * (tt - 2 * step * t + step * step * n));
        Cells.f64(m, at + Y, keep * sum + y);
        Cells.f64(m, at + TY, keep * (ty - step * sum));
    }

    /** Returns the height of the line so many intervals after the newest point. */
    static double at(byte[] m, int at, double ahead) {
        double n = Cells.f64(m, at + N);
        double t = Cells.f64(m, at + T);
        double tt = Cells.f64(m, at + TT);
        double sum = Cells.f64(m, at + Y);
        double spread = n * tt - t * t;
        double slope = n > 3 && spread > 1e-9 * n * tt ? (n * Cells.f64(m, at + TY) - t * sum) / spread : 0;
        return (sum - slope * t) / n + slope * ahead;
    }
}
