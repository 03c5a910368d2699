package io.shiyun.metrics;

/**
 * How well the experts foretold the series one number of intervals ahead, and how far off they were together. A few
 * forecasts are out at any time and teach when they come due. All in {@value #SIZE} bytes of a larger array.
 *
 * <p>The edges of the interval are moved by each outcome so that in the long run 5 of 100 lie beyond either (online
 * conformal prediction: Gibbs and Candes 2021, Angelopoulos and others 2023), in units of the usual distance.
 */
final class Horizon {
    private static final int ASKED = 4;
    private static final int ERRORS = 0;
    private static final int TRIED = ERRORS + 4 * Experts.COUNT;
    private static final int SCALE = TRIED + 4;
    private static final int UPPER = SCALE + 4;
    private static final int LOWER = UPPER + 4;
    private static final int HEAD = LOWER + 4;
    private static final int OUT = HEAD + 1;
    private static final int ISSUED = OUT + 3;
    private static final int PENDING = ISSUED + 8;
    private static final int DUE = 0;
    /** What the rest of a forecast is counted from: the value when it was made. */
    private static final int BASE = 8;

    private static final int POINT = 16;
    private static final int SAID = 20;
    private static final int PENDING_SIZE = SAID + 4 * Experts.COUNT;
    static final int SIZE = PENDING + ASKED * PENDING_SIZE;

    private static final double BEYOND = 0.05;
    private static final double FIRST_EDGE = 2.1;
    private static final double LEAST_STEP = 0.08;
    private static final double SLOWEST = 1 / 32.0;
    private static final double CLIP = 8;

    private Horizon() {}

    static void start(byte[] m, int at) {
        Cells.f32(m, at + UPPER, FIRST_EDGE);
        Cells.f32(m, at + LOWER, -FIRST_EDGE);
    }

    static int tried(byte[] m, int at) {
        return Cells.i32(m, at + TRIED);
    }

    /** The experts' opinions, each by how little it erred. */
    static double together(byte[] m, int at, double[] said) {
        double least = Double.MAX_VALUE;
        for (int e = 0; e < Experts.COUNT; e++) {
            least = Math.min(least, Cells.f32(m, at + ERRORS + 4 * e));
        }
        // Counted from one of them, so that a constant stays one to the bit.
        double sum = 0;
        double weights = 0;
        for (int e = 0; e < Experts.COUNT; e++) {
            double error = Cells.f32(m, at + ERRORS + 4 * e);
            double ratio = error > least ? least / error : 1;
            double weight = ratio * ratio;
            weight *= weight;
            sum += weight * (said[e] - said[0]);
            weights += weight;
        }
        return said[0] + sum / weights;
    }

    /** How far above the point the upper edge is, or below it the lower one as a negative number. */
    static double edge(byte[] m, int at, boolean upper) {
        return Cells.f32(m, at + SCALE) * Cells.f32(m, at + (upper ? UPPER : LOWER));
    }

    /** Learns from each forecast that is due; one whose time no point came near is forgotten. */
    static void resolve(byte[] m, int at, long time, double value, double tolerance) {
        while (Cells.u8(m, at + OUT) > 0) {
            int head = Cells.u8(m, at + HEAD);
            int pending = at + PENDING + head * PENDING_SIZE;
            long due = Cells.i64(m, pending + DUE);
            if (due > time) {
                return;
            }
            if (time - due <= tolerance) {
                learn(m, at, pending, value - Cells.f64(m, pending + BASE));
            }
            Cells.u8(m, at + HEAD, (head + 1) % ASKED);
            Cells.u8(m, at + OUT, Cells.u8(m, at + OUT) - 1);
        }
    }

    private static void learn(byte[] m, int at, int pending, double value) {
        int tried = tried(m, at);
        double rate = Math.max(SLOWEST, 1.0 / (tried + 1));
        for (int e = 0; e < Experts.COUNT; e++) {
            double old = Cells.f32(m, at + ERRORS + 4 * e);
            double error = Math.abs(value - Cells.f32(m, pending + SAID + 4 * e));
            Cells.f32(m, at + ERRORS + 4 * e, old + rate * (error - old));
        }
        double off = value - Cells.f32(m, pending + POINT);
        double scale = Cells.f32(m, at + SCALE);
        if (tried > 0) {
            double z = scale > 0 ? off / scale : off == 0 ? 0 : Math.copySign(CLIP, off);
            double step = Math.max(LEAST_STEP, 1 / Math.sqrt(tried + 4.0));
            double upper = Cells.f32(m, at + UPPER);
            double lower = Cells.f32(m, at + LOWER);
            Cells.f32(m, at + UPPER, Math.max(0, upper + step * ((z > upper ? 1 : 0) - BEYOND)));
            Cells.f32(m, at + LOWER, Math.min(0, lower - step * ((z < lower ? 1 : 0) - BEYOND)));
        }
        double counted = tried < ASKED || scale == 0 ? Math.abs(off) : Math.min(Math.abs(off), CLIP * scale);
        Cells.f32(m, at + SCALE, scale + rate * (counted - scale));
        Cells.i32(m, at + TRIED, Math.min(Integer.MAX_VALUE - 1, tried) + 1);
    }

    /** Answers whether a forecast is to be made now. */
    static boolean asks(byte[] m, int at, long time, double length) {
        int out = Cells.u8(m, at + OUT);
        return out == 0 || (out < ASKED && time - Cells.i64(m, at + ISSUED) >= length / ASKED);
    }

    /** Makes a forecast; {@code point} is what the experts say together. */
    static void ask(byte[] m, int at, long time, double value, long due, double point, double[] said) {
        int out = Cells.u8(m, at + OUT);
        int pending = at + PENDING + (Cells.u8(m, at + HEAD) + out) % ASKED * PENDING_SIZE;
        Cells.i64(m, pending + DUE, due);
        Cells.f64(m, pending + BASE, value);
        Cells.f32(m, pending + POINT, point - value);
        for (int e = 0; e < Experts.COUNT; e++) {
            Cells.f32(m, pending + SAID + 4 * e, said[e] - value);
        }
        Cells.u8(m, at + OUT, out + 1);
        Cells.i64(m, at + ISSUED, time);
    }
}
