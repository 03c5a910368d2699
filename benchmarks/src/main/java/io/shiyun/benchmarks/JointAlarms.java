package io.shiyun.benchmarks;

import io.shiyun.metrics.JointDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * What the alarm of the joint detector tells, online: labelled ranges of machines and services, and faults of made hosts.
 * A range is told when an alarm begins in it or within ten rows after its end, where the smoothed rows still show it; an
 * alarm elsewhere is false, but for one in the part without labels, which stands apart. The most unusual metric is the
 * first cause on the row of the range where the whole deviates most; by chance it would be named as often as the labels
 * name metrics.
 *
 * <p>Argument: {@code DIR}, a folder with {@code smd} and {@code jumpstarter}. Options: {@code --first SEED} of the made
 * hosts, 100 by default.
 */
public final class JointAlarms {
    private static final long START = 1_577_836_800_000L;
    private static final long MINUTE = 60_000;
    private static final int LATE = 10;
    private static final int MONTH = 30 * MadeHost.DAY;
    private static final int QUIET_MONTHS = 12;
    private static final int QUIET_DAYS = 5;
    private static final int FAULTS = 6;
    private static final int HOSTS = 5;

    private int ranges;
    private int told;
    private int falsely;
    private int unlabelled;
    private int blaming;
    private int blamed;
    private double chance;
    private final List<Integer> delays = new ArrayList<>();

    private JointAlarms() {}

    /** Prints a line a world; ends with 2 and a hint when no folder is given. */
    public static void main(String[] args) throws IOException {
        if (args.length != 1 && !(args.length == 3 && args[1].equals("--first"))) {
            System.err.println("use: JointAlarms DIR [--first SEED], a folder with smd and jumpstarter");
            System.exit(2);
            return;
        }
        long seed = args.length == 3 ? Long.parseLong(args[2]) : 100;
        System.out.printf(
                "%-26s %7s %7s %7s %12s %8s %10s %10s%n",
                "", "ranges", "told", "false", "unlabelled", "delay", "named", "by chance");
        for (String folder : List.of("smd", "jumpstarter")) {
            JointAlarms all = new JointAlarms();
            for (MetricTable table : MetricTable.folder(Path.of(args[0]).resolve(folder))) {
                JointAlarms one = new JointAlarms();
                one.run(table);
                one.print(table.name());
                all.add(one);
            }
            all.print(folder);
        }
        JointAlarms all = new JointAlarms();
        for (MadeHost.Fault fault : MadeHost.Fault.values()) {
            JointAlarms one = new JointAlarms();
            for (int host = 0; host < HOSTS; host++) {
                one.run(MadeHost.faulty(fault, QUIET_DAYS, FAULTS, seed + host));
            }
            one.print("made " + fault.name().toLowerCase(Locale.ROOT));
            all.add(one);
        }
        all.print("made");
        quiet("quiet", month -> MadeHost.quiet(MONTH, seed + month, false));
        quiet("quiet, with a nightly job", month -> MadeHost.quiet(MONTH, seed + month, true));
        for (int metrics : new int[] {1, 2, 4, 8, 16, 32}) {
            quiet("heavy tails, " + metrics + " metrics", month -> MadeHost.wild(MONTH, metrics, seed + month));
        }
    }

    private static void quiet(String name, IntFunction<MadeHost> hosts) {
        JointAlarms quiet = new JointAlarms();
        for (int month = 0; month < QUIET_MONTHS; month++) {
            quiet.run(hosts.apply(month));
        }
        System.out.printf("%s: %d alarms in %d months of minutes%n", name, quiet.falsely, QUIET_MONTHS);
    }

    private void run(MetricTable table) {
        run(table.interval(), table.train(), table.test(), table.ranges());
    }

    private void run(MadeHost host) {
        run(MINUTE, new double[0][], host.rows(), host.faults());
    }

    private void run(long interval, double[][] before, double[][] rows, List<LabelledRange> labelled) {
        JointDetector detector = new JointDetector(rows[0].length);
        long time = START;
        for (double[] row : before) {
            detector.feed(time += interval, row);
            unlabelled += detector.verdict().alarm() ? 1 : 0;
        }
        List<Integer> alarms = new ArrayList<>();
        double[] deviations = new double[rows.length];
        int[] first = new int[rows.length];
        for (int at = 0; at < rows.length; at++) {
            var verdict = detector.update(time += interval, rows[at]);
            deviations[at] = detector.deviation();
            first[at] =
                    verdict.causes().isEmpty() ? -1 : verdict.causes().get(0).metric();
            if (verdict.alarm()) {
                alarms.add(at);
            }
        }
        for (LabelledRange range : labelled) {
            judge(range, alarms, deviations, first, rows[0].length);
        }
        falsely += (int) alarms.stream()
                .filter(at -> labelled.stream().noneMatch(range -> tells(at, range)))
                .count();
    }

    private static boolean tells(int alarm, LabelledRange range) {
        return alarm >= range.first() && alarm <= range.last() + LATE;
    }

    private void judge(LabelledRange range, List<Integer> alarms, double[] deviations, int[] first, int metrics) {
        ranges++;
        alarms.stream().filter(at -> tells(at, range)).findFirst().ifPresent(at -> {
            told++;
            delays.add(at - range.first());
        });
        if (range.metrics().isEmpty()) {
            return;
        }
        int peak = range.first();
        for (int at = range.first(); at <= range.last(); at++) {
            peak = deviations[at] > deviations[peak] ? at : peak;
        }
        blaming++;
        blamed += range.metrics().contains(first[peak]) ? 1 : 0;
        chance += range.metrics().size() / (double) metrics;
    }

    private void add(JointAlarms other) {
        ranges += other.ranges;
        told += other.told;
        falsely += other.falsely;
        unlabelled += other.unlabelled;
        blaming += other.blaming;
        blamed += other.blamed;
        chance += other.chance;
        delays.addAll(other.delays);
    }

    private void print(String name) {
        delays.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%-26s %7d %7d %7d %12d %8s %10s %10s%n",
                name,
                ranges,
                told,
                falsely,
                unlabelled,
                delays.isEmpty() ? "-" : delays.get(delays.size() / 2),
                blaming == 0 ? "-" : Math.round(100.0 * blamed / blaming) + " %",
                blaming == 0 ? "-" : Math.round(100.0 * chance / blaming) + " %");
    }
}
