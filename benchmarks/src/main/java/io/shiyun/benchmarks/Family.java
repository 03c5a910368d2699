package io.shiyun.benchmarks;

import java.util.Arrays;

/**
 * A kind of anomaly in ten strengths, made in a series of a point every five minutes whose noise has unit deviation. The
 * disturbed stretch begins at a given row; what a detector says before {@link #end} counts as found.
 */
enum Family {
    /** One point higher by 2 to 20 deviations. */
    SPIKE,
    /** One point lower by 2 to 20 deviations. */
    DIP,
    /** A day higher by half to five deviations. */
    LEVEL,
    /** A day that rises by one to ten deviations. */
    TREND,
    /** A day whose noise is 1.3 to 4 times as wide. */
    VARIANCE,
    /** A day whose course of six deviations comes 36 minutes to six hours late. */
    SEASON,
    /** 3 to 30 points that do not come; the detector is asked at each time due. */
    MISSING,
    /** 4 to 40 points that repeat the one before. */
    FLAT;

    static final int STRENGTHS = 10;
    static final int DAY = 288;
    static final long INTERVAL = 300_000;
    private static final int TO_NOTICE = 12;
    private static final double HEIGHT = 3;
    private static final double SHIFT = DAY / 40.0;

    /** Whether the series has a daily course. */
    boolean seasonal() {
        return this == SEASON;
    }

    /** First row after those in which the anomaly can be found. */
    int end(int onset, int strength) {
        return switch (this) {
            case SPIKE, DIP -> onset + TO_NOTICE;
            case LEVEL, TREND, VARIANCE, SEASON -> onset + DAY;
            case MISSING -> onset + 3 * strength + TO_NOTICE;
            case FLAT -> onset + 4 * strength + TO_NOTICE;
        };
    }

    static double[] quiet(double[] noise, boolean seasonal) {
        double[] values = noise.clone();
        for (int i = 0; seasonal && i < values.length; i++) {
            values[i] += course(i);
        }
        return values;
    }

    private static double course(double row) {
        return HEIGHT * Math.sin(2 * Math.PI * row / DAY);
    }

    /** Returns the values with the anomaly; NaN where no point comes. */
    double[] disturb(double[] noise, int onset, int strength) {
        double[] values = quiet(noise, seasonal());
        int end = end(onset, strength);
        switch (this) {
            case SPIKE -> values[onset] += 2 * strength;
            case DIP -> values[onset] -= 2 * strength;
            case MISSING -> Arrays.fill(values, onset, end - TO_NOTICE, Double.NaN);
            case FLAT -> Arrays.fill(values, onset, end - TO_NOTICE, values[onset - 1]);
            default -> {
                for (int i = onset; i < end; i++) {
                    values[i] = disturbed(values[i], noise[i], i, i - onset + 1.0, strength);
                }
            }
        }
        return values;
    }

    private double disturbed(double value, double noise, int row, double after, int strength) {
        return switch (this) {
            case LEVEL -> value + 0.5 * strength;
            case TREND -> value + strength * after / DAY;
            case VARIANCE -> value * (1 + 0.3 * strength);
            case SEASON -> noise + course(row - SHIFT * strength);
            default -> value;
        };
    }
}
