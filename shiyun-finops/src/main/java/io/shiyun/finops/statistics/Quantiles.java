package io.shiyun.finops.statistics;

import java.util.Arrays;

/** Medians, and quantiles of the normal law and of Student's. */
public final class Quantiles {
    /** Scale of a normal law by its median absolute deviation. */
    public static final double BY_MEDIAN = 1.4826022185056018;

    private static final double DENSITY = 1 / Math.sqrt(2 * Math.PI);

    private Quantiles() {}

    /** Returns the median, or 0 of nothing. */
    public static double median(double[] values) {
        if (values.length == 0) {
            return 0;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** Returns the scale of the values about a centre: robust, and that of a normal law where they follow one. */
    public static double scale(double[] values, double centre) {
        double[] off = Arrays.stream(values).map(v -> Math.abs(v - centre)).toArray();
        double byMedian = BY_MEDIAN * median(off);
        return byMedian > 0
                ? byMedian
                : Math.sqrt(Math.PI / 2) * Arrays.stream(off).average().orElse(0);
    }

    /** Returns the normal distribution function, by Marsaglia's series (2004), for |x| up to 7. */
    public static double normal(double x) {
        double sum = x;
        double term = x;
        for (int i = 3; Math.abs(term) > 1e-17 && i < 400; i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * DENSITY * Math.exp(-x * x / 2);
    }

    /** Returns how many scales a normal value stays within with this probability, in (0, 1). */
    public static double normalReach(double within) {
        double low = 0;
        double high = 7;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (2 * normal(middle) - 1 < within) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /**
     * Returns how many scales a value stays within with this probability when the scale itself was estimated from so many
     * independent values: the quantile of Student's law by its expansion in powers of 1/n (Abramowitz and Stegun 26.7.5).
     */
    public static double studentReach(double within, double freedom) {
        double z = normalReach(within);
        double g1 = (Math.pow(z, 3) + z) / 4;
        double g2 = (5 * Math.pow(z, 5) + 16 * Math.pow(z, 3) + 3 * z) / 96;
        double g3 = (3 * Math.pow(z, 7) + 19 * Math.pow(z, 5) + 17 * Math.pow(z, 3) - 15 * z) / 384;
        return z + g1 / freedom + g2 / Math.pow(freedom, 2) + g3 / Math.pow(freedom, 3);
    }
}
