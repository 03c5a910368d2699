package io.shiyun.metrics;

/**
 * Mean and variance of a whole life, in {@value #SIZE} bytes of a larger array. Nothing is forgotten; what lies further out
 * than {@value #FURTHEST} deviations counts as no further.
 */
final class Moments {
    /** Points before a deviation is told. */
    static final int LEARNING = 30;
    /** Deviations beyond which all is equally far. */
    static final double FURTHEST = 30;

    static final int MEAN = 0;
    private static final int VARIANCE = 8;
    static final int SIZE = 16;

    /** Part of the mean below which a deviation is a matter of rounding. */
    private static final double ROUNDING = 1e-9;

    private Moments() {}

    /**
     * Returns how many deviations the value lies from the mean of all before it, and learns it.
     *
     * @param count of values with this one
     */
    static double take(byte[] m, int at, double x, long count) {
        double mean = Cells.f64(m, at + MEAN);
        double deviation = deviation(m, at);
        double found = far(m, at, x, count);
        double learnt = count > LEARNING && deviation > 0 ? found * deviation : x - mean;
        double variance = Cells.f64(m, at + VARIANCE);
        Cells.f64(m, at + MEAN, mean + learnt / count);
        Cells.f64(m, at + VARIANCE, variance + (learnt * learnt - variance) / count);
        return found;
    }

    /** Returns how many deviations the value lies from the mean, 0 while there are few; learns nothing. */
    static double far(byte[] m, int at, double x, long count) {
        double mean = Cells.f64(m, at + MEAN);
        double off = x - mean;
        double deviation = deviation(m, at);
        if (count <= LEARNING || (deviation == 0 && Math.abs(off) <= ROUNDING * Math.abs(mean))) {
            return 0;
        }
        return deviation > 0
                ? Math.max(-FURTHEST, Math.min(FURTHEST, off / deviation))
                : off > 0 ? FURTHEST : -FURTHEST;
    }

    /** Returns the deviation of all values, 0 where it is no more than rounding. */
    static double deviation(byte[] m, int at) {
        double deviation = Math.sqrt(Cells.f64(m, at + VARIANCE));
        return deviation > ROUNDING * Math.abs(Cells.f64(m, at + MEAN)) ? deviation : 0;
    }
}
