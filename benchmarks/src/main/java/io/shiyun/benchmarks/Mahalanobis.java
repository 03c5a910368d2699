package io.shiyun.benchmarks;

/**
 * Distance of a row from the mean of all before it in their covariance, the inverse of which follows each row; a row counts
 * to ten deviations, and the first thirty teach the means alone.
 */
final class Mahalanobis implements VusScore.Joint {
    private static final int FIRST = 30;
    private static final double FURTHEST = 10;

    private double[][] inverse = new double[0][0];
    private double[] mean = new double[0];
    private double[] variance = new double[0];
    private long rows;

    @Override
    public double feed(long time, double[] row) {
        int width = row.length;
        if (rows == 0) {
            inverse = new double[width][width];
            mean = row.clone();
            variance = new double[width];
            for (int i = 0; i < width; i++) {
                inverse[i][i] = 1;
            }
        }
        rows++;
        double[] z = new double[width];
        for (int i = 0; i < width; i++) {
            double off = row[i] - mean[i];
            z[i] = variance[i] > 0 ? Math.max(-FURTHEST, Math.min(FURTHEST, off / Math.sqrt(variance[i]))) : 0;
            mean[i] += off / rows;
            variance[i] += (off * off - variance[i]) / rows;
        }
        if (rows <= FIRST) {
            return 0;
        }
        double[] g = new double[width];
        double square = 0;
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                g[i] += inverse[i][j] * z[j];
            }
            square += g[i] * z[i];
        }
        double kept = 1 - 1.0 / rows;
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                inverse[i][j] = (inverse[i][j] - g[i] * g[j] / (kept * rows + square)) / kept;
            }
        }
        return square;
    }
}
