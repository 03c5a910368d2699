package io.shiyun.metrics;

/**
 * What the series usually adds to its level at a time of the hour, of the day and of the week. Each season is learnt at
 * once and believed when two of its periods have passed and it has foretold better than no season and the others. All in
 * {@value #SIZE} bytes of a larger array.
 */
final class Seasons {
    private static final long[] PERIOD = {3_600_000L, 86_400_000L, 604_800_000L};
    private static final int[] SLOTS = {12, 48, 168};
    private static final int[] FROM = {0, 12, 60};
    private static final int ALL = 228;
    private static final int NONE = 3;
    private static final int ERRORS = 0;
    private static final int CHOSEN = 32;
    private static final int SUMS = 40;
    private static final int COUNTS = SUMS + 4 * ALL;
    static final int SIZE = COUNTS + ALL;

    private static final double SLOWEST = 0.02;
    private static final int FIRST = 0;

    private Seasons() {}

    static void start(byte[] m, int at) {
        Cells.u8(m, at + CHOSEN, NONE);
    }

    /** Answers whether a season is believed at a time this long after the first point, and remembers which. */
    static boolean choose(byte[] m, int at, long time, double age) {
        int best = NONE;
        double least = Cells.f64(m, at + ERRORS + 8 * NONE);
        for (int s = 0; s < NONE; s++) {
            double error = Cells.f64(m, at + ERRORS + 8 * s);
            if (age >= 2.0 * PERIOD[s] && error < least && Cells.u8(m, at + COUNTS + slot(s, time)) > 0) {
                best = s;
                least = error;
            }
        }
        Cells.u8(m, at + CHOSEN, best);
        return best != NONE;
    }

    /** What the chosen season adds now. */
    static double added(byte[] m, int at, long time) {
        int s = Cells.u8(m, at + CHOSEN);
        return s == NONE ? 0 : Cells.f32(m, at + SUMS + 4 * slot(s, time));
    }

    /** Usual distance from what the chosen season, or none, foretold. */
    static double error(byte[] m, int at) {
        return Cells.f64(m, at + ERRORS + 8 * Cells.u8(m, at + CHOSEN));
    }

    /** Learns a distance from the level; {@code limit} is what one point may count for at most. */
    static void learn(byte[] m, int at, long time, double offLevel, double limit, double rate, long taken) {
        for (int s = 0; s <= NONE; s++) {
            double off = s == NONE ? offLevel : offLevel - Cells.f32(m, at + SUMS + 4 * slot(s, time));
            if (taken > FIRST) {
                double error = Cells.f64(m, at + ERRORS + 8 * s);
                Cells.f64(m, at + ERRORS + 8 * s, error + rate * (Math.min(Math.abs(off), limit) - error));
            }
            if (s < NONE) {
                int slot = slot(s, time);
                int count = Math.min(255, Cells.u8(m, at + COUNTS + slot) + 1);
                Cells.u8(m, at + COUNTS + slot, count);
                int cell = at + SUMS + 4 * slot;
                Cells.f32(m, cell, Cells.f32(m, cell) + Math.max(SLOWEST, 1.0 / count) * off);
            }
        }
    }

    private static int slot(int season, long time) {
        long in = Math.floorMod(time, PERIOD[season]);
        return FROM[season] + (int) (in * SLOTS[season] / PERIOD[season]);
    }
}
