package io.shiyun.metrics;

import java.util.Arrays;

/**
 * How often a distance was how large: in bins of a quarter octave the count of all distances in this bin or above, and
 * beyond the largest 3 % a power law fitted to them (Hill, Annals of Statistics 3, 1975). The counts are halved when they
 * are many, which forgets slowly.
 *
 * <p>It lies in two places of a larger array: {@value #SIZE} bytes at {@code at}, with all that an ordinary distance
 * needs, and {@value #FAR_SIZE} at {@code far}, with the bins beyond 3.4. So that a point of one in a million series
 * touches little memory.
 *
 * <p>A surprise is the negative decimal logarithm of the probability of so large a distance. No more than a hundredth of
 * what the counts can know is claimed: beyond that surprise grows ever slower.
 */
final class Tail {
    static final int BINS = 48;
    private static final int TOTAL = 0;
    private static final int SINCE_FIT = 4;
    private static final int EDGE_BIN = 6;
    private static final int MIDDLE_BIN = 7;
    private static final int AT_EDGE = 8;
    private static final int SLOPE = 12;
    private static final int COUNTS = 16;
    private static final int NEAR = 24;
    static final int SIZE = COUNTS + 2 * NEAR;
    static final int FAR_SIZE = 2 * (BINS - NEAR);

    /** Counts are kept in eighths, so that what was rare fades in steps. */
    private static final int UNIT = 8;

    private static final int FULL = 4096 * UNIT;
    private static final int LEAST = 12 * UNIT;
    /** What a new series starts with from its siblings. */
    private static final int BORROWED = 64 * UNIT;

    private static final double TAIL_PART = 0.03;
    private static final double LEAST_IN_TAIL = 6;
    private static final double STEEPEST = 10;
    private static final double USUAL_SLOPE = 3;
    /** Counts that the usual slope is worth beside what was seen. */
    private static final double BELIEF = 2;

    private static final double NATS_TO_OCTAVES = 1.4426950408889634;
    private static final double LOWEST = 1.0 / 16;
    private static final int LOWEST_EXPONENT = -4;
    private static final double ORDINARY = 0.1;
    private static final double BEYOND = 4;
    private static final double[] EDGE = new double[BINS + 1];
    /** The surprise of what was seen about once, by the total. */
    private static final double[] KNOWABLE = new double[FULL + 1];
    /** A unit in each count, four to a number, from the lowest bin up to and with this one. */
    private static final long[] UNITS = new long[NEAR * NEAR / 4];

    private static final long FRACTION = 0xf_ffff_ffff_ffffL;
    private static final long QUARTER = Double.doubleToRawLongBits(1.189207115002721) & FRACTION;
    private static final long HALF = Double.doubleToRawLongBits(1.4142135623730951) & FRACTION;
    private static final long THREE_QUARTERS = Double.doubleToRawLongBits(1.681792830507429) & FRACTION;

    static {
        for (int bin = 1; bin <= BINS; bin++) {
            EDGE[bin] = LOWEST * StrictMath.pow(2, (bin - 1) / 4.0);
        }
        for (int total = 0; total <= FULL; total++) {
            KNOWABLE[total] = Cells.log10(total / (double) UNIT + 1);
        }
        for (int bin = 0; bin < NEAR; bin++) {
            for (int lower = 0; lower <= bin; lower++) {
                UNITS[bin * NEAR / 4 + lower / 4] += (long) UNIT << (16 * (lower % 4));
            }
        }
    }

    private Tail() {}

    /** Forgets all distances. */
    static void clear(byte[] m, int at, int far) {
        Arrays.fill(m, at, at + SIZE, (byte) 0);
        Arrays.fill(m, far, far + FAR_SIZE, (byte) 0);
    }

    /** Answers whether enough was counted to judge by. */
    static boolean known(byte[] m, int at) {
        return Cells.i32(m, at + TOTAL) >= LEAST;
    }

    /** Returns the surprise of a distance of at least {@code z}, in decades. */
    static double surprise(byte[] m, int at, int far, double z) {
        return surprise(m, at, far, z, bin(z));
    }

    /** Returns the surprise of a distance and counts it. */
    static double take(byte[] m, int at, int far, double z) {
        int bin = bin(z);
        double surprise = surprise(m, at, far, z, bin);
        add(m, at, far, bin);
        return surprise;
    }

    private static double surprise(byte[] m, int at, int far, double z, int bin) {
        int total = Cells.i32(m, at + TOTAL);
        if (total < LEAST) {
            return 0;
        }
        if (bin < Cells.u8(m, at + MIDDLE_BIN)) {
            return ORDINARY;
        }
        double atEdge = Cells.f32(m, at + AT_EDGE);
        double edge = EDGE[Cells.u8(m, at + EDGE_BIN)];
        double found;
        if (z > edge) {
            found = atEdge + Cells.f32(m, at + SLOPE) * Cells.log10(z / edge);
        } else {
            int beyond = from(m, at, far, bin + 1);
            double within = bin == 0 ? 0 : (z - EDGE[bin]) / (EDGE[bin + 1] - EDGE[bin]);
            double above = beyond + (from(m, at, far, bin) - beyond) * (1 - within);
            found = Math.min(-Cells.log10((above + UNIT / 2.0) / (total + UNIT)), atEdge);
        }
        double knowable = KNOWABLE[total];
        double excess = found - knowable;
        return excess <= 0 ? Math.max(0, found) : knowable + excess / (1 + excess / BEYOND);
    }

    /** Returns the surprise of what was seen about once, in decades. */
    static double knowable(byte[] m, int at) {
        return KNOWABLE[Cells.i32(m, at + TOTAL)];
    }

    /** Returns the distance whose surprise is {@code decades}, by the fitted tail. */
    static double distance(byte[] m, int at, int far, double decades) {
        int total = Cells.i32(m, at + TOTAL);
        if (total < LEAST) {
            return Double.NaN;
        }
        double knowable = KNOWABLE[total];
        double excess = Math.min(decades - knowable, 0.95 * BEYOND);
        double wanted = excess <= 0 ? decades : knowable + excess / (1 - excess / BEYOND);
        double atEdge = Cells.f32(m, at + AT_EDGE);
        int bin = Cells.u8(m, at + EDGE_BIN);
        if (wanted >= atEdge) {
            return EDGE[bin] * StrictMath.pow(10, (wanted - atEdge) / Cells.f32(m, at + SLOPE));
        }
        double mass = StrictMath.pow(10, -wanted) * (total + UNIT) - UNIT / 2.0;
        for (int i = BINS - 1; i > 0; i--) {
            double above = from(m, at, far, i + 1);
            double here = from(m, at, far, i) - above;
            if (above + here >= mass && here > 0) {
                return EDGE[i] + (EDGE[i + 1] - EDGE[i]) * (1 - Math.max(0, mass - above) / here);
            }
        }
        return EDGE[1];
    }

    /** Returns how many distances lay in a bin or above it. */
    static int from(byte[] m, int at, int far, int bin) {
        if (bin < NEAR) {
            return Cells.u16(m, at + COUNTS + 2 * bin);
        }
        return bin < BINS ? Cells.u16(m, far + 2 * (bin - NEAR)) : 0;
    }

    /** Starts with some of the distances that siblings counted, in their proportions. */
    static void borrow(byte[] m, int at, int far, Prior prior, int tail) {
        long all = prior.counted(tail, 0);
        if (all == 0) {
            return;
        }
        for (int bin = 0; bin < BINS; bin++) {
            int count = (int) (prior.counted(tail, bin) * BORROWED / all);
            Cells.u16(m, bin < NEAR ? at + COUNTS + 2 * bin : far + 2 * (bin - NEAR), count);
        }
        Cells.i32(m, at + TOTAL, BORROWED);
        fit(m, at, far, BORROWED);
    }

    private static void add(byte[] m, int at, int far, int bin) {
        int row = Math.min(bin, NEAR - 1) * (NEAR / 4);
        int counts = at + COUNTS;
        for (int i = 0; i < NEAR / 4; i++) {
            Cells.i64(m, counts + 8 * i, Cells.i64(m, counts + 8 * i) + UNITS[row + i]);
        }
        if (bin >= NEAR) {
            addFar(m, far, bin - NEAR);
        }
        int total = Cells.i32(m, at + TOTAL) + UNIT;
        boolean halve = total > FULL;
        if (halve) {
            total = halve(m, at, far);
        }
        Cells.i32(m, at + TOTAL, total);
        int since = Cells.u16(m, at + SINCE_FIT) + 1;
        if (halve || bin > Cells.u8(m, at + EDGE_BIN) || since >= LEAST / UNIT) {
            fit(m, at, far, total);
            since = 0;
        }
        Cells.u16(m, at + SINCE_FIT, since);
    }

    private static void addFar(byte[] m, int far, int bin) {
        for (int i = 0; i < NEAR / 4; i++) {
            Cells.i64(m, far + 8 * i, Cells.i64(m, far + 8 * i) + UNITS[bin * (NEAR / 4) + i]);
        }
    }

    /** Halves the count of each bin; returns the new total. */
    private static int halve(byte[] m, int at, int far) {
        int above = 0;
        int total = 0;
        for (int i = BINS - 1; i >= 0; i--) {
            int cell = i < NEAR ? at + COUNTS + 2 * i : far + 2 * (i - NEAR);
            int old = Cells.u16(m, cell);
            total += (old - above) / 2;
            above = old;
            Cells.u16(m, cell, total);
        }
        return total;
    }

    private static void fit(byte[] m, int at, int far, int total) {
        double wanted = Math.max(LEAST_IN_TAIL, total * TAIL_PART / UNIT) * UNIT;
        int edge = Math.max(1, Cells.u8(m, at + EDGE_BIN));
        while (edge < BINS - 1 && from(m, at, far, edge + 1) >= wanted) {
            edge++;
        }
        while (edge > 1 && from(m, at, far, edge) < wanted) {
            edge--;
        }
        double many = from(m, at, far, edge);
        int quarters = 0;
        for (int bin = edge + 1; bin < BINS; bin++) {
            int above = from(m, at, far, bin);
            if (above == 0) {
                break;
            }
            quarters += above;
        }
        double octaves = (quarters + many / 2) / 4 / UNIT;
        Cells.u8(m, at + EDGE_BIN, edge);
        Cells.f32(m, at + AT_EDGE, -Cells.log10((many + UNIT / 2.0) / (total + UNIT)));
        double slope = (many / UNIT + BELIEF) * NATS_TO_OCTAVES / (octaves + BELIEF * NATS_TO_OCTAVES / USUAL_SLOPE);
        Cells.f32(m, at + SLOPE, Math.min(STEEPEST, slope));
        double most = 0.6 * total;
        int middle = Math.min(edge, Cells.u8(m, at + MIDDLE_BIN));
        while (middle < edge && from(m, at, far, middle + 1) >= most) {
            middle++;
        }
        while (middle > 0 && from(m, at, far, middle) < most) {
            middle--;
        }
        Cells.u8(m, at + MIDDLE_BIN, middle);
    }

    private static int bin(double z) {
        if (!(z > LOWEST)) {
            return 0;
        }
        long bits = Double.doubleToRawLongBits(z);
        long fraction = bits & FRACTION;
        int octave = (int) (bits >>> 52) - Double.MAX_EXPONENT - LOWEST_EXPONENT;
        int quarter = (fraction >= QUARTER ? 1 : 0) + (fraction >= HALF ? 1 : 0) + (fraction >= THREE_QUARTERS ? 1 : 0);
        return Math.min(BINS - 1, octave * 4 + quarter + 1);
    }
}
