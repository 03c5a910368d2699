package io.shiyun.benchmarks;

import io.shiyun.metrics.Forecast;
import io.shiyun.metrics.Forecaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Intervals of our forecasts on published series, beside Holt-Winters: how many values lay within the interval of nominal
 * 90 %, and how wide it was when both cover the same part.
 *
 * <p>Usage: {@code ForecastBench DIR}, with the folders {@code nab}, {@code smd} and {@code jumpstarter} in it. A series is
 * judged after its first fifth, at every seventh point, one hour, six hours and a day ahead, where ours foretells.
 */
public final class ForecastBench {
    private static final long[] HORIZONS = {3_600_000L, 6 * 3_600_000L, 86_400_000L};
    private static final String[] NAMES = {"1 h", "6 h", "1 d"};
    private static final int EVERY = 7;

    private record Case(double off, double lower, double upper, double peerOff, double peerReach) {}

    private record Line(String world, long[] times, double[] values) {}

    private ForecastBench() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        List<Line> lines = new ArrayList<>();
        for (NabSeries each : NabSeries.folder(folder.resolve("nab"))) {
            lines.add(new Line("nab", each.times(), each.values()));
        }
        for (String world : new String[] {"smd", "jumpstarter"}) {
            if (Files.isDirectory(folder.resolve(world))) {
                for (MetricTable table : MetricTable.folder(folder.resolve(world))) {
                    addColumns(world, table, lines);
                }
            }
        }
        double[] all = new double[3];
        for (String world : List.of("nab", "smd", "jumpstarter")) {
            for (int h = 0; h < HORIZONS.length; h++) {
                show(world, h, lines, all);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "figure: covered in all, nominal 90 %% | %.4f | part of %.0f | 0.88 to 0.92%n",
                all[0] / all[1],
                all[1]);
    }

    private static void addColumns(String world, MetricTable table, List<Line> lines) {
        int columns = table.test()[0].length;
        for (int c = 0; c < columns; c++) {
            double[] values = new double[table.train().length + table.test().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = i < table.train().length ? table.train()[i][c] : table.test()[i - table.train().length][c];
            }
            if (Arrays.stream(values).distinct().limit(3).count() == 3) {
                long[] times = new long[values.length];
                Arrays.setAll(times, i -> i * table.interval());
                lines.add(new Line(world, times, values));
            }
        }
    }

    private static void show(String world, int h, List<Line> lines, double[] all) {
        double covered = 0;
        double peerCovered = 0;
        double cases = 0;
        List<Double> ratios = new ArrayList<>();
        for (Line line : lines) {
            if (line.world().equals(world)) {
                List<Case> found = cases(line, HORIZONS[h]);
                long within = found.stream()
                        .filter(each -> each.off() >= each.lower() && each.off() <= each.upper())
                        .count();
                covered += within;
                cases += found.size();
                peerCovered += found.stream()
                        .filter(each -> Math.abs(each.peerOff()) <= each.peerReach())
                        .count();
                if (found.size() >= 50) {
                    ratios.add(ratio(found, within));
                }
            }
        }
        all[0] += covered;
        all[1] += cases;
        ratios.sort(null);
        System.out.printf(
                Locale.ROOT,
                "figure: %s, %s ahead: covered | %.4f | part of %.0f |%n"
                        + "figure: the same: Holt-Winters covered | %.4f | |%n"
                        + "figure: the same: width in Holt-Winters' at equal coverage | %.3f | |%n",
                world,
                NAMES[h],
                covered / cases,
                cases,
                peerCovered / cases,
                ratios.isEmpty() ? Double.NaN : ratios.get(ratios.size() / 2));
    }

    /** Our mean width in the peer's, its interval scaled so that it covers as many. */
    private static double ratio(List<Case> cases, long within) {
        double[] needed = cases.stream()
                .mapToDouble(each -> Math.abs(each.peerOff()) / Math.max(1e-300, each.peerReach()))
                .sorted()
                .toArray();
        double factor = needed[(int) Math.max(0, Math.min(needed.length - 1, within - 1))];
        double ours =
                cases.stream().mapToDouble(each -> each.upper() - each.lower()).sum();
        double theirs = cases.stream()
                .mapToDouble(each -> 2 * factor * each.peerReach())
                .sum();
        return theirs > 0 ? ours / theirs : 1;
    }

    private static List<Case> cases(Line line, long far) {
        double[] values = line.values();
        long[] times = line.times();
        int known = values.length / 5;
        long usual = median(times);
        int ahead = (int) (far / usual);
        List<Case> found = new ArrayList<>();
        if (ahead < 1 || known < 30) {
            return found;
        }
        int period = (int) (86_400_000L / usual);
        HoltWinters peer = HoltWinters.fitted(values, known, period);
        Forecaster ours = new Forecaster();
        for (int i = 0; i < values.length; i++) {
            ours.feed(times[i], values[i]);
            if (i >= known) {
                peer.add(values[i]);
            }
            int due = i + ahead;
            if (i >= known && i % EVERY == 0 && due < values.length && times[due] == times[i] + far) {
                Optional<Forecast> forecast = ours.at(times[due]);
                if (forecast.isPresent()) {
                    double expected = forecast.get().expected();
                    found.add(new Case(
                            values[due] - expected,
                            forecast.get().lower() - expected,
                            forecast.get().upper() - expected,
                            values[due] - peer.point(ahead),
                            peer.reach(ahead)));
                }
            }
        }
        return found;
    }

    private static long median(long[] times) {
        long[] steps = new long[times.length - 1];
        Arrays.setAll(steps, i -> times[i + 1] - times[i]);
        Arrays.sort(steps);
        return Math.max(1, steps[steps.length / 2]);
    }
}
