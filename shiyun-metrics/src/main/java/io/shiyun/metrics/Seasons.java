package io.shiyun.metrics;

/**
 * What the series usually adds to its level at a time of the hour, of the day and of the week. Each season is learnt at
 * once and believed when two of its periods have passed and it has foretold better than no season and the others. In a
 * larger array lie {@value #SIZE} bytes of errors and, elsewhere, {@value #SLOTS_SIZE} of slots: by the dozen, sums before
 * counts, so that what belongs together lies together.
 */
final class Seasons {
    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;
    private static final long WEEK = 7 * DAY;
    private static final long[] PERIOD = {HOUR, DAY, WEEK};
    /** Of a slot. */
    private static final long[] LENGTH = {300_000L, 1_800_000L, HOUR};

    private static final int DOZEN = 12;
    /** Bytes of twelve slots. */
    private static final int GROUP = 5 * DOZEN;

    private static final int DAY_FROM = 12;
    private static final int WEEK_FROM = DAY_FROM + 48;
    static final int ALL = WEEK_FROM + 168;
    static final int NONE = 3;
    static final int ERRORS = 0;
    private static final int CHOSEN = 32;
    static final int SIZE = 40;
    static final int SLOTS_SIZE = ALL / DOZEN * GROUP;

    private static final double SLOWEST = 0.02;
    private static final int FIRST = 0;

    /** The place of each season's sum and count at one time, from the first slot. */
    private final int[] sums = new int[NONE];

    private final int[] counts = new int[NONE];
    private long time = Long.MIN_VALUE;

    static void start(byte[] m, int at) {
        Cells.u8(m, at + CHOSEN, NONE);
    }

    /** Finds the slots of a time; the other methods speak of them. */
    void at(long now) {
        if (now != time || time == Long.MIN_VALUE) {
            time = now;
            find(0, (int) (Math.floorMod(now, HOUR) / LENGTH[0]));
            find(1, DAY_FROM + (int) (Math.floorMod(now, DAY) / LENGTH[1]));
            find(2, WEEK_FROM + (int) (Math.floorMod(now, WEEK) / LENGTH[2]));
        }
    }

    private void find(int season, int slot) {
        sums[season] = sum(slot);
        counts[season] = count(slot);
    }

    /** The place of the sum of a slot, from the first one. */
    static int sum(int slot) {
        return slot / DOZEN * GROUP + 4 * (slot % DOZEN);
    }

    /** The place of the count of a slot. */
    static int count(int slot) {
        return slot / DOZEN * GROUP + 4 * DOZEN + slot % DOZEN;
    }

    /** Loads the slots of a time. */
    int touch(byte[] m, int slots, long now) {
        at(now);
        return m[slots + sums[0]]
                + m[slots + sums[1]]
                + m[slots + counts[1]]
                + m[slots + sums[2]]
                + m[slots + counts[2]];
    }

    /** Chooses the season that is believed at a time this long after the first point, or none. */
    void choose(byte[] m, int at, int slots, double age) {
        int best = NONE;
        double least = Cells.f64(m, at + ERRORS + 8 * NONE);
        for (int s = 0; s < NONE; s++) {
            double error = Cells.f64(m, at + ERRORS + 8 * s);
            if (age >= 2.0 * PERIOD[s] && error < least && m[slots + counts[s]] != 0) {
                best = s;
                least = error;
            }
        }
        Cells.u8(m, at + CHOSEN, best);
    }

    /** What the chosen season adds now. */
    double added(byte[] m, int at, int slots) {
        int s = Cells.u8(m, at + CHOSEN);
        return s == NONE ? 0 : Cells.f32(m, slots + sums[s]);
    }

    /** What the chosen season adds at any time, between the middles of two slots by how near each is. */
    double between(byte[] m, int at, int slots, long when) {
        int s = Cells.u8(m, at + CHOSEN);
        if (s == NONE) {
            return 0;
        }
        long half = LENGTH[s] / 2;
        double part = (double) Math.floorMod(when - half, LENGTH[s]) / LENGTH[s];
        at(when - half);
        double before = Cells.f32(m, slots + sums[s]);
        at(when + half);
        double after = Cells.f32(m, slots + sums[s]);
        return before + part * (after - before);
    }

    /** Usual distance from what the chosen season, or none, foretold. */
    static double error(byte[] m, int at) {
        return Cells.f64(m, at + ERRORS + 8 * Cells.u8(m, at + CHOSEN));
    }

    /** Learns a distance from the level; {@code limit} is what one point may count for at most. */
    void learn(byte[] m, int at, int slots, double offLevel, double limit, double rate, long taken) {
        for (int s = 0; s < NONE; s++) {
            int cell = slots + sums[s];
            double sum = Cells.f32(m, cell);
            double off = offLevel - sum;
            err(m, at + ERRORS + 8 * s, off, limit, rate, taken);
            int count = Math.min(255, Cells.u8(m, slots + counts[s]) + 1);
            Cells.u8(m, slots + counts[s], count);
            Cells.f32(m, cell, sum + Math.max(SLOWEST, 1.0 / count) * off);
        }
        err(m, at + ERRORS + 8 * NONE, offLevel, limit, rate, taken);
    }

    private static void err(byte[] m, int at, double off, double limit, double rate, long taken) {
        if (taken > FIRST) {
            double error = Cells.f64(m, at);
            Cells.f64(m, at, error + rate * (Math.min(Math.abs(off), limit) - error));
        }
    }
}
