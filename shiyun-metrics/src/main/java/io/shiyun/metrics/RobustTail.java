package io.shiyun.metrics;

import java.util.Arrays;

/**
 * How often a series was how many robust deviations away: counts in bins of a quarter octave, and beyond the largest 1 %
 * an exponential law with their mean excess, as peaks over a threshold have it (Pickands, Annals of Statistics 3, 1975,
 * with shape zero). The counts are halved when they are many, which forgets slowly.
 */
final class RobustTail {
    static final int BINS = 44;
    private static final double LOWEST = 0.25;
    private static final int HALVE_AT = 4096;
    private static final int TAIL_COUNT = 8;
    private static final double QUARTER = 1.189207115002721;
    private static final double HALF = 1.4142135623730951;
    private static final double THREE_QUARTERS = 1.681792830507429;
    /** What is believed of any series before its first point: 32 distances, a little heavier than a normal law's. */
    private static final int[] PRIOR = {6, 2, 2, 2, 3, 3, 4, 3, 3, 2, 1, 1};

    private static final double[] EDGE = new double[BINS];
    private static final double[] MIDDLE = new double[BINS];

    static {
        for (int bin = 0; bin < BINS; bin++) {
            EDGE[bin] = LOWEST * StrictMath.pow(2, bin / 4.0);
            MIDDLE[bin] = LOWEST * StrictMath.pow(2, (bin + 0.5) / 4.0);
        }
    }

    private final short[] counts = new short[BINS];
    private int total;

    private double edge;
    private double beyond;
    private double excess;
    private double alarm;

    RobustTail() {
        for (int bin = 0; bin < PRIOR.length; bin++) {
            counts[bin] = (short) PRIOR[bin];
            total += PRIOR[bin];
        }
        fit();
    }

    /** Returns the probability of a distance of at least {@code z}, in (0, 1]. */
    double p(double z) {
        if (z > edge) {
            return Math.max(Double.MIN_NORMAL, beyond * StrictMath.exp((edge - z) / excess));
        }
        int above = 0;
        for (int bin = BINS - 1; bin > bin(z); bin--) {
            above += counts[bin];
        }
        return Math.max(beyond, (above + 1.0) / (total + 1.0));
    }

    /** Returns the distance whose probability is half of {@link RobustDetector#ALARM}. */
    double alarm() {
        return alarm;
    }

    void add(double z) {
        counts[bin(z)]++;
        if (++total >= HALVE_AT) {
            total = 0;
            for (int bin = 0; bin < BINS; bin++) {
                counts[bin] = (short) (counts[bin] / 2);
                total += counts[bin];
            }
        }
        if (z > edge || (total & 15) == 0) {
            fit();
        }
    }

    private void fit() {
        int wanted = Math.max(TAIL_COUNT, total / 100);
        int count = 0;
        double sum = 0;
        int bin = BINS;
        while (count < wanted && bin > 1) {
            bin--;
            count += counts[bin];
            sum += counts[bin] * MIDDLE[bin];
        }
        edge = EDGE[bin];
        beyond = (count + 1.0) / (total + 1.0);
        excess = (sum - count * edge + edge / 2) / (count + 1.0);
        alarm = edge + excess * StrictMath.log(2 * beyond / RobustDetector.ALARM);
    }

    private static int bin(double z) {
        if (!(z > LOWEST)) {
            return 0;
        }
        double scaled = z / LOWEST;
        int octave = Math.getExponent(scaled);
        double rest = scaled / Math.scalb(1.0, octave);
        int quarter = rest < HALF ? (rest < QUARTER ? 0 : 1) : (rest < THREE_QUARTERS ? 2 : 3);
        return Math.min(BINS - 1, octave * 4 + quarter);
    }

    void write(StateWriter out) {
        for (short count : counts) {
            out.int16(count);
        }
        out.float64(edge);
        out.float64(beyond);
        out.float64(excess);
        out.float64(alarm);
    }

    void read(StateReader in) {
        Arrays.fill(counts, (short) 0);
        total = 0;
        for (int bin = 0; bin < BINS; bin++) {
            counts[bin] = (short) in.int16();
            total += counts[bin];
        }
        edge = in.float64();
        beyond = in.float64();
        excess = in.float64();
        alarm = in.float64();
    }
}
