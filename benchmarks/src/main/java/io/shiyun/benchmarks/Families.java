package io.shiyun.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Made anomalies whose truth is known: how many each detector finds, and how late, at one false alarm in a month of each
 * series. The threshold of each detector is the one at which it alarms once a month on quiet series of the same noise, made
 * from other seeds; an alarm begins where an hour before it was none. The anomaly begins anywhere in the month: who alarms
 * more often while a series is young gains nothing by it.
 *
 * <p>Arguments: {@code [--first SEED] [--seeds N] [--only REGEX]}; the last chooses detectors by their names.
 */
public final class Families {
    private static final int MONTH = 30 * Family.DAY;
    private static final int KNOWN = 5 * Family.DAY;
    private static final int QUIET_MONTHS = 20;
    private static final long QUIET_SEEDS = 1_000_000;
    private static final int APART = 12;
    private static final long START = 1_577_836_800_000L;

    private final Supplier<SeriesPeers.Peer> maker;
    private final int first;
    private final int seeds;
    /** Found, by family, strength and noise; and the rows from the onset to the alarm. */
    final int[][][] found = new int[Family.values().length][Family.STRENGTHS + 1][Noise.values().length];

    final double[][] late = new double[Family.values().length][Family.STRENGTHS + 1];

    private Families(Supplier<SeriesPeers.Peer> maker, int first, int seeds) {
        this.maker = maker;
        this.first = first;
        this.seeds = seeds;
    }

    /** Prints a table of all families for all detectors. */
    public static void main(String[] args) {
        int first = number(args, "--first", 0);
        int seeds = number(args, "--seeds", 30);
        Map<String, Supplier<SeriesPeers.Peer>> all = new LinkedHashMap<>();
        all.put("shiyun", SeriesPeers.Ours::new);
        all.putAll(SeriesPeers.all());
        int only = Arrays.asList(args).indexOf("--only");
        all.keySet().removeIf(name -> only >= 0 && !name.matches(args[only + 1]));
        Map<String, Families> results = new LinkedHashMap<>();
        all.forEach((name, maker) -> results.put(name, of(maker, first, seeds)));
        FamiliesTable.print(results, seeds);
    }

    static Families of(Supplier<SeriesPeers.Peer> maker, int first, int seeds) {
        Families result = new Families(maker, first, seeds);
        for (Noise noise : Noise.values()) {
            result.run(noise);
        }
        return result;
    }

    private static int number(String[] args, String option, int otherwise) {
        int at = Arrays.asList(args).indexOf(option);
        return at < 0 ? otherwise : Integer.parseInt(args[at + 1]);
    }

    /** Share found of a strength, over all families and noises. */
    double share(int strength) {
        double sum = 0;
        for (Family family : Family.values()) {
            sum += share(family, strength);
        }
        return sum / Family.values().length;
    }

    double share(Family family, int strength) {
        return Arrays.stream(found[family.ordinal()][strength]).sum() / (double) (seeds * Noise.values().length);
    }

    /** Share found of a family in one noise, over all strengths. */
    double share(Family family, Noise noise) {
        double sum = 0;
        for (int[] strength : found[family.ordinal()]) {
            sum += strength[noise.ordinal()];
        }
        return sum / (Family.STRENGTHS * seeds);
    }

    double meanShare() {
        double sum = 0;
        for (int strength = 1; strength <= Family.STRENGTHS; strength++) {
            sum += share(strength);
        }
        return sum / Family.STRENGTHS;
    }

    /** Mean rows from the onset to the alarm, of what was found of a family; NaN when nothing was. */
    double delay(Family family) {
        int many = 0;
        double sum = 0;
        for (int strength = 1; strength <= Family.STRENGTHS; strength++) {
            many += Arrays.stream(found[family.ordinal()][strength]).sum();
            sum += late[family.ordinal()][strength];
        }
        return sum / many;
    }

    private void run(Noise noise) {
        double[] thresholds = {threshold(noise, false), threshold(noise, true)};
        for (int seed = first; seed < first + seeds; seed++) {
            int onset = KNOWN + new Random(seed).nextInt(MONTH);
            double[] made = noise.make(onset + Family.DAY, seed);
            for (int seasonal = 0; seasonal < 2; seasonal++) {
                SeriesPeers.Peer known = maker.get();
                double[] quiet = Family.quiet(made, seasonal == 1);
                for (int row = 0; row < onset; row++) {
                    known.feed(time(row), quiet[row]);
                }
                for (Family family : Family.values()) {
                    for (int s = 1; family.seasonal() == (seasonal == 1) && s <= Family.STRENGTHS; s++) {
                        int alarm = alarm(known.copy(), family, s, made, onset, thresholds[seasonal]);
                        if (alarm >= 0) {
                            found[family.ordinal()][s][noise.ordinal()]++;
                            late[family.ordinal()][s] += alarm - onset;
                        }
                    }
                }
            }
        }
    }

    private static int alarm(
            SeriesPeers.Peer known, Family family, int strength, double[] noise, int onset, double threshold) {
        double[] values = family.disturb(noise, onset, strength);
        for (int row = onset; row < family.end(onset, strength); row++) {
            boolean comes = !Double.isNaN(values[row]);
            double score = comes ? known.feed(time(row), values[row]) : known.silence(time(row));
            if (score > threshold) {
                return row;
            }
        }
        return -1;
    }

    private static long time(int row) {
        return START + row * Family.INTERVAL;
    }

    /** Returns the least score of which no more than one alarm a month begins on quiet series. */
    private double threshold(Noise noise, boolean seasonal) {
        double[][] scores = new double[QUIET_MONTHS][MONTH];
        for (int month = 0; month < QUIET_MONTHS; month++) {
            double[] values = Family.quiet(noise.make(KNOWN + MONTH, QUIET_SEEDS + month), seasonal);
            SeriesPeers.Peer peer = maker.get();
            for (int row = 0; row < values.length; row++) {
                double score = peer.feed(time(row), values[row]);
                if (row >= KNOWN) {
                    scores[month][row - KNOWN] = score;
                }
            }
        }
        double[] sorted =
                Arrays.stream(scores).flatMapToDouble(Arrays::stream).sorted().toArray();
        int low = 0;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (alarms(scores, sorted[middle]) <= QUIET_MONTHS) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return sorted[high];
    }

    private static int alarms(double[][] scores, double threshold) {
        int alarms = 0;
        for (double[] month : scores) {
            int calm = APART;
            for (double score : month) {
                boolean above = score > threshold;
                alarms += above && calm >= APART ? 1 : 0;
                calm = above ? 0 : calm + 1;
            }
        }
        return alarms;
    }
}
