package io.shiyun.metrics;

/**
 * One metric of a whole, looked at in five ways, each in deviations of its own whole life: a change against the latest
 * points; a slower one against a longer mean; the difference from the same time of the day, smoothed; and the difference
 * from what the other metrics foretell, raw and smoothed. All in {@value #SIZE} bytes of a larger array.
 */
final class Facet {
    static final int COUNT = 0;
    static final int NOT_FINITE = 8;
    static final int MISSING = 16;
    /** How unusual the metric was lately. */
    static final int HEAT = 24;

    private static final int VALUES = 32;
    private static final int CHANGE = VALUES + Moments.SIZE;
    private static final int SLOW_CHANGE = CHANGE + Moments.SIZE;
    private static final int DAILY = SLOW_CHANGE + Moments.SIZE;
    private static final int APART = DAILY + Moments.SIZE;
    private static final int SMOOTH_APART = APART + Moments.SIZE;
    private static final int SHORT_MEAN = SMOOTH_APART + Moments.SIZE;
    private static final int LONG_MEAN = SHORT_MEAN + 8;
    private static final int DAILY_MEAN = LONG_MEAN + 8;
    private static final int APART_MEAN = DAILY_MEAN + 8;
    /** Half hours of a day. */
    static final int SLOTS = 48;

    private static final int SLOT_MEANS = APART_MEAN + 8;
    private static final int SLOT_COUNTS = SLOT_MEANS + 8 * SLOTS;
    static final int SIZE = SLOT_COUNTS + 2 * SLOTS;

    private static final long DAY = 86_400_000L;
    private static final int MOST_COUNTED = 65_535;

    private final double latestRate;
    private final double smoothRate;
    private final double longerRate;
    private final double furthestTold;

    /** The greatest deviation found, with its sign. */
    double deviation;

    double expected;
    Baseline baseline = Baseline.LATEST;

    Facet(JointConstants constants) {
        latestRate = JointConstants.rate(constants.latest());
        smoothRate = JointConstants.rate(constants.smooth());
        longerRate = JointConstants.rate(constants.longer());
        furthestTold = constants.furthestTold();
    }

    /** Returns the value in deviations of its whole life, and learns it for that. */
    double standardise(byte[] m, int at, double x) {
        long count = Cells.i64(m, at + COUNT) + 1;
        Cells.i64(m, at + COUNT, count);
        double z = Moments.take(m, at + VALUES, x, count);
        return Math.max(-furthestTold, Math.min(furthestTold, z));
    }

    /**
     * Looks at a value that was standardised, and learns it.
     *
     * @param z its standardised form
     * @param apart how far that is from what the others foretell
     * @return the greatest deviation, without its sign
     */
    double take(byte[] m, int at, long time, double x, double z, double apart) {
        long count = Cells.i64(m, at + COUNT);
        double mean = Cells.f64(m, at + VALUES + Moments.MEAN);
        double spread = Moments.deviation(m, at + VALUES);
        if (count == 1) {
            Cells.f64(m, at + SHORT_MEAN, x);
            Cells.f64(m, at + LONG_MEAN, x);
        }
        double brief = Cells.f64(m, at + SHORT_MEAN);
        double longer = Cells.f64(m, at + LONG_MEAN);
        double daily = slot(m, at, time, x, mean, spread);
        deviation = 0;
        expected = brief;
        consider(Moments.take(m, at + CHANGE, x - brief, count), brief, Baseline.LATEST);
        consider(Moments.take(m, at + SLOW_CHANGE, brief - longer, count), longer, Baseline.LONGER);
        double smoothDaily = smooth(m, at + DAILY_MEAN, x - daily, Math.max(smoothRate, 1.0 / count));
        consider(Moments.take(m, at + DAILY, smoothDaily, count), daily, Baseline.TIME_OF_DAY);
        double foretold = mean + spread * (z - apart);
        consider(Moments.take(m, at + APART, apart, count), foretold, Baseline.OTHER_METRICS);
        double smoothApart = smooth(m, at + APART_MEAN, apart, Math.max(smoothRate, 1.0 / count));
        consider(Moments.take(m, at + SMOOTH_APART, smoothApart, count), foretold, Baseline.OTHER_METRICS);
        smooth(m, at + SHORT_MEAN, x, Math.max(latestRate, 1.0 / count));
        smooth(m, at + LONG_MEAN, x, Math.max(longerRate, 1.0 / count));
        return Math.abs(deviation);
    }

    private void consider(double found, double by, Baseline against) {
        if (Math.abs(found) > Math.abs(deviation)) {
            deviation = found;
            expected = by;
            baseline = against;
        }
    }

    private static double smooth(byte[] m, int at, double x, double rate) {
        double mean = Cells.f64(m, at);
        mean += rate * (x - mean);
        Cells.f64(m, at, mean);
        return mean;
    }

    /** Returns the half hour of the day, in UTC. */
    static int slot(long time) {
        return (int) (Math.floorMod(time, DAY) / (DAY / SLOTS));
    }

    /** Returns the mean of this half hour of the day before this value, and learns it. */
    private static double slot(byte[] m, int at, long time, double x, double mean, double spread) {
        int slot = slot(time);
        int count = Cells.u16(m, at + SLOT_COUNTS + 2 * slot);
        int cell = at + SLOT_MEANS + 8 * slot;
        double known = count == 0 ? mean : Cells.f64(m, cell);
        double reach = Moments.FURTHEST * spread;
        double learnt = spread > 0 ? Math.max(-reach, Math.min(reach, x - known)) : x - known;
        Cells.u16(m, at + SLOT_COUNTS + 2 * slot, Math.min(MOST_COUNTED, count + 1));
        Cells.f64(m, cell, count == 0 ? x : known + learnt / (count + 1));
        return known;
    }
}
