package io.shiyun.metrics;

/**
 * Simple ways to foretell a series: that it stays, that it returns to one of its means, that it goes on along a line; with
 * the season of the hour, the day or the week, once proven, and without. The season is what is usually added to the mean of
 * about a week. What the day of the month adds, once proven, is taken from all that they see and added to all that they say.
 * All in {@value #SIZE} bytes of a larger array.
 */
final class Experts {
    /** How many there are. */
    static final int COUNT = 10;

    /** Means without season. */
    private static final int MEANS = 4;

    private static final double[] RATE = {2 / 5.0, 2 / 17.0, 2 / 65.0, 2 / 301.0};
    private static final double SHORT_KEPT = 1 - 1 / 48.0;
    private static final double LONG_KEPT = 1 - 1 / 768.0;

    private static final int LATEST = 0;
    /** The latest value without what its day of the month added, and without its seasons. */
    private static final int LATEST_BARE = 8;

    private static final int LATEST_OFF = 16;
    private static final int MEAN = 24;
    private static final int SHORT_LINE = MEAN + 8 * MEANS;
    private static final int LONG_LINE = SHORT_LINE + Lines.SIZE;
    private static final int LONG_LINE_OFF = LONG_LINE + Lines.SIZE;
    private static final int PLAIN_MEAN = LONG_LINE_OFF + Lines.SIZE;
    private static final int WEEK_MEAN = PLAIN_MEAN + 8;
    private static final int FIRST_TIME = WEEK_MEAN + 8;
    private static final int SEASONS = FIRST_TIME + 8;
    private static final int SLOTS = SEASONS + Seasons.SIZE;
    static final int SIZE = SLOTS + Seasons.SLOTS_SIZE;

    private static final double WEEK = 604_800_000.0;

    private final Seasons seasons = new Seasons();

    static void start(byte[] m, int at) {
        Seasons.start(m, at + SEASONS);
    }

    /** Learns a point that came {@code step} usual intervals after the one before. */
    void learn(byte[] m, int at, long time, double value, double step, double interval, long taken) {
        if (taken == 0) {
            Cells.i64(m, at + FIRST_TIME, time);
        }
        double age = (double) time - Cells.i64(m, at + FIRST_TIME);
        double week = Math.min(1, interval / WEEK);
        seasons.at(m, at + SEASONS, at + SLOTS, time);
        toward(m, at + WEEK_MEAN, value - Seasons.month(m, at + SEASONS), week, taken);
        double rate = Math.max(Levels.slowRate(1.0 / (taken + 1)), week);
        double offMean = value - Cells.f64(m, at + WEEK_MEAN);
        seasons.learn(m, at + SEASONS, at + SLOTS, offMean, Double.MAX_VALUE, rate, age, taken);
        seasons.choose(m, at + SEASONS, at + SLOTS, age, taken);
        double bare = value - Seasons.month(m, at + SEASONS);
        double off = bare - seasons.between(m, at + SEASONS, at + SLOTS, time);
        Cells.f64(m, at + LATEST, value);
        Cells.f64(m, at + LATEST_BARE, bare);
        Cells.f64(m, at + LATEST_OFF, off);
        for (int i = 0; i < MEANS; i++) {
            toward(m, at + MEAN + 8 * i, off, RATE[i], taken);
        }
        toward(m, at + PLAIN_MEAN, bare, RATE[MEANS - 1], taken);
        Lines.add(m, at + SHORT_LINE, step, bare, SHORT_KEPT);
        Lines.add(m, at + LONG_LINE, step, bare, LONG_KEPT);
        Lines.add(m, at + LONG_LINE_OFF, step, off, LONG_KEPT);
    }

    private static void toward(byte[] m, int at, double value, double rate, long taken) {
        double mean = Cells.f64(m, at);
        Cells.f64(m, at, mean + Math.max(rate, 1.0 / (taken + 1)) * (value - mean));
    }

    static double latest(byte[] m, int at) {
        return Cells.f64(m, at + LATEST);
    }

    /** Writes what each expects at a time that lies so many intervals ahead. */
    void ask(byte[] m, int at, long time, double ahead, double[] said) {
        double season = seasons.between(m, at + SEASONS, at + SLOTS, time);
        said[0] = Cells.f64(m, at + LATEST_BARE);
        said[1] = Cells.f64(m, at + LATEST_OFF) + season;
        for (int i = 0; i < MEANS; i++) {
            said[2 + i] = Cells.f64(m, at + MEAN + 8 * i) + season;
        }
        said[2 + MEANS] = Cells.f64(m, at + PLAIN_MEAN);
        said[3 + MEANS] = Lines.at(m, at + SHORT_LINE, ahead);
        said[4 + MEANS] = Lines.at(m, at + LONG_LINE, ahead);
        said[5 + MEANS] = Lines.at(m, at + LONG_LINE_OFF, ahead) + season;
        double month = seasons.month(m, at + SEASONS, at + SLOTS, time);
        for (int i = 0; i < COUNT; i++) {
            said[i] += month;
        }
    }
}
