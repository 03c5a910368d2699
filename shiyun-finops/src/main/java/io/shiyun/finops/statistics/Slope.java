package io.shiyun.finops.statistics;

import java.util.Arrays;

/**
 * The slope of points by Theil and Sen: the median of the slopes of all pairs.
 *
 * @param slope by the day
 * @param kendall Kendall's statistic of rising and falling pairs, in its standard deviations
 * @param straight whether a line explains the points better than two levels with one step between them
 */
public record Slope(double slope, double kendall, boolean straight) {
    public static Slope of(double[] x, double[] y) {
        int n = x.length;
        double[] slopes = new double[n * (n - 1) / 2];
        int pairs = 0;
        int rising = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[pairs++] = (y[j] - y[i]) / (x[j] - x[i]);
                rising += (int) Math.signum(y[j] - y[i]);
            }
        }
        double slope = Quantiles.median(slopes);
        double deviation = Math.sqrt(n * (n - 1.0) * (2.0 * n + 5) / 18);
        return new Slope(slope, rising / deviation, line(x, y, slope) < 0.95 * step(y));
    }

    private static double line(double[] x, double[] y, double slope) {
        double[] off = new double[x.length];
        for (int i = 0; i < off.length; i++) {
            off[i] = y[i] - slope * x[i];
        }
        return misfit(off);
    }

    private static double step(double[] y) {
        double best = Double.MAX_VALUE;
        for (int at = 3; at <= y.length - 3; at++) {
            best = Math.min(best, misfit(Arrays.copyOfRange(y, 0, at)) + misfit(Arrays.copyOfRange(y, at, y.length)));
        }
        return best;
    }

    private static double misfit(double[] values) {
        double median = Quantiles.median(values);
        return Arrays.stream(values).map(v -> Math.abs(v - median)).sum();
    }
}
