package io.shiyun.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The rank of each detector in four worlds that have little in common, and the mean of its ranks: the Numenta Anomaly
 * Benchmark (standard score at its best threshold), machines and services (volume under precision and recall), and made
 * anomalies (share found at one false alarm in a month). In the first a peer may rest after an alarm as ours does, where
 * that earns it more; in the second and third a method for one metric is averaged over the five most unusual ones.
 *
 * <p>Argument: {@code DIR}, a folder with {@code nab}, {@code smd} and {@code jumpstarter}.
 */
public final class Worlds {
    private static final int SEEDS = 10;
    private static final double REST = 150;

    private Worlds() {}

    /** A detector for one metric, one for many, and its figure in each world. */
    private record Entry(Supplier<SeriesPeers.Peer> single, Supplier<VusScore.Joint> joint, double[] figures) {}

    /** Prints the table; ends with 2 and a hint when no folder is given. */
    public static void main(String[] args) throws IOException {
        Path folder = Arguments.read(args).get("");
        if (folder == null) {
            System.err.println("use: Worlds DIR, a folder with nab, smd and jumpstarter");
            System.exit(2);
            return;
        }
        Map<String, Entry> all = entries();
        List<NabSeries> nab = NabSeries.folder(folder.resolve("nab"));
        all.forEach((name, entry) -> entry.figures()[0] = nab(nab, entry.single()));
        String[] folders = {"smd", "jumpstarter"};
        for (int i = 0; i < folders.length; i++) {
            int world = 1 + i;
            List<MetricTable> tables = MetricTable.folder(folder.resolve(folders[i]));
            all.forEach((name, entry) -> entry.figures()[world] = tables.stream()
                    .mapToDouble(table -> VusPr.of(
                            table.labels(), VusScore.run(table, entry.joint().get())))
                    .average()
                    .orElseThrow());
        }
        all.forEach((name, entry) ->
                entry.figures()[3] = 100 * Families.of(entry.single(), 0, SEEDS).meanShare());
        print(all);
    }

    private static Map<String, Entry> entries() {
        Map<String, Supplier<SeriesPeers.Peer>> singles = SeriesPeers.all();
        Map<String, Entry> all = new LinkedHashMap<>();
        all.put("shiyun", new Entry(SeriesPeers.Ours::new, VusScore.Whole::new, new double[4]));
        singles.forEach((name, single) -> {
            Supplier<VusScore.Joint> joint = switch (name) {
                case "EWMA 1/200" -> () -> new VusScore.Top(() -> new SeriesPeers.Ewma(1.0 / 1440));
                case "RCF 30 trees" -> () -> new JointForest(30, false);
                case "RCF 50 trees" -> () -> new JointForest(50, false);
                case "TRCF normalised" -> () -> new JointForest(50, true);
                default -> () -> new VusScore.Top(single);
            };
            all.put(name, new Entry(single, joint, new double[4]));
        });
        return all;
    }

    private static double nab(List<NabSeries> series, Supplier<SeriesPeers.Peer> maker) {
        List<double[]> raw =
                series.stream().map(one -> scores(one, maker.get())).toList();
        List<double[]> rested = raw.stream().map(Worlds::rested).toList();
        return Math.max(
                new NabScorer(series, raw).best(NabProfile.STANDARD).score(),
                new NabScorer(series, rested).best(NabProfile.STANDARD).score());
    }

    private static double[] scores(NabSeries one, SeriesPeers.Peer peer) {
        double[] scores = new double[one.values().length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = peer.feed(one.times()[i], one.values()[i]);
        }
        return scores;
    }

    /** What passes a bar as high as the latest that passed, which sinks after so many rows. */
    private static double[] rested(double[] scores) {
        double[] passed = new double[scores.length];
        double held = 0;
        int age = 0;
        for (int i = 0; i < scores.length; i++) {
            age++;
            if (scores[i] > held * Math.min(1, REST / age)) {
                passed[i] = scores[i];
                held = scores[i];
                age = 0;
            }
        }
        return passed;
    }

    private static void print(Map<String, Entry> all) {
        System.out.printf(
                "%-16s %8s %8s %11s %10s   %-12s %s%n",
                "", "NAB", "SMD", "JumpStarter", "made, %", "ranks", "mean rank");
        all.forEach((name, entry) -> {
            double[] own = entry.figures();
            StringBuilder ranks = new StringBuilder();
            double sum = 0;
            for (int world = 0; world < own.length; world++) {
                int at = world;
                long rank = 1
                        + all.values().stream()
                                .filter(other -> other.figures()[at] > own[at])
                                .count();
                ranks.append(rank).append(' ');
                sum += rank;
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-16s %8.1f %8.3f %11.3f %10.1f   %-12s %.2f%n",
                    name,
                    own[0],
                    own[1],
                    own[2],
                    own[3],
                    ranks,
                    sum / own.length);
        });
    }
}
