package io.shiyun.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How far the scores on a folder of the Numenta Anomaly Benchmark can be trusted: the threshold is chosen on a random half
 * of the series and judged on the other, a hundred times; and that of all series is judged on the same ones in disguise.
 *
 * <p>Argument: {@code DIR}.
 */
public final class NabHalves {
    private static final int SPLITS = 100;

    private NabHalves() {}

    /** Prints both; ends with 2 and a hint when no folder is given. */
    public static void main(String[] args) throws IOException {
        Path folder = Arguments.read(args).get("");
        if (folder == null) {
            System.err.println("use: NabHalves DIR");
            System.exit(2);
            return;
        }
        List<NabSeries> series = NabSeries.folder(folder);
        List<double[]> scores = series.stream().map(NabScore::run).toList();
        NabScorer all = new NabScorer(series, scores);
        System.out.printf("%-34s", "");
        for (NabProfile profile : NabProfile.values()) {
            System.out.printf(" %22s", profile.id);
        }
        System.out.println();
        line("chosen and judged on all", profile -> all.best(profile).score());
        double[][] halves = halves(series, scores);
        line("chosen on one half, other judged", profile -> mean(halves[profile.ordinal()]));
        line("  scatter of one half", profile -> deviation(halves[profile.ordinal()]));
        double[] sums = new double[NabProfile.values().length];
        for (Disguise disguise : Disguise.values()) {
            List<NabSeries> other = series.stream().map(disguise::of).toList();
            NabScorer scorer =
                    new NabScorer(other, other.stream().map(NabScore::run).toList());
            line("frozen, " + disguise.name().toLowerCase(Locale.ROOT), profile -> {
                double score = scorer.score(profile, all.best(profile).threshold());
                sums[profile.ordinal()] += score;
                return score;
            });
        }
        line("frozen, mean of the disguises", profile -> sums[profile.ordinal()] / Disguise.values().length);
    }

    private interface Cell {
        double of(NabProfile profile);
    }

    private static void line(String name, Cell cell) {
        System.out.printf("%-34s", name);
        for (NabProfile profile : NabProfile.values()) {
            System.out.printf(Locale.ROOT, " %22.1f", cell.of(profile));
        }
        System.out.println();
    }

    /** Scores of the judged halves, by profile. */
    private static double[][] halves(List<NabSeries> series, List<double[]> scores) {
        double[][] found = new double[NabProfile.values().length][2 * SPLITS];
        for (int split = 0; split < SPLITS; split++) {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < series.size(); i++) {
                order.add(i);
            }
            Collections.shuffle(order, new Random(split));
            NabScorer one = part(series, scores, order.subList(0, order.size() / 2));
            NabScorer other = part(series, scores, order.subList(order.size() / 2, order.size()));
            for (NabProfile profile : NabProfile.values()) {
                found[profile.ordinal()][2 * split] =
                        other.score(profile, one.best(profile).threshold());
                found[profile.ordinal()][2 * split + 1] =
                        one.score(profile, other.best(profile).threshold());
            }
        }
        return found;
    }

    private static NabScorer part(List<NabSeries> series, List<double[]> scores, List<Integer> which) {
        return new NabScorer(
                which.stream().map(series::get).toList(),
                which.stream().map(scores::get).toList());
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / (values.length - 1));
    }
}
