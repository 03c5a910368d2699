package io.shiyun.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The latest row of a joint detector: how unusual each metric is in it, and the whole, which is the mean of the most unusual. */
final class JointRow {
    private static final double LARGEST = 1e30;
    private static final double LEAST = 1e-100;

    private final byte[] state;
    private final int metrics;
    private final Facet facet;
    private final Precision precision;
    private final double briefRate;
    private final double lastingRate;
    private final double[] values;
    private final double[] z;
    private final double[] apart;
    private final boolean[] missing;
    private final double[] expected;
    private final double[] signed;
    private final Baseline[] baseline;
    /** The greatest deviations of the row, the greatest first. */
    private final double[] greatest;

    JointRow(byte[] state, int metrics, JointConstants constants) {
        this.state = state;
        this.metrics = metrics;
        facet = new Facet(constants);
        precision = new Precision(metrics, constants);
        briefRate = JointConstants.rate(constants.brief());
        lastingRate = JointConstants.rate(constants.lasting());
        values = new double[metrics];
        z = new double[metrics];
        apart = new double[metrics];
        missing = new boolean[metrics];
        expected = new double[metrics];
        signed = new double[metrics];
        baseline = new Baseline[metrics];
        Arrays.fill(baseline, Baseline.LATEST);
        greatest = new double[Math.min(metrics, constants.most(metrics))];
    }

    /** Reads a row and returns how many metrics have a value; teaches nothing. */
    int read(double[] row) {
        int known = 0;
        for (int i = 0; i < metrics; i++) {
            missing[i] = !Double.isFinite(row[i]);
            values[i] = missing[i] ? Double.NaN : bounded(row[i]);
            known += missing[i] ? 0 : 1;
        }
        return known;
    }

    /** So that no square overflows and none that counts is lost. */
    private static double bounded(double x) {
        return Math.abs(x) < LEAST ? 0 : Math.max(-LARGEST, Math.min(LARGEST, x));
    }

    /**
     * Finds how unusual each metric of the row that was read is, and the whole, and learns it.
     *
     * @param row that was read
     * @param known metrics that have a value, at least one
     * @param taken rows before this one
     * @return the deviation of the whole
     */
    double look(double[] row, int known, long time, long taken) {
        standardise(row);
        int at = JointLayout.precision(metrics);
        if (known < metrics) {
            Precision.foretell(state, at, z, missing);
        }
        precision.take(state, at, z, missing, taken, apart);
        Arrays.fill(greatest, 0);
        for (int i = 0; i < metrics; i++) {
            double found = missing[i] ? 0 : find(i, time);
            fade(JointLayout.facet(i) + Facet.HEAT, found, briefRate);
        }
        int most = Math.min(known, greatest.length);
        double sum = 0;
        for (int i = 0; i < most; i++) {
            sum += greatest[i];
        }
        double brief = fade(JointLayout.BRIEF, sum / most, briefRate);
        double lasting = fade(JointLayout.LASTING, sum / most, lastingRate);
        return (brief + lasting) / 2;
    }

    private void standardise(double[] row) {
        for (int i = 0; i < metrics; i++) {
            int at = JointLayout.facet(i);
            if (missing[i]) {
                Cells.count(state, at + (Double.isNaN(row[i]) ? Facet.MISSING : Facet.NOT_FINITE));
                z[i] = 0;
            } else {
                z[i] = facet.standardise(state, at, values[i]);
            }
        }
    }

    private double find(int metric, long time) {
        double found = facet.take(state, JointLayout.facet(metric), time, values[metric], z[metric], apart[metric]);
        expected[metric] = facet.expected;
        signed[metric] = facet.deviation;
        baseline[metric] = facet.baseline;
        keep(found);
        return found;
    }

    private void keep(double found) {
        int i = greatest.length - 1;
        if (found <= greatest[i]) {
            return;
        }
        for (; i > 0 && greatest[i - 1] < found; i--) {
            greatest[i] = greatest[i - 1];
        }
        greatest[i] = found;
    }

    private double fade(int at, double now, double rate) {
        double mean = Cells.f64(state, at);
        mean += rate * (now - mean);
        Cells.f64(state, at, mean);
        return mean;
    }

    /** Returns the metrics that are most unusual, the most unusual first. */
    List<Contribution> causes() {
        double sum = 0;
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < metrics; i++) {
            if (!missing[i] && heat(i) > 0) {
                sum += heat(i);
                order.add(i);
            }
        }
        order.sort(Comparator.comparingDouble((Integer i) -> -heat(i)));
        List<Contribution> found = new ArrayList<>();
        for (int i : order.subList(0, Math.min(JointDetector.MOST_CAUSES, order.size()))) {
            Direction direction = signed[i] > 0 ? Direction.UP : signed[i] < 0 ? Direction.DOWN : Direction.NONE;
            found.add(new Contribution(i, values[i], expected[i], direction, baseline[i], heat(i), heat(i) / sum));
        }
        return found;
    }

    private double heat(int metric) {
        return Cells.f64(state, JointLayout.facet(metric) + Facet.HEAT);
    }
}
