package io.shiyun.benchmarks;

import io.shiyun.metrics.AnomalyDetector;
import io.shiyun.metrics.BankLimits;
import io.shiyun.metrics.DetectorBank;
import io.shiyun.metrics.DetectorStore;
import io.shiyun.watch.DetectorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A bank of a million warm detectors of which each gets one point in turn, so that none is in the cache; one hot series;
 * Amazon's random cut forest beside both; and checkpoints. Processor time of this thread, so that other work counts little.
 */
public final class BankBench {
    private static final int WARM = 240;
    private static final int ROUNDS = 16;
    private static final int HOT = 400_000;
    private static final int HOT_FOREST = 20_000;
    private static final int TREES = 30;
    private static final int FORESTS = 1_500;
    private static final int SAVED = 100_000;

    private BankBench() {}

    /** {@code [SERIES [FOLDER]]}: a million and the folder of temporary files when not said. */
    public static void main(String[] args) throws IOException {
        int series = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        Path folder = args.length > 1 ? Path.of(args[1]) : Path.of(System.getProperty("java.io.tmpdir"));
        hot();
        forests();
        double part = series / 1e6;
        checkpoint(Math.min(SAVED, series), folder);
        WarmStates warm = new WarmStates(WARM);
        WarmStates.Rounds rounds = new WarmStates.Rounds(series, WARM);
        DetectorBank bank = new DetectorBank(BankLimits.of(series), warm, DetectorBank.ALONE);
        long before = CpuTime.thread();
        rounds.next();
        rounds.feed(bank);
        System.out.printf("filled in %.1f CPU s%n", (CpuTime.thread() - before) / 1e9);
        double cold = rounds(bank, rounds);
        CpuTime.figure(
                "a million cold series, in the order of their slots",
                part / cold,
                "Mpoints/CPU s",
                "at least 1, aim 5");
        before = CpuTime.thread();
        Path file = folder.resolve("shiyun-bank-bench.bank");
        DetectorFile.save(bank, file);
        double saved = (CpuTime.thread() - before) / 1e9;
        CpuTime.figure("checkpoint of the million", saved, "CPU s", "");
        CpuTime.figure("its size", Files.size(file) / (double) series, "B/series", "");
        Files.delete(file);
        CpuTime.figure(
                "detection and checkpoint of the million", saved + cold, "CPU s", "at most 30, aim 10, of a minute");
        rounds.shuffle();
        CpuTime.figure(
                "a million cold series, in random order",
                part / rounds(bank, rounds),
                "Mpoints/CPU s",
                "at least 1, aim 5");
        CpuTime.figure("alarms of a million series a round", rounds.alarms / (2.0 * ROUNDS + 1), "", "");
        CpuTime.figure(
                "memory a series, everything included",
                DetectorBank.bytes(series) / (double) series,
                "B",
                "at most 4096, aim 1024");
    }

    /** Returns the processor time of a round in seconds; all phases of the courses have their share. */
    private static double rounds(DetectorBank bank, WarmStates.Rounds rounds) {
        long took = 0;
        for (int i = 0; i < ROUNDS; i++) {
            rounds.next();
            long before = CpuTime.thread();
            rounds.feed(bank);
            took += CpuTime.thread() - before;
        }
        return took / 1e9 / ROUNDS;
    }

    private static void hot() {
        Random random = new Random(3);
        double[] values = new double[1 << 14];
        for (int i = 0; i < values.length; i++) {
            values[i] = WarmStates.value(0, i, random);
        }
        AnomalyDetector detector = new AnomalyDetector();
        ForestPeer forest = new ForestPeer(TREES);
        double ours = 0;
        double peer = 0;
        for (int run = 0; run < 4; run++) {
            ours = Math.max(ours, rate(detector::feed, values, run * HOT, HOT));
            peer = Math.max(peer, rate(forest::feed, values, run * HOT_FOREST, HOT_FOREST));
        }
        CpuTime.figure("one hot series", ours / 1e6, "Mpoints/CPU s", "");
        CpuTime.figure("one hot series, random cut forest of 30 trees", peer / 1e6, "Mpoints/CPU s", "");
        CpuTime.figure("ours beside the forest, hot", ours / peer, "times", "");
    }

    private static double rate(SeriesPeers.Peer peer, double[] values, int from, int count) {
        long before = CpuTime.thread();
        for (int i = from; i < from + count; i++) {
            peer.feed(WarmStates.START + i * WarmStates.MINUTE, values[i & (values.length - 1)]);
        }
        return count * 1e9 / (CpuTime.thread() - before);
    }

    /** As many forests as fit into about two gigabytes, a point to each in turn. */
    private static void forests() {
        Random random = new Random(4);
        ForestPeer[] all = new ForestPeer[FORESTS];
        for (int i = 0; i < FORESTS; i++) {
            all[i] = new ForestPeer(TREES);
            for (int j = 0; j < WARM; j++) {
                all[i].feed(j * WarmStates.MINUTE, WarmStates.value(0, j, random));
            }
        }
        long took = Long.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            long before = CpuTime.thread();
            for (ForestPeer each : all) {
                each.feed((WARM + round) * WarmStates.MINUTE, WarmStates.value(0, round, random));
            }
            took = Math.min(took, CpuTime.thread() - before);
        }
        CpuTime.figure(
                FORESTS + " cold series (memory for no more), random cut forest of 30 trees",
                FORESTS * 1e3 / took,
                "Mpoints/CPU s",
                "");
    }

    private static void checkpoint(int series, Path folder) throws IOException {
        WarmStates.Rounds rounds = new WarmStates.Rounds(series, WARM);
        DetectorBank bank = new DetectorBank(BankLimits.of(series), new WarmStates(WARM), DetectorBank.ALONE);
        rounds.next();
        rounds.feed(bank);
        Path file = folder.resolve("shiyun-bank-bench.bank");
        double cpu = Double.MAX_VALUE;
        double wall = Double.MAX_VALUE;
        DetectorBank restored = bank;
        for (int run = 0; run < 3; run++) {
            long before = CpuTime.thread();
            long clock = System.nanoTime();
            DetectorFile.save(bank, file);
            restored = DetectorFile.restore(file, BankLimits.of(series), DetectorStore.NONE, DetectorBank.ALONE);
            wall = Math.min(wall, (System.nanoTime() - clock) / 1e9);
            cpu = Math.min(cpu, (CpuTime.thread() - before) / 1e9);
        }
        Files.delete(file);
        CpuTime.figure(series + " series saved and restored, on the disk", wall, "s", "at most 2");
        CpuTime.figure("the same in processor time", cpu, "CPU s", "");
        for (int i = 0; i < 20; i++) {
            rounds.next();
            int before = rounds.alarms;
            rounds.feed(bank);
            int alarms = rounds.alarms - before;
            rounds.feed(restored);
            if (rounds.alarms - before != 2 * alarms) {
                throw new IllegalStateException("the restored bank raises other alarms");
            }
        }
    }
}
