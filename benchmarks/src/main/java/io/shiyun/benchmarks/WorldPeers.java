package io.shiyun.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/** What ours is ranked among in each {@link World}, and what each peer gets there. */
final class WorldPeers {
    private static final double SLOW = 1.0 / 1440;
    private static final String THRESHOLDED = "TRCF normalised";

    private final WorldScores scores;
    private final Map<String, Supplier<SeriesPeers.Peer>> singles = SeriesPeers.all();

    WorldPeers(WorldScores scores) {
        this.scores = scores;
    }

    /** Returns the figure of each peer in a world; of the thresholded forest, the best that any reading of it gets. */
    Map<String, Double> figures(World world) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (String name : singles.keySet()) {
            if (!readings().contains(name)) {
                figures.put(name, figure(name, world));
            }
        }
        figures.put(
                THRESHOLDED,
                readings().stream()
                        .mapToDouble(name -> figure(name, world))
                        .max()
                        .orElseThrow());
        return figures;
    }

    private static List<String> readings() {
        return Arrays.stream(TrcfReading.values()).map(SeriesPeers::trcf).toList();
    }

    private double figure(String name, World world) {
        Supplier<SeriesPeers.Peer> single = Objects.requireNonNull(singles.get(name));
        if (world == World.NAB || world == World.MADE) {
            return scores.of(name, world, single);
        }
        for (TrcfReading reading : TrcfReading.values()) {
            if (name.equals(SeriesPeers.trcf(reading))) {
                return scores.whole(name, world, () -> new JointForest(50, reading));
            }
        }
        return switch (name) {
            case "EWMA 1/200" -> scores.of(name, world, () -> new SeriesPeers.Ewma(SLOW));
            case "RCF 30 trees" -> scores.whole(name, world, () -> new JointForest(30));
            case "RCF 50 trees" -> scores.whole(name, world, () -> new JointForest(50));
            default -> scores.of(name, world, single);
        };
    }

    /** Returns the rank of a figure among those of others, 1 being first. */
    static long rank(double figure, DoubleStream others) {
        return 1 + others.filter(other -> other > figure).count();
    }
}
