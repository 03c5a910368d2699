package io.shiyun.metrics;

/**
 * What the series usually adds to its level at a time of the hour, of the day and of the week, and beside one of them on a day
 * of the {@link Month}. Each season is learnt at once and believed when two of its periods have passed and it has foretold
 * better than no season and the others. In a larger array lie {@value #SIZE} bytes of errors and of today and, elsewhere,
 * {@value #SLOTS_SIZE} of slots.
 */
final class Seasons {
    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;
    private static final long WEEK = 7 * DAY;
    private static final long[] PERIOD = {HOUR, DAY, WEEK};
    /** Of a slot. */
    private static final long[] LENGTH = {300_000L, 1_800_000L, HOUR};

    private static final int DAY_FROM = 12;
    private static final int WEEK_FROM = DAY_FROM + 48;
    private static final int MONTH_FROM = WEEK_FROM + 168;
    static final int ALL = MONTH_FROM + MonthDay.SLOTS;
    static final int NONE = 3;
    static final int ERRORS = 0;
    static final int MONTH = ERRORS + 4 * (NONE + 1);
    private static final int CHOSEN = MONTH + Month.SIZE;
    static final int SIZE = CHOSEN + 1;
    static final int SLOTS_SIZE = ALL * Slot.SIZE;
    private static final int MONTH_SLOTS = MONTH_FROM * Slot.SIZE;

    private static final double SLOWEST = 0.02;

    /** The place of each season's cell at one time, from the first slot. */
    private final int[] cells = new int[NONE];

    private long time = Long.MIN_VALUE;
    private long day = Long.MIN_VALUE;
    private int ofMonth;

    static void start(byte[] m, int at) {
        Cells.u8(m, at + CHOSEN, NONE);
    }

    /** Goes to the time of a point; the other methods speak of it. */
    void at(byte[] m, int at, int slots, long now) {
        find(now);
        Month.turn(m, at + MONTH, slots + MONTH_SLOTS, ofMonth, error(m, at));
    }

    private void find(long now) {
        if (now != time || time == Long.MIN_VALUE) {
            time = now;
            cells[0] = Slot.SIZE * (int) (Math.floorMod(now, HOUR) / LENGTH[0]);
            cells[1] = Slot.SIZE * (DAY_FROM + (int) (Math.floorMod(now, DAY) / LENGTH[1]));
            cells[2] = Slot.SIZE * (WEEK_FROM + (int) (Math.floorMod(now, WEEK) / LENGTH[2]));
            long today = Math.floorDiv(now, DAY);
            if (today != day) {
                day = today;
                ofMonth = MonthDay.of(today);
            }
        }
    }

    /** Loads the slots of a time. */
    int touch(byte[] m, int slots, long now) {
        find(now);
        return m[slots + cells[0]] + m[slots + cells[1]] + m[slots + cells[2]];
    }

    /**
     * Chooses the seasons that are believed at a time this long after the first point; answers whether the days of the month
     * are for the first time.
     */
    boolean choose(byte[] m, int at, int slots, double age, long taken) {
        int best = NONE;
        double least = Cells.f32(m, at + ERRORS + 4 * NONE);
        for (int s = 0; s < NONE; s++) {
            double error = Cells.f32(m, at + ERRORS + 4 * s);
            if (age >= 2.0 * PERIOD[s] && error < least && Slot.count(Cells.i32(m, slots + cells[s])) != 0) {
                best = s;
                least = error;
            }
        }
        Cells.u8(m, at + CHOSEN, best);
        return Month.choose(m, at + MONTH, age, least, taken);
    }

    /** What the chosen seasons add now. */
    double added(byte[] m, int at, int slots) {
        return ofChosen(m, at, slots) + month(m, at);
    }

    private double ofChosen(byte[] m, int at, int slots) {
        int s = Cells.u8(m, at + CHOSEN);
        return s == NONE ? 0 : Slot.value(Cells.i32(m, slots + cells[s]));
    }

    /** What the day of the month adds now. */
    static double month(byte[] m, int at) {
        return Month.added(m, at + MONTH, error(m, at));
    }

    /** What the day of the month adds at any time. */
    double month(byte[] m, int at, int slots, long when) {
        find(when);
        return Month.added(m, at + MONTH, slots + MONTH_SLOTS, ofMonth, error(m, at));
    }

    /** What the season beside the month adds at any time, between the middles of two slots by how near each is. */
    double between(byte[] m, int at, int slots, long when) {
        int s = Cells.u8(m, at + CHOSEN);
        if (s == NONE) {
            return 0;
        }
        long half = LENGTH[s] / 2;
        double part = (double) Math.floorMod(when - half, LENGTH[s]) / LENGTH[s];
        find(when - half);
        double before = Slot.value(Cells.i32(m, slots + cells[s]));
        find(when + half);
        double after = Slot.value(Cells.i32(m, slots + cells[s]));
        return before + part * (after - before);
    }

    /** Answers whether a season is believed and the day has been learnt for twice as long as that takes. */
    static boolean proven(byte[] m, int at, double age) {
        return Cells.u8(m, at + CHOSEN) != NONE && age >= 4.0 * DAY;
    }

    /** Usual distance from what the chosen seasons, or none, foretold. */
    static double error(byte[] m, int at) {
        return Cells.f32(m, at + ERRORS + 4 * Cells.u8(m, at + CHOSEN));
    }

    /**
     * Learns a distance from the level; {@code limit} is what one point may count for at most. All that a slot sees in the first
     * period counts for one point, as the level that it is told from is not known yet.
     */
    void learn(byte[] m, int at, int slots, double offLevel, double limit, double rate, double age, long taken) {
        double rest = offLevel - ofChosen(m, at, slots);
        double bare = offLevel - month(m, at);
        Month.learn(m, at + MONTH, rest, error(m, at), limit, taken);
        for (int s = 0; s < NONE; s++) {
            int place = slots + cells[s];
            int cell = Cells.i32(m, place);
            double known = Slot.value(cell);
            double off = bare - known;
            err(m, at + ERRORS + 4 * s, off, limit, rate, taken);
            int count = age < PERIOD[s] ? 1 : Math.min(Slot.MOST, Slot.count(cell) + 1);
            Cells.i32(m, place, Slot.of(known + Math.max(SLOWEST, 1.0 / count) * off, count));
        }
        err(m, at + ERRORS + 4 * NONE, bare, limit, rate, taken);
    }

    private static void err(byte[] m, int at, double off, double limit, double rate, long taken) {
        if (taken > 0) {
            double error = Cells.f32(m, at);
            Cells.f32(m, at, error + rate * (Math.min(Math.abs(off), limit) - error));
        }
    }
}
