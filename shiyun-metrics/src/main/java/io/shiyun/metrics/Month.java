package io.shiyun.metrics;

/**
 * What the day of the month adds to level and season, see {@link MonthDay}. The mean of each day is kept beside those of its
 * like in other months: its slot counts in how many of them in a row about the same was seen. A day that is unlike halves that
 * count, and only when none is left what it added replaces what was known, so that what happened once is not expected again.
 * A slot says something when it stands out clearly from the usual error. All of them are believed when two months have
 * passed and what they say brought foretold values nearer.
 *
 * <p>In a larger array lie {@value #SIZE} bytes of today and, elsewhere, the slots, which only the first point of a day touches.
 */
final class Month {
    /** The shortest two months. */
    private static final double TWO_MONTHS = 59 * 86_400_000.0;

    /** Usual errors by which one day stands out. */
    private static final double CLEARLY = 3;

    private static final int MOST = 6;
    /** Part of the usual error that must have been gained a point. */
    private static final double WORTH = 0.005;
    /** Usual errors that must have been gained in all, which two days that are alike by chance seldom bring. */
    private static final double WORTH_IN_ALL = 4;

    /** What is lost by a day that was seen once, which is not believed, counts in part. */
    private static final double GUESSED = 0.5;

    private static final double SLOWEST = 1.0 / (1 << 16);

    /** What was gained a point over the whole life. */
    static final int GAIN = 0;

    private static final int MEAN = 4;
    /** The slot of today. */
    private static final int TODAY = 8;

    private static final int POINTS = 12;
    /** Which day is today, from 1 on. */
    private static final int WHICH = 14;

    private static final int STAND = 15;
    static final int SIZE = 16;

    private static final int NEVER = 0;
    private static final int BELIEVED = 1;
    private static final int NO_LONGER = 2;

    private Month() {}

    /** Begins a day when it is another one than before: the mean of that is kept. */
    static void turn(byte[] m, int at, int slots, int day, double error) {
        int before = Cells.u8(m, at + WHICH) - 1;
        if (before == day) {
            return;
        }
        if (before >= 0) {
            int cell = slots + Slot.SIZE * before;
            Cells.i32(m, cell, next(Cells.i32(m, cell), Cells.f32(m, at + MEAN), error));
        }
        Cells.i32(m, at + TODAY, Cells.i32(m, slots + Slot.SIZE * day));
        Cells.f32(m, at + MEAN, 0);
        Cells.u16(m, at + POINTS, 0);
        Cells.u8(m, at + WHICH, day + 1);
    }

    private static int next(int cell, double mean, double error) {
        int count = Slot.count(cell);
        double known = Slot.value(cell);
        double off = mean - known;
        if (count > 0 && Math.abs(off) <= Math.max(Math.abs(known) / 2, CLEARLY * error)) {
            count = Math.min(MOST, count + 1);
            return Slot.of(known + off / count, count);
        }
        return count < 2 ? Slot.of(mean, 1) : Slot.of(known, count / 2);
    }

    /** Decides whether the days are believed at a time this long after the first point; answers whether for the first time. */
    static boolean choose(byte[] m, int at, double age, double error, long taken) {
        int before = Cells.u8(m, at + STAND);
        boolean believed =
                age >= TWO_MONTHS && Cells.f32(m, at + GAIN) > Math.max(WORTH, WORTH_IN_ALL / (taken + 1)) * error;
        Cells.u8(m, at + STAND, believed ? BELIEVED : before == NEVER ? NEVER : NO_LONGER);
        return believed && before == NEVER;
    }

    /** What today adds, where that is believed and was seen twice. */
    static double added(byte[] m, int at, double error) {
        return added(m, at, Cells.i32(m, at + TODAY), error);
    }

    /** What any day adds. */
    static double added(byte[] m, int at, int slots, int day, double error) {
        return added(m, at, Cells.i32(m, slots + Slot.SIZE * day), error);
    }

    private static double added(byte[] m, int at, int cell, double error) {
        return m[at + STAND] == BELIEVED && Slot.count(cell) > 1 ? said(cell, error) : 0;
    }

    private static double said(int cell, double error) {
        double value = Slot.value(cell);
        double clear = CLEARLY * error;
        return value * value * Slot.count(cell) > clear * clear ? value : 0;
    }

    /** Learns what a point adds to level and season; {@code limit} is what it may count for at most. */
    static void learn(byte[] m, int at, double rest, double error, double limit, long taken) {
        int cell = Cells.i32(m, at + TODAY);
        double with = rest - said(cell, error);
        double gained = Math.min(Math.abs(rest), limit) - Math.min(Math.abs(with), limit);
        if (gained < 0 && Slot.count(cell) < 2) {
            gained *= GUESSED;
        }
        double gain = Cells.f32(m, at + GAIN);
        Cells.f32(m, at + GAIN, gain + Math.max(SLOWEST, 1.0 / (taken + 1)) * (gained - gain));
        int points = Math.min(0xffff, Cells.u16(m, at + POINTS) + 1);
        double mean = Cells.f32(m, at + MEAN);
        Cells.u16(m, at + POINTS, points);
        Cells.f32(m, at + MEAN, mean + (rest - mean) / points);
    }
}
