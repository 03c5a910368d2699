package io.shiyun.metrics;

import java.util.Arrays;

/**
 * The inverse of the covariance of some standardised metrics over their whole life, row by row (Sherman and Morrison, Annals
 * of Mathematical Statistics 21, 1950). From it follows what each metric should be, given the others (Dempster, Biometrics
 * 28, 1972). The upper triangle lies in a larger array.
 */
final class Precision {
    private static final int SWEEPS = 3;

    private final double belief;
    private final double sharpest;
    private final double[] work;

    Precision(int metrics, JointConstants constants) {
        belief = constants.belief();
        sharpest = constants.sharpest();
        work = new double[metrics];
    }

    static int size(int metrics) {
        return 4 * metrics * (metrics + 1);
    }

    static void start(byte[] m, int at, int metrics) {
        for (int i = 0; i < metrics; i++) {
            Cells.f64(m, cell(at, metrics, i, i), 1);
        }
    }

    /** Puts in the place of what is missing what the others foretell. */
    static void foretell(byte[] m, int at, double[] z, boolean[] missing) {
        int metrics = z.length;
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int i = 0; i < metrics; i++) {
                if (missing[i]) {
                    double sum = 0;
                    for (int j = 0; j < metrics; j++) {
                        sum += j == i ? 0 : either(m, at, metrics, i, j) * z[j];
                    }
                    z[i] = -sum / Cells.f64(m, cell(at, metrics, i, i));
                }
            }
        }
    }

    /**
     * Finds how far each metric is from what the others foretell, and learns the row.
     *
     * @param rows before this one
     * @param off where the differences go
     */
    void take(byte[] m, int at, double[] z, boolean[] missing, long rows, double[] off) {
        int metrics = z.length;
        multiply(m, at, z, work);
        double square = 0;
        for (int i = 0; i < metrics; i++) {
            square += z[i] * work[i];
            off[i] = work[i] / Cells.f64(m, cell(at, metrics, i, i));
        }
        double weight = 1 / (rows + belief + 1);
        double kept = 1 - weight;
        learn(m, at, metrics, work, kept / weight + square, kept);
        for (int i = 0; i < metrics; i++) {
            double sharp = Cells.f64(m, cell(at, metrics, i, i));
            if (missing[i]) {
                doubt(m, at, metrics, i, weight);
            } else if (sharp > sharpest) {
                dull(m, at, metrics, i, Math.sqrt(sharpest / sharp));
            }
        }
    }

    /** What was foretold and not seen teaches nothing: the uncertainty that is left is put back. */
    private void doubt(byte[] m, int at, int metrics, int missing, double weight) {
        double sharp = Cells.f64(m, cell(at, metrics, missing, missing));
        for (int j = 0; j < metrics; j++) {
            work[j] = either(m, at, metrics, missing, j);
        }
        learn(m, at, metrics, work, sharp * (1 - weight) / weight + sharp, 1);
    }

    private static void dull(byte[] m, int at, int metrics, int metric, double factor) {
        for (int j = 0; j < metrics; j++) {
            int cell = cell(at, metrics, Math.min(metric, j), Math.max(metric, j));
            Cells.f64(m, cell, Cells.f64(m, cell) * (j == metric ? factor * factor : factor));
        }
    }

    private static void multiply(byte[] m, int at, double[] z, double[] product) {
        int metrics = z.length;
        Arrays.fill(product, 0);
        int cell = at;
        for (int i = 0; i < metrics; i++) {
            double zi = z[i];
            double sum = Cells.f64(m, cell) * zi;
            cell += 8;
            for (int j = i + 1; j < metrics; j++, cell += 8) {
                double p = Cells.f64(m, cell);
                sum += p * z[j];
                product[j] += p * zi;
            }
            product[i] += sum;
        }
    }

    private static void learn(byte[] m, int at, int metrics, double[] g, double divisor, double kept) {
        double per = 1 / kept;
        int cell = at;
        for (int i = 0; i < metrics; i++) {
            double part = g[i] / divisor;
            for (int j = i; j < metrics; j++, cell += 8) {
                Cells.f64(m, cell, (Cells.f64(m, cell) - part * g[j]) * per);
            }
        }
    }

    private static double either(byte[] m, int at, int metrics, int i, int j) {
        return Cells.f64(m, cell(at, metrics, Math.min(i, j), Math.max(i, j)));
    }

    private static int cell(int at, int metrics, int row, int column) {
        return at + 8 * (row * metrics - row * (row - 1) / 2 + column - row);
    }
}
