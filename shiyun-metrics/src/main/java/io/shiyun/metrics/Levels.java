package io.shiyun.metrics;

/**
 * Heights of a series on several time scales: its mean and deviation over the whole life, a slow level of {@value #SLOW_SPAN}
 * points, fast ones of 4, 12, 16 and 64, the range ever seen, and how widely it moves. All in {@value #SIZE} bytes of a
 * larger array.
 */
final class Levels {
    private static final double SLOW_SPAN = 300;
    private static final double FAST_RATE = 2 / 13.0;
    private static final double RATE_4 = 2 / 5.0;
    private static final double RATE_16 = 2 / 17.0;
    private static final double RATE_64 = 2 / 65.0;
    /** Deviations that one point may count for in the mean of a life. */
    private static final double LIFE_CLIP = 30;

    /** Deviations that count when heights are smoothed: single precision holds them. */
    private static final double FARTHEST = 1e30;

    private static final double CLIP = 8;
    private static final double SCALE_CLIP = 6;
    /** A deviation in mean distances, where the noise is normal. */
    static final double BY_MEAN = 1.2533141373155003;

    private static final double TINY = 1e-9;
    private static final int YOUNG = 30;

    static final int MEAN = 0;
    static final int VARIANCE = 8;
    static final int SLOW = 16;
    static final int FAST = 24;
    static final int MEAN_4 = 32;
    static final int MEAN_16 = 40;
    private static final int MEAN_64 = 48;
    static final int LOWEST = 56;
    static final int HIGHEST = 64;
    static final int FAST_LOWEST = 72;
    static final int FAST_HIGHEST = 80;
    /** This and what follows is kept with single precision. */
    static final int SCALE = 88;

    private static final int SMOOTH_Z = 92;
    static final int MOVES = 96;
    static final int USUAL_MOVES = 100;
    static final int SIZE = 104;

    private Levels() {}

    static void start(byte[] m, int at, double x) {
        for (int field :
                new int[] {MEAN, SLOW, FAST, MEAN_4, MEAN_16, MEAN_64, LOWEST, HIGHEST, FAST_LOWEST, FAST_HIGHEST}) {
            Cells.f64(m, at + field, x);
        }
    }

    static double deviation(byte[] m, int at) {
        return Math.max(Math.sqrt(Cells.f64(m, at + VARIANCE)), TINY * (1 + Math.abs(Cells.f64(m, at + MEAN))));
    }

    static double scale(byte[] m, int at) {
        return Math.max(Cells.f32(m, at + SCALE), TINY * (1 + Math.abs(Cells.f64(m, at + SLOW))));
    }

    /** Usual distance from the level of the latest twelve points. */
    static double usualMove(byte[] m, int at) {
        return Cells.f32(m, at + USUAL_MOVES);
    }

    /** The rate of the fast levels; {@code life} is one in all points with the new one. */
    static double fastRate(double life) {
        return Math.max(FAST_RATE, life);
    }

    static double slowRate(double life) {
        return Math.max(1 / SLOW_SPAN, life);
    }

    /** Moves the fast levels to a new point and tells how far off each view of it is, in {@code off}. */
    static void look(
            byte[] m, int at, double x, long taken, double life, double deviation, double scale, double[] off) {
        double mean = Cells.f64(m, at + MEAN);
        double rate = fastRate(life);
        double old4 = Cells.f64(m, at + MEAN_4);
        double old16 = Cells.f64(m, at + MEAN_16);
        double old64 = Cells.f64(m, at + MEAN_64);
        toward(m, at + MEAN_4, old4, x, RATE_4, life);
        double new16 = toward(m, at + MEAN_16, old16, x, RATE_16, life);
        double new64 = toward(m, at + MEAN_64, old64, x, RATE_64, life);
        boolean known = taken > 1;
        double z = known ? (x - mean) / deviation : 0;
        double smooth = Cells.f32(m, at + SMOOTH_Z);
        smooth += rate * (Math.max(-FARTHEST, Math.min(FARTHEST, z)) - smooth);
        Cells.f32(m, at + SMOOTH_Z, smooth);
        off[Views.HEIGHT] = z;
        off[Views.SMOOTH_HEIGHT] = smooth;
        off[Views.BAND_1] = known ? (x - old4) / deviation : 0;
        off[Views.BAND_16] = known ? (new16 - old64) / deviation : 0;
        off[Views.BAND_64] = known ? (new64 - mean) / deviation : 0;
        double step = Math.abs(x - Cells.f64(m, at + FAST));
        double moves = Cells.f32(m, at + MOVES);
        moves += rate * (step - moves);
        Cells.f32(m, at + MOVES, moves);
        double usual = Cells.f32(m, at + USUAL_MOVES);
        double floor = 1e-6 * scale + Double.MIN_NORMAL;
        double wider = moves + floor;
        double wont = usual + floor;
        off[Views.SPREAD] = wider < 0.99 * wont ? 0 : Math.max(0, Cells.log2(wider / wont));
        Cells.f32(m, at + USUAL_MOVES, taken == 0 ? step : usual + slowRate(life) * (step - usual));
    }

    private static double toward(byte[] m, int at, double old, double x, double rate, double life) {
        double moved = old + Math.max(rate, life) * (x - old);
        Cells.f64(m, at, moved);
        return moved;
    }

    /** How far a point lies outside all before, in the width of their range. */
    static double record(byte[] m, int at, double x) {
        return beyond(Cells.f64(m, at + LOWEST), Cells.f64(m, at + HIGHEST), x, 1);
    }

    /** How far the fast level lies outside all before. */
    static double fastRecord(byte[] m, int at, double fast) {
        return beyond(Cells.f64(m, at + FAST_LOWEST), Cells.f64(m, at + FAST_HIGHEST), fast, 0);
    }

    private static double beyond(double low, double high, double value, double ofNoWidth) {
        double beyond = Math.max(value - high, low - value);
        if (!(beyond > 0)) {
            return 0;
        }
        return high > low ? beyond / (high - low) : ofNoWidth;
    }

    /** Returns the fast level that a point leads to. */
    static double nextFast(byte[] m, int at, double x, double life) {
        double fast = Cells.f64(m, at + FAST);
        return fast + fastRate(life) * (x - fast);
    }

    /** Learns a point after it was judged. */
    static void learn(byte[] m, int at, double x, long taken, double life, double deviation, double fast) {
        boolean young = taken < YOUNG;
        double mean = Cells.f64(m, at + MEAN);
        double limit = young ? Double.MAX_VALUE : LIFE_CLIP * deviation;
        double off = Math.max(-limit, Math.min(limit, x - mean));
        Cells.f64(m, at + MEAN, mean + life * off);
        double variance = Cells.f64(m, at + VARIANCE);
        Cells.f64(m, at + VARIANCE, taken == 1 ? off * off : variance + life * (off * off - variance));

        double slow = Cells.f64(m, at + SLOW);
        double usual = scale(m, at);
        double rate = slowRate(life);
        double distance = Math.abs(x - slow);
        double scale = Cells.f32(m, at + SCALE);
        double counted = young ? distance : Math.min(distance, SCALE_CLIP * usual);
        Cells.f32(m, at + SCALE, taken == 1 ? distance : scale + rate * (BY_MEAN * counted - scale));
        double step = young ? distance : Math.min(distance, CLIP * usual);
        Cells.f64(m, at + SLOW, slow + rate * Math.copySign(step, x - slow));
        Cells.f64(m, at + FAST, fast);
        if (x < Cells.f64(m, at + LOWEST)) {
            Cells.f64(m, at + LOWEST, x);
        }
        if (x > Cells.f64(m, at + HIGHEST)) {
            Cells.f64(m, at + HIGHEST, x);
        }
        if (fast < Cells.f64(m, at + FAST_LOWEST)) {
            Cells.f64(m, at + FAST_LOWEST, fast);
        }
        if (fast > Cells.f64(m, at + FAST_HIGHEST)) {
            Cells.f64(m, at + FAST_HIGHEST, fast);
        }
    }

    /** The level is what the latest sixteen points say. */
    static void restart(byte[] m, int at) {
        Cells.f64(m, at + SLOW, Cells.f64(m, at + MEAN_16));
    }
}
