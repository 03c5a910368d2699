package io.shiyun.metrics;

/**
 * How often a distance was how large: counts in bins of a quarter octave, and beyond the largest 3 % a power law fitted to
 * them (Hill, Annals of Statistics 3, 1975). The counts are halved when they are many, which forgets slowly. All in {@value
 * #SIZE} bytes of a larger array.
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
    static final int SIZE = COUNTS + 2 * BINS;

    /** Counts are kept in eighths, so that what was rare fades in steps. */
    private static final int UNIT = 8;

    private static final int FULL = 4096 * UNIT;
    private static final int LEAST = 12 * UNIT;
    private static final double TAIL_PART = 0.03;
    private static final double LEAST_IN_TAIL = 6;
    private static final double STEEPEST = 10;
    private static final double USUAL_SLOPE = 3;
    /** Counts that the usual slope is worth beside what was seen. */
    private static final double BELIEF = 2;

    private static final double NATS_TO_OCTAVES = 1.4426950408889634;
    private static final double LOWEST = 1.0 / 16;
    private static final double ORDINARY = 0.1;
    private static final double BEYOND = 4;
    private static final double[] EDGE = new double[BINS + 1];

    static {
        for (int bin = 1; bin <= BINS; bin++) {
            EDGE[bin] = LOWEST * StrictMath.pow(2, (bin - 1) / 4.0);
        }
    }

    private Tail() {}

    /** Answers whether enough was counted to judge by. */
    static boolean known(byte[] m, int at) {
        return Cells.i32(m, at + TOTAL) >= LEAST;
    }

    /** Returns the surprise of a distance of at least {@code z}, in decades. */
    static double surprise(byte[] m, int at, double z) {
        int total = Cells.i32(m, at + TOTAL);
        if (total < LEAST) {
            return 0;
        }
        int bin = bin(z);
        if (bin < Cells.u8(m, at + MIDDLE_BIN)) {
            return ORDINARY;
        }
        double atEdge = Cells.f32(m, at + AT_EDGE);
        double edge = EDGE[Cells.u8(m, at + EDGE_BIN)];
        double found;
        if (z > edge) {
            found = atEdge + Cells.f32(m, at + SLOPE) * Cells.log10(z / edge);
        } else {
            double above = 0;
            for (int i = BINS - 1; i > bin; i--) {
                above += Cells.u16(m, at + COUNTS + 2 * i);
            }
            double within = bin == 0 ? 0 : (z - EDGE[bin]) / (EDGE[bin + 1] - EDGE[bin]);
            above += Cells.u16(m, at + COUNTS + 2 * bin) * (1 - within);
            found = Math.min(-Cells.log10((above + UNIT / 2.0) / (total + UNIT)), atEdge);
        }
        double knowable = knowable(total);
        double excess = found - knowable;
        return excess <= 0 ? Math.max(0, found) : knowable + excess / (1 + excess / BEYOND);
    }

    /** Returns the surprise of what was seen about once, in decades. */
    static double knowable(byte[] m, int at) {
        return knowable(Cells.i32(m, at + TOTAL));
    }

    private static double knowable(int total) {
        return Cells.log10(total / (double) UNIT + 1);
    }

    /** Returns the distance whose surprise is {@code decades}, by the fitted tail. */
    static double distance(byte[] m, int at, double decades) {
        int total = Cells.i32(m, at + TOTAL);
        if (total < LEAST) {
            return Double.NaN;
        }
        double knowable = knowable(total);
        double excess = Math.min(decades - knowable, 0.95 * BEYOND);
        double wanted = excess <= 0 ? decades : knowable + excess / (1 - excess / BEYOND);
        double atEdge = Cells.f32(m, at + AT_EDGE);
        int bin = Cells.u8(m, at + EDGE_BIN);
        if (wanted >= atEdge) {
            return EDGE[bin] * StrictMath.pow(10, (wanted - atEdge) / Cells.f32(m, at + SLOPE));
        }
        double mass = StrictMath.pow(10, -wanted) * (total + UNIT) - UNIT / 2.0;
        double above = 0;
        for (int i = BINS - 1; i > 0; i--) {
            double here = Cells.u16(m, at + COUNTS + 2 * i);
            if (above + here >= mass && here > 0) {
                return EDGE[i] + (EDGE[i + 1] - EDGE[i]) * (1 - Math.max(0, mass - above) / here);
            }
            above += here;
        }
        return EDGE[1];
    }

    static void add(byte[] m, int at, double z) {
        int bin = bin(z);
        int cell = at + COUNTS + 2 * bin;
        Cells.u16(m, cell, Cells.u16(m, cell) + UNIT);
        int total = Cells.i32(m, at + TOTAL) + UNIT;
        boolean halve = total > FULL;
        if (halve) {
            total = 0;
            for (int i = 0; i < BINS; i++) {
                int half = Cells.u16(m, at + COUNTS + 2 * i) / 2;
                Cells.u16(m, at + COUNTS + 2 * i, half);
                total += half;
            }
        }
        Cells.i32(m, at + TOTAL, total);
        int since = Cells.u16(m, at + SINCE_FIT) + 1;
        if (halve || bin > Cells.u8(m, at + EDGE_BIN) || since >= LEAST / UNIT) {
            fit(m, at, total);
            since = 0;
        }
        Cells.u16(m, at + SINCE_FIT, since);
    }

    private static void fit(byte[] m, int at, int total) {
        double wanted = Math.max(LEAST_IN_TAIL, total * TAIL_PART / UNIT) * UNIT;
        double many = 0;
        double octaves = 0;
        int bin = BINS;
        while (many < wanted && bin > 1) {
            bin--;
            double here = Cells.u16(m, at + COUNTS + 2 * bin);
            many += here;
            octaves += here * bin;
        }
        octaves = (octaves - many * bin + many / 2) / 4 / UNIT;
        Cells.u8(m, at + EDGE_BIN, bin);
        Cells.f32(m, at + AT_EDGE, -Cells.log10((many + UNIT / 2.0) / (total + UNIT)));
        double slope = (many / UNIT + BELIEF) * NATS_TO_OCTAVES / (octaves + BELIEF * NATS_TO_OCTAVES / USUAL_SLOPE);
        Cells.f32(m, at + SLOPE, Math.min(STEEPEST, slope));
        while (many < 0.6 * total && bin > 0) {
            bin--;
            many += Cells.u16(m, at + COUNTS + 2 * bin);
        }
        Cells.u8(m, at + MIDDLE_BIN, bin);
    }

    private static int bin(double z) {
        if (!(z > LOWEST)) {
            return 0;
        }
        double scaled = z / LOWEST;
        int octave = Math.getExponent(scaled);
        if (octave >= BINS / 4) {
            return BINS - 1;
        }
        double rest = scaled / (1L << octave);
        int quarter =
                rest < 1.4142135623730951 ? (rest < 1.189207115002721 ? 0 : 1) : (rest < 1.681792830507429 ? 2 : 3);
        return Math.min(BINS - 1, octave * 4 + quarter + 1);
    }
}
