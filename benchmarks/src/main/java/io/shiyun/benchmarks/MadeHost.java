package io.shiyun.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Made hosts, a row a minute: metrics that follow one load, one that lags behind it, memory and a disk that wander, heavy
 * tails, rare errors, a constant, and where told a job of the night. Faults are put where they are known.
 *
 * @param rows values of the metrics
 * @param faults what is wrong and where, in the order of time
 */
record MadeHost(double[][] rows, List<LabelledRange> faults) {
    static final int METRICS = 16;
    static final int DAY = 1_440;

    private static final int FOLLOWING = 6;
    private static final int MEMORY = 6;
    private static final int DISK = 7;
    private static final int LATENCY = 8;
    private static final int QUEUE = 9;
    private static final int ERRORS = 10;
    private static final int REQUESTS = 11;
    private static final int CONSTANT = 12;
    private static final int JOB = 13;
    private static final int NOISE = 14;
    private static final int LAGGING = 15;

    private static final int LONG = 60;
    private static final int BRIEF = 3;
    private static final int APART = 20;
    private static final int NIGHTLY = 30;
    private static final double[] STRENGTHS = {2, 4, 8};

    /** What may be wrong with a host. */
    enum Fault {
        /** A metric follows the load no more, within its usual range. */
        LEAVES,
        /** One metric, three times three rows. */
        SPIKES,
        /** Three metrics, for an hour. */
        SHIFT,
        /** One metric, slowly, over an hour. */
        DRIFT,
        /** The constant moves by one. */
        WAKES,
        /** No requests, whatever the load. */
        STALLS,
        /** The load, for an hour. */
        STORM,
        /** A metric swings to and fro every ten minutes, within its usual range. */
        COURSE
    }

    /** Returns a host without faults, with a job that loads the disk for half an hour each night, or without. */
    static MadeHost quiet(int rows, long seed, boolean nightly) {
        double[][] made = make(rows, seed, new double[rows]);
        for (int at = 0; nightly && at < rows; at++) {
            made[at][JOB] += at % DAY < NIGHTLY ? 30 : 0;
            made[at][DISK] += 70.0 * (at % DAY) / DAY;
        }
        return new MadeHost(made, List.of());
    }

    /** Returns a host of metrics that have nothing to do with each other, three of four of which leap by nature. */
    static MadeHost wild(int rows, int metrics, long seed) {
        Random random = new Random(seed);
        double[][] made = new double[rows][metrics];
        for (double[] row : made) {
            for (int i = 0; i < metrics; i++) {
                row[i] = switch (i % 4) {
                    case 0 -> student(random);
                    case 1 -> random.nextGaussian();
                    case 2 -> Math.exp(random.nextGaussian());
                    default -> random.nextInt(100) == 0 ? random.nextGaussian() : 0;
                };
            }
        }
        return new MadeHost(made, List.of());
    }

    /** Returns a host with a fault of one kind on some day each, in three strengths by turns, after the first days. */
    static MadeHost faulty(Fault fault, int quietDays, int faults, long seed) {
        Random random = new Random(seed);
        int length = (quietDays + faults + 1) * DAY;
        double[] storm = new double[length];
        List<LabelledRange> ranges = new ArrayList<>();
        for (int i = 0; i < faults; i++) {
            int first = (quietDays + i) * DAY + random.nextInt(DAY - 2 * LONG);
            ranges.add(new LabelledRange(first, first + LONG - 1, named(fault, random)));
            for (int at = first; fault == Fault.STORM && at < first + LONG; at++) {
                storm[at] = STRENGTHS[i % STRENGTHS.length];
            }
        }
        double[][] made = make(length, seed, storm);
        for (int i = 0; i < faults; i++) {
            put(fault, STRENGTHS[i % STRENGTHS.length], made, ranges.get(i), random);
        }
        return new MadeHost(made, ranges);
    }

    private static List<Integer> named(Fault fault, Random random) {
        return switch (fault) {
            case LEAVES, COURSE -> List.of(random.nextInt(FOLLOWING));
            case SPIKES, DRIFT -> List.of(random.nextInt(NOISE + 1));
            case SHIFT -> List.of(0, 1 + random.nextInt(FOLLOWING - 1), MEMORY);
            case WAKES -> List.of(CONSTANT);
            case STALLS -> List.of(REQUESTS);
            case STORM -> List.of(0, 1, 2, 3, 4, 5, REQUESTS, LAGGING);
        };
    }

    private static void put(Fault fault, double strength, double[][] rows, LabelledRange where, Random random) {
        for (int metric : where.metrics()) {
            double swing = 0;
            for (int at = where.first(); at <= where.last(); at++) {
                int passed = at - where.first();
                double usual = deviation(metric);
                swing = 0.9 * swing + 0.44 * random.nextGaussian();
                double[] row = rows[at];
                switch (fault) {
                    case LEAVES -> row[metric] = 100 * (metric + 1) + usual * swing;
                    case SPIKES -> row[metric] += passed % APART < BRIEF ? strength * usual : 0;
                    case SHIFT -> row[metric] += strength * usual;
                    case DRIFT -> row[metric] += strength * usual * passed / LONG;
                    case WAKES -> row[metric] += 1;
                    case STALLS -> row[metric] = 0;
                    case STORM -> {}
                    case COURSE -> row[metric] = 100 * (metric + 1) + (passed / 5 % 2 == 0 ? usual : -usual);
                }
            }
        }
    }

    private static double deviation(int metric) {
        return switch (metric) {
            case REQUESTS -> 20;
            case LATENCY, ERRORS, NOISE, CONSTANT, JOB -> 1;
            case QUEUE -> 1.7;
            case MEMORY, DISK -> 5;
            default -> 14;
        };
    }

    private static double[][] make(int rows, long seed, double[] storm) {
        Random random = new Random(seed);
        double[][] host = new double[rows][METRICS];
        double wander = 0;
        double memory = 0;
        double lagging = 0;
        double disk = 0;
        for (int at = 0; at < rows; at++) {
            double[] row = host[at];
            wander = 0.95 * wander + 0.31 * random.nextGaussian();
            double load = wander - Math.cos(2 * Math.PI * at / DAY) + storm[at];
            for (int i = 0; i < FOLLOWING; i++) {
                row[i] = 100 * (i + 1) + (i % 2 == 0 ? 10 : -10) * (load + 0.2 * random.nextGaussian());
            }
            memory = 0.998 * memory + 0.063 * random.nextGaussian();
            lagging += 0.1 * (load - lagging);
            row[MEMORY] = 60 + 5 * memory;
            disk = 0.99 * disk + 0.14 * random.nextGaussian();
            row[DISK] = 100 + 5 * disk + random.nextGaussian();
            row[LATENCY] = Math.exp(0.7 * random.nextGaussian());
            row[QUEUE] = student(random);
            row[ERRORS] = random.nextInt(50) == 0 ? 1 + random.nextInt(3) : 0;
            row[REQUESTS] = Math.max(0, 80 + 20 * load * (1 + 0.1 * random.nextGaussian()));
            row[CONSTANT] = 4;
            row[JOB] = random.nextGaussian();
            row[NOISE] = random.nextGaussian();
            row[LAGGING] = 1_600 + 10 * lagging + random.nextGaussian();
        }
        return host;
    }

    /** Student's law of three degrees. */
    private static double student(Random random) {
        double normal = random.nextGaussian();
        double square = 0;
        for (int i = 0; i < 3; i++) {
            double each = random.nextGaussian();
            square += each * each;
        }
        return normal / Math.sqrt(square / 3);
    }
}
