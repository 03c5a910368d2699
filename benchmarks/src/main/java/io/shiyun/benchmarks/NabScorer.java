package io.shiyun.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scoring of the Numenta Anomaly Benchmark (Lavin and Ahmad, 2015): the earliest alarm in a window counts, the earlier
 * the more; a missed window and each false alarm cost; 0 is a detector without an alarm, 100 a perfect one.
 */
final class NabScorer {
    private static final double LARGEST = sigmoid(-1);
    private static final int NO_WINDOW = -1;

    private final List<Row> rows = new ArrayList<>();
    private final int[] seriesOfWindow;
    private final int windows;
    private final int series;

    /** A row that counts: its score by the detector, its worth, and the window that it lies in. */
    private record Row(double score, double worth, int window, int series) {}

    /** A threshold and the score that it earns. */
    record Result(double threshold, double score) {}

    /**
     * @param all the series
     * @param scores for each series a score for each of its rows
     */
    NabScorer(List<NabSeries> all, List<double[]> scores) {
        int window = 0;
        List<Integer> owners = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            window = add(all.get(i), scores.get(i), i, window, owners);
        }
        windows = window;
        series = all.size();
        seriesOfWindow = owners.stream().mapToInt(Integer::intValue).toArray();
        rows.sort(Comparator.comparingDouble(Row::score).reversed());
    }

    private int add(NabSeries one, double[] scores, int index, int firstWindow, List<Integer> owners) {
        int next = 0;
        int[] current = null;
        int[] previous = null;
        int named = firstWindow;
        for (int i = 0; i < scores.length; i++) {
            if (current == null && next < one.windows().size() && one.windows().get(next)[0] == i) {
                current = one.windows().get(next++);
                if (current[1] >= one.probation()) {
                    owners.add(index);
                    named++;
                }
            }
            if (i >= one.probation()) {
                rows.add(new Row(
                        scores[i], worth(i, current, previous), current == null ? NO_WINDOW : named - 1, index));
            }
            if (current != null && current[1] == i) {
                previous = current;
                current = null;
            }
        }
        return named;
    }

    private static double worth(int row, int @Nullable [] current, int @Nullable [] previous) {
        if (current != null) {
            double width = current[1] - current[0] + 1.0;
            return sigmoid(-(current[1] - row + 1) / width) / LARGEST;
        }
        if (previous == null) {
            return -1;
        }
        return sigmoid((row - previous[1]) / (double) (previous[1] - previous[0]));
    }

    private static double sigmoid(double y) {
        return y > 3 ? -1 : 2 / (1 + StrictMath.exp(5 * y)) - 1;
    }

    /** Returns the threshold that earns most on these very series. */
    Result best(NabProfile profile) {
        double[] found = new double[windows];
        Arrays.fill(found, -profile.missed);
        double sum = -profile.missed * windows;
        Result best = new Result(Math.nextUp(rows.get(0).score()), normal(sum, windows, profile));
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            sum += gain(row, found, profile);
            boolean last = i + 1 == rows.size() || rows.get(i + 1).score() != row.score();
            if (last && normal(sum, windows, profile) > best.score()) {
                best = new Result(row.score(), normal(sum, windows, profile));
            }
        }
        return best;
    }

    /** Returns what a threshold earns on all series together. */
    double score(NabProfile profile, double threshold) {
        double[] each = raw(profile, threshold);
        double sum = 0;
        for (double one : each) {
            sum += one;
        }
        return normal(sum, windows, profile);
    }

    /** Returns what a threshold earns on each series, before it is normalised: at most one a window. */
    double[] raw(NabProfile profile, double threshold) {
        double[] found = new double[windows];
        Arrays.fill(found, -profile.missed);
        double[] sums = new double[series];
        for (int window = 0; window < windows; window++) {
            sums[seriesOfWindow[window]] -= profile.missed;
        }
        for (Row row : rows) {
            if (row.score() < threshold) {
                break;
            }
            sums[row.series()] += gain(row, found, profile);
        }
        return sums;
    }

    /** Returns the windows of each series. */
    int[] windows() {
        int[] counts = new int[series];
        for (int owner : seriesOfWindow) {
            counts[owner]++;
        }
        return counts;
    }

    private static double gain(Row row, double[] found, NabProfile profile) {
        if (row.window() == NO_WINDOW) {
            return row.worth() * profile.falseAlarm;
        }
        double before = found[row.window()];
        if (row.worth() <= before) {
            return 0;
        }
        found[row.window()] = row.worth();
        return row.worth() - before;
    }

    private static double normal(double sum, int windows, NabProfile profile) {
        double nothing = -profile.missed * windows;
        return 100 * (sum - nothing) / (windows - nothing);
    }
}
