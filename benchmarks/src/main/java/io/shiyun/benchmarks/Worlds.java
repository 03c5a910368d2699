package io.shiyun.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rank of each detector in four worlds that have little in common, and the mean of its ranks: the Numenta Anomaly
 * Benchmark (standard score at its best threshold), machines and services (volume under precision and recall), and made
 * anomalies (share found at one false alarm in a month). In the first a peer may rest after an alarm as ours does, where
 * that earns it more; in the second and third a method for one metric is averaged over the five most unusual ones. The
 * thresholded forest is read in three ways, of which the best in a world counts there.
 *
 * <p>Arguments: {@code DIR [--kept FILE]}: a folder with {@code nab}, {@code smd} and {@code jumpstarter}, and a file of
 * figures that were measured before, to which new ones are added; delete it when a detector was changed.
 */
public final class Worlds {
    private static final List<World> FOUR = List.of(World.NAB, World.SMD, World.JUMPSTARTER, World.MADE);
    private static final String OURS = "shiyun";

    private Worlds() {}

    /** Prints the table; ends with 2 and a hint when no folder is given. */
    public static void main(String[] args) throws IOException {
        Map<String, Path> options = Arguments.read(args, "--kept");
        Path folder = options.get("");
        if (folder == null) {
            System.err.println("use: Worlds DIR [--kept FILE], DIR with nab, smd and jumpstarter");
            System.exit(2);
            return;
        }
        WorldScores scores = new WorldScores(folder, new KeptFigures(options.get("--kept")));
        WorldPeers peers = new WorldPeers(scores);
        Map<String, double[]> all = new LinkedHashMap<>();
        for (int i = 0; i < FOUR.size(); i++) {
            int at = i;
            World world = FOUR.get(i);
            put(all, OURS, i, ours(scores, world));
            peers.figures(world).forEach((name, figure) -> put(all, name, at, figure));
        }
        print(all);
    }

    private static void put(Map<String, double[]> all, String name, int world, double figure) {
        all.computeIfAbsent(name, any -> new double[FOUR.size()])[world] = figure;
    }

    private static double ours(WorldScores scores, World world) {
        return world == World.NAB || world == World.MADE
                ? scores.of(OURS, world, SeriesPeers.Ours::new)
                : scores.whole(OURS, world, VusScore.Whole::new);
    }

    private static void print(Map<String, double[]> all) {
        System.out.printf("%-16s", "");
        FOUR.forEach(world -> System.out.printf(" %11s", world.title));
        System.out.printf("   %-10s mean rank%n", "ranks");
        all.forEach((name, figures) -> {
            System.out.printf("%-16s", name);
            StringBuilder ranks = new StringBuilder();
            long sum = 0;
            for (int i = 0; i < figures.length; i++) {
                int at = i;
                System.out.printf(" %11s", FOUR.get(i).text(figures[i]));
                long rank = WorldPeers.rank(figures[i], all.values().stream().mapToDouble(other -> other[at]));
                ranks.append(rank).append(' ');
                sum += rank;
            }
            System.out.printf(Locale.ROOT, "   %-10s %.2f%n", ranks, (double) sum / figures.length);
        });
    }
}
