package io.shiyun.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The figure of a detector in each {@link World}. */
final class WorldScores {
    private static final int SEEDS = 10;
    private static final double REST = 150;

    private final KeptFigures kept;
    private final List<NabSeries> nab;
    private final Map<World, List<MetricTable>> tables = new EnumMap<>(World.class);

    /** Reads a folder with {@code nab}, {@code smd} and {@code jumpstarter}. */
    WorldScores(Path folder, KeptFigures kept) throws IOException {
        this.kept = kept;
        nab = NabSeries.folder(folder.resolve("nab"));
        tables.put(World.SMD, MetricTable.folder(folder.resolve("smd")));
        tables.put(World.JUMPSTARTER, MetricTable.folder(folder.resolve("jumpstarter")));
        tables.put(World.HOSTS, MadeHosts.all());
    }

    /** Returns the figure of a detector for one series; where there are many metrics, the five most unusual are averaged. */
    double of(String name, World world, Supplier<SeriesPeers.Peer> maker) {
        return switch (world) {
            case NAB -> kept.figure(name, world, () -> nab(maker));
            case MADE ->
                kept.figure(
                        name, world, () -> 100 * Families.of(maker, 0, SEEDS).meanShare());
            default -> whole(name, world, () -> new VusScore.Top(maker));
        };
    }

    /** Returns the figure of a detector for whole rows. */
    double whole(String name, World world, Supplier<VusScore.Joint> maker) {
        List<MetricTable> all = tables.get(world);
        if (all == null) {
            throw new IllegalArgumentException(world + " has no whole rows");
        }
        return kept.figure(
                name,
                world,
                () -> all.stream()
                        .mapToDouble(table -> VusPr.of(table.labels(), VusScore.run(table, maker.get())))
                        .average()
                        .orElseThrow());
    }

    private double nab(Supplier<SeriesPeers.Peer> maker) {
        List<double[]> raw = nab.stream().map(one -> scores(one, maker.get())).toList();
        List<double[]> rested = raw.stream().map(WorldScores::rested).toList();
        return Math.max(
                new NabScorer(nab, raw).best(NabProfile.STANDARD).score(),
                new NabScorer(nab, rested).best(NabProfile.STANDARD).score());
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
}
