package io.shiyun.benchmarks;

import io.shiyun.metrics.Candidate;
import io.shiyun.metrics.WholeCandidate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/**
 * Leaves each {@link World} out of the choosing of our numbers in turn: of the candidates of a grid, the one with the best
 * mean rank among them over the other worlds is taken, and ranked among the peers on the world left out. So no figure of a
 * world decides on the numbers that are judged there. The views themselves, and the numbers the grid is around, were made
 * with all worlds in view; that cannot be undone here.
 *
 * <p>The single detector is judged on the Numenta benchmark and on made series, and chosen by these, SMD and JumpStarter
 * (mean surprise of the five most unusual metrics). The joint one is judged on SMD and JumpStarter, and chosen by these and
 * made hosts. On the Numenta benchmark each detector has the threshold that is best there, as that benchmark has it.
 *
 * <p>Arguments: {@code DIR [--kept FILE]}, as for {@link Worlds}.
 */
public final class LeftOut {
    private static final List<World> SINGLE = List.of(World.NAB, World.SMD, World.JUMPSTARTER, World.MADE);
    private static final List<World> WHOLE = List.of(World.SMD, World.JUMPSTARTER, World.HOSTS);

    /** A candidate, and its figure in each world. */
    record Row(String name, double[] figures) {}

    private final List<World> worlds;
    private final List<Row> rows;

    private LeftOut(List<World> worlds, List<Row> rows) {
        this.worlds = worlds;
        this.rows = rows;
    }

    /** Prints the candidates' figures, the choices and their ranks; ends with 2 and a hint when no folder is given. */
    public static void main(String[] args) throws IOException {
        Map<String, Path> options = Arguments.read(args, "--kept");
        Path folder = options.get("");
        if (folder == null) {
            System.err.println("use: LeftOut DIR [--kept FILE], DIR with nab, smd and jumpstarter");
            System.exit(2);
            return;
        }
        WorldScores scores = new WorldScores(folder, new KeptFigures(options.get("--kept")));
        LeftOut wholes = of(
                WHOLE,
                wholes(),
                (candidate, world) ->
                        scores.whole("whole, " + candidate.name(), world, () -> new VusScore.Whole(candidate::fresh)));
        LeftOut singles = of(SINGLE, singles(), (candidate, world) -> single(scores, candidate, world));
        WorldPeers peers = new WorldPeers(scores);
        long sum = 0;
        sum += singles.leave(World.NAB, peers);
        sum += wholes.leave(World.SMD, peers);
        sum += wholes.leave(World.JUMPSTARTER, peers);
        sum += singles.leave(World.MADE, peers);
        System.out.printf(
                Locale.ROOT,
                "mean rank %.2f; candidates: %d of the single detector, %d of the joint one%n",
                sum / 4.0,
                singles.rows.size(),
                wholes.rows.size());
        System.out.println("the single detector on many metrics:");
        singles.leave(World.SMD, peers);
        singles.leave(World.JUMPSTARTER, peers);
    }

    private static Map<String, Candidate> singles() {
        Map<String, Candidate> all = new LinkedHashMap<>();
        Candidate.all().forEach(each -> all.put(each.name(), each));
        return all;
    }

    private static Map<String, WholeCandidate> wholes() {
        Map<String, WholeCandidate> all = new LinkedHashMap<>();
        WholeCandidate.all().forEach(each -> all.put(each.name(), each));
        return all;
    }

    private static double single(WorldScores scores, Candidate candidate, World world) {
        boolean alone = world == World.NAB || world == World.MADE;
        return scores.of(
                "single, " + candidate.name(),
                world,
                () -> alone
                        ? new SeriesPeers.Ours(candidate.fresh(), candidate::copy)
                        : new VusScore.Ours(candidate.fresh()));
    }

    private static <T> LeftOut of(List<World> worlds, Map<String, T> all, ToDoubleBiFunction<T, World> measure) {
        System.out.printf("%-28s", "");
        worlds.forEach(world -> System.out.printf(" %11s", world.title));
        System.out.println();
        List<Row> rows = new ArrayList<>();
        all.forEach((name, candidate) -> {
            System.out.printf("%-28s", name);
            double[] figures = new double[worlds.size()];
            for (int i = 0; i < figures.length; i++) {
                figures[i] = measure.applyAsDouble(candidate, worlds.get(i));
                System.out.printf(" %11s", worlds.get(i).text(figures[i]));
            }
            System.out.println();
            rows.add(new Row(name, figures));
        });
        return new LeftOut(worlds, rows);
    }

    /** Returns the row with the least sum of ranks over all worlds but one; of equals the first. */
    static Row choose(List<Row> rows, int leftOut) {
        return Collections.min(rows, Comparator.comparingLong(row -> {
            long sum = 0;
            for (int i = 0; i < row.figures().length; i++) {
                int world = i;
                sum += i == leftOut
                        ? 0
                        : WorldPeers.rank(row.figures()[i], rows.stream().mapToDouble(other -> other.figures()[world]));
            }
            return sum;
        }));
    }

    private long leave(World out, WorldPeers peers) {
        int at = worlds.indexOf(out);
        Row chosen = choose(rows, at);
        double own = chosen.figures()[at];
        Map<String, Double> theirs = peers.figures(out);
        long rank = WorldPeers.rank(own, theirs.values().stream().mapToDouble(Double::doubleValue));
        Map.Entry<String, Double> best =
                theirs.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        double worst = rows.stream().mapToDouble(row -> row.figures()[at]).min().orElseThrow();
        System.out.printf(
                "%s left out: %s, %s (as chosen %s, the worst of all %s), rank %d of %d; the best peer: %s, %s%n",
                out.title,
                chosen.name(),
                out.text(own),
                out.text(rows.get(0).figures()[at]),
                out.text(worst),
                rank,
                theirs.size() + 1,
                best.getKey(),
                out.text(best.getValue()));
        return rank;
    }
}
