package io.shiyun.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Volume under the surface of precision and recall, as TSB-AD defines it (Liu and Paparrizos, NeurIPS 2024; Paparrizos et
 * al., VLDB 2022): labels are widened by slopes of every length up to a window, recall counts how many labelled ranges are
 * touched at all, precision and recall are taken at 250 ranks of the score, and the areas of all lengths are averaged.
 */
final class VusPr {
    /** Longest slope at both ends of a labelled range, in points. */
    static final int WINDOW = 100;

    private static final int RANKS = 250;

    private final boolean[] labels;
    private final List<int[]> ranges;
    private final int positives;
    private final int[] order;
    private final int[] rank;
    private final int[] predicted = new int[RANKS];

    private VusPr(boolean[] labels, double[] scores) {
        this.labels = labels;
        this.ranges = ranges(labels);
        int count = 0;
        for (boolean label : labels) {
            count += label ? 1 : 0;
        }
        positives = count;
        order = descending(scores);
        rank = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            rank[order[i]] = i;
        }
        for (int k = 0; k < RANKS; k++) {
            int at = (int) (k * ((scores.length - 1.0) / (RANKS - 1)));
            while (at + 1 < order.length && scores[order[at + 1]] == scores[order[at]]) {
                at++;
            }
            predicted[k] = at + 1;
        }
    }

    /**
     * Returns the volume, from 0 to about 1.
     *
     * @param labels which points are anomalies; at least one is
     * @param scores for each point how unusual it is; only their order counts
     */
    static double of(boolean[] labels, double[] scores) {
        VusPr all = new VusPr(labels, scores);
        if (all.ranges.isEmpty() || labels.length != scores.length) {
            throw new IllegalArgumentException("volume needs as many scores as labels, and a label that is set");
        }
        double sum = 0;
        for (int window = 0; window <= WINDOW; window++) {
            sum += all.area(window);
        }
        return sum / (WINDOW + 1);
    }

    private double area(int window) {
        double[] weight = weights(window);
        List<int[]> parts = merged(window);
        int[] firstRank = new int[parts.size()];
        for (int i = 0; i < firstRank.length; i++) {
            firstRank[i] = Integer.MAX_VALUE;
            for (int at = parts.get(i)[0]; at <= parts.get(i)[1]; at++) {
                firstRank[i] = Math.min(firstRank[i], rank[at]);
            }
        }
        Arrays.sort(firstRank);
        double area = 0;
        double recall = 0;
        double hit = 0;
        double sloped = 0;
        int touched = 0;
        int taken = 0;
        for (int k = 0; k < RANKS; k++) {
            for (; taken < predicted[k]; taken++) {
                int at = order[taken];
                hit += weight[at];
                sloped += labels[at] ? 0 : weight[at];
            }
            while (touched < firstRank.length && firstRank[touched] < taken) {
                touched++;
            }
            double wanted = positives + sloped / 2;
            double next = Math.min(hit / wanted, 1) * touched / firstRank.length;
            area += (next - recall) * hit / taken;
            recall = next;
        }
        return area;
    }

    private double[] weights(int window) {
        double[] weight = new double[labels.length];
        for (int[] range : ranges) {
            for (int at = range[1] + 1; at < Math.min(range[1] + window / 2 + 1, weight.length); at++) {
                weight[at] += Math.sqrt(1 - (at - range[1]) / (double) window);
            }
            for (int at = Math.max(range[0] - window / 2, 0); at < range[0]; at++) {
                weight[at] += Math.sqrt(1 - (range[0] - at) / (double) window);
            }
            Arrays.fill(weight, range[0], range[1] + 1, 1);
        }
        for (int at = 0; at < weight.length; at++) {
            weight[at] = labels[at] ? 1 : Math.min(1, weight[at]);
        }
        return weight;
    }

    /** The labelled ranges with half a window at both ends, those that meet made one. */
    private List<int[]> merged(int window) {
        int half = window / 2;
        List<int[]> parts = new ArrayList<>();
        int first = Math.max(ranges.get(0)[0] - half, 0);
        for (int i = 0; i + 1 < ranges.size(); i++) {
            if (ranges.get(i)[1] + half < ranges.get(i + 1)[0] - half) {
                parts.add(new int[] {first, ranges.get(i)[1] + half});
                first = ranges.get(i + 1)[0] - half;
            }
        }
        parts.add(new int[] {first, Math.min(ranges.get(ranges.size() - 1)[1] + half, labels.length - 1)});
        return parts;
    }

    private static List<int[]> ranges(boolean[] labels) {
        List<int[]> ranges = new ArrayList<>();
        for (int at = 0; at < labels.length; at++) {
            if (labels[at] && (at == 0 || !labels[at - 1])) {
                ranges.add(new int[] {at, at});
            }
            if (labels[at]) {
                ranges.get(ranges.size() - 1)[1] = at;
            }
        }
        return ranges;
    }

    private static int[] descending(double[] scores) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, at -> at);
        Arrays.sort(order, (a, b) -> Double.compare(scores[b], scores[a]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }
}
