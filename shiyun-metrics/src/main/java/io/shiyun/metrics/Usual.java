package io.shiyun.metrics;

/**
 * How far a whole usually deviates: the greatest of the mean of its life, the mean of this half hour on the days before, and
 * the peak that two of three short stretches stay below. So neither a job of every night nor metrics that leap now and then
 * are news. All in {@value #SIZE} bytes of a larger array.
 */
final class Usual {
    private static final int COUNT = 0;
    private static final int MEAN = 8;
    /** What the peaks of stretches usually stay below. */
    private static final int PEAKS = 16;

    private static final int PEAK = 24;
    private static final int VARIANCE = 32;
    private static final int STRETCHES = 40;
    private static final int IN_STRETCH = 44;
    /** The half hour that rows come from now, their number and their sum. */
    private static final int SLOT = 48;

    private static final int SLOT_ROWS = 52;
    private static final int SLOT_SUM = 56;
    private static final int SLOT_MEANS = 64;
    private static final int SLOT_DAYS = SLOT_MEANS + 8 * Facet.SLOTS;
    static final int SIZE = SLOT_DAYS + 2 * Facet.SLOTS;

    private static final int MOST_DAYS = 65_535;
    /** A peak moves what is usual by no more than this, so that a few great ones leave it; upward twice that. */
    private static final double STEP = 1.0 / 16;

    private final int stretch;

    Usual(JointConstants constants) {
        stretch = constants.stretch();
    }

    /** Returns the deviation that is usual at a time. */
    static double at(byte[] m, int at, long time) {
        int slot = Facet.slot(time);
        double usual = Math.max(Cells.f64(m, at + MEAN), Cells.f64(m, at + PEAKS));
        return Math.max(usual, Cells.f64(m, at + SLOT_MEANS + 8 * slot));
    }

    /** Returns how widely the deviation moves: its standard deviation over the whole life. */
    static double spread(byte[] m, int at) {
        return Math.sqrt(Cells.f64(m, at + VARIANCE));
    }

    /** Returns how many spreads a deviation lies above the mean of the life, 0 below it. */
    static double height(byte[] m, int at, double deviation) {
        double off = deviation - Cells.f64(m, at + MEAN);
        double spread = spread(m, at);
        return off <= 0 ? 0 : spread > 0 ? Math.min(Moments.FURTHEST, off / spread) : Moments.FURTHEST;
    }

    /** Learns the deviation of a row. */
    void learn(byte[] m, int at, long time, double deviation) {
        Cells.count(m, at + COUNT);
        long count = Cells.i64(m, at + COUNT);
        double off = deviation - Cells.f64(m, at + MEAN);
        double variance = Cells.f64(m, at + VARIANCE);
        Cells.f64(m, at + MEAN, Cells.f64(m, at + MEAN) + off / count);
        Cells.f64(m, at + VARIANCE, variance + (off * off * (count - 1) / count - variance) / count);
        learnSlot(m, at, Facet.slot(time), deviation);
        learnPeak(m, at, deviation);
    }

    /** A half hour is counted when it is over, so that what happens in it is not held against itself. */
    private static void learnSlot(byte[] m, int at, int slot, double deviation) {
        int before = Cells.i32(m, at + SLOT);
        int rows = Cells.i32(m, at + SLOT_ROWS);
        double sum = Cells.f64(m, at + SLOT_SUM);
        if (slot != before && rows > 0) {
            int days = Math.min(MOST_DAYS, Cells.u16(m, at + SLOT_DAYS + 2 * before) + 1);
            double known = Cells.f64(m, at + SLOT_MEANS + 8 * before);
            Cells.u16(m, at + SLOT_DAYS + 2 * before, days);
            Cells.f64(m, at + SLOT_MEANS + 8 * before, known + (sum / rows - known) / days);
            rows = 0;
            sum = 0;
        }
        Cells.i32(m, at + SLOT, slot);
        Cells.i32(m, at + SLOT_ROWS, Math.min(MOST_DAYS, rows + 1));
        Cells.f64(m, at + SLOT_SUM, rows < MOST_DAYS ? sum + deviation : sum);
    }

    private void learnPeak(byte[] m, int at, double deviation) {
        double peak = Math.max(Cells.f64(m, at + PEAK), deviation);
        int rows = Cells.i32(m, at + IN_STRETCH) + 1;
        if (rows >= stretch) {
            int stretches = Math.min(MOST_DAYS, Cells.i32(m, at + STRETCHES) + 1);
            double usual = Cells.f64(m, at + PEAKS);
            double step = Math.max(STEP, 1.0 / stretches);
            double moved = usual + Math.max(-step, Math.min(2 * step, peak - usual));
            Cells.f64(m, at + PEAKS, stretches == 1 ? peak : moved);
            Cells.i32(m, at + STRETCHES, stretches);
            rows = 0;
            peak = 0;
        }
        Cells.i32(m, at + IN_STRETCH, rows);
        Cells.f64(m, at + PEAK, peak);
    }
}
