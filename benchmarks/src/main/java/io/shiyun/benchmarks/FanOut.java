package io.shiyun.benchmarks;

import io.shiyun.CallListener.BreakerState;
import io.shiyun.Gathered;
import io.shiyun.call.Found;
import io.shiyun.call.Gather;
import io.shiyun.call.GuardPolicy;
import io.shiyun.call.Part;
import io.shiyun.call.Pipeline;
import io.shiyun.call.Threads;
import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;

/**
 * Ten clouds that answer in 50 ms, one of them dead, asked for their hosts with 200 ms of time: when the nine are there,
 * and when the whole answer is. Once on the pool of 17, and on virtual threads where the JDK has them. Every single time
 * goes into a CSV file beside the figures. Arguments: the number of rounds, 40 when not given, and a note on how it was
 * run. On a machine that is busy otherwise, {@code chrt -r 1} before the command keeps the others' work out of the times.
 */
public final class FanOut {
    private static final Duration TIME = Duration.ofMillis(200);
    private static final int WARM_UP = 5;
    private static final Gather.Question<Host> HOSTS = (cloud, region, call) -> cloud.find(Hosts.class)
            .map(hosts -> Found.pages(from -> hosts.list(HostQuery.all(region), from, call)))
            .orElse(Found.nothing());

    private final List<Figure> figures = new ArrayList<>();
    private final List<String> times = new ArrayList<>();
    private final int rounds;

    private FanOut(int rounds) {
        this.rounds = rounds;
    }

    /** Measures, prints, writes, and ends with 1 when a bound is broken. */
    public static void main(String[] args) throws IOException {
        int rounds = args.length == 0 ? 40 : Integer.parseInt(args[0]);
        FanOut fanOut = new FanOut(rounds);
        int jdk = Runtime.version().feature();
        boolean kept = fanOut.measure("pool", Threads.pool());
        if (jdk >= 21) {
            kept &= fanOut.measure("virtual threads", Threads.standard());
        }
        String name = "fan-out-jdk" + jdk;
        Path folder = Path.of("benchmarks/results");
        Files.createDirectories(folder);
        Files.write(folder.resolve(name + ".csv"), fanOut.times);
        String note = args.length > 1 ? " (" + args[1] + ")" : "";
        String command = "java -cp benchmarks/target/benchmarks.jar io.shiyun.benchmarks.FanOut " + rounds;
        ResultFile.writeFigures(
                folder.resolve(name + ".json"),
                "Fan-out: ten clouds of 50 ms, one dead, 200 ms of time" + note,
                command,
                fanOut.figures);
        System.out.println("Wrote " + folder.resolve(name) + ".json and .csv");
        System.exit(kept ? 0 : 1);
    }

    private boolean measure(String threads, ExecutorService executor) {
        if (times.isEmpty()) {
            times.add("threads,breaker,round,cloud,milliseconds");
        }
        boolean kept;
        try (Pipeline closed = pipeline(GuardPolicy.standard().withoutBreaker())) {
            kept = rounds(threads, "closed", closed, executor, 265);
        }
        try (Pipeline open = pipeline(GuardPolicy.standard())) {
            openBreaker(open);
            kept &= rounds(threads, "open", open, executor, 65);
        }
        executor.shutdownNow();
        return kept;
    }

    private static Pipeline pipeline(GuardPolicy guards) {
        return Pipeline.builder()
                .guards(guards)
                .limits(Operation.HOSTS_LIST, limits -> limits.fresh(Duration.ZERO))
                .build();
    }

    private static List<Cloud> clouds(Pipeline pipeline) {
        List<Cloud> clouds = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            SleepyCloud cloud = new SleepyCloud("c" + i, i == 4 ? 60_000 : 50);
            clouds.add(pipeline.guard(cloud, Capabilities.builder().build()));
        }
        return clouds;
    }

    private static void openBreaker(Pipeline pipeline) {
        SleepyCloud dead = new SleepyCloud("c4", 60_000);
        Hosts hosts = pipeline.guard(dead, Capabilities.builder().build())
                .find(Hosts.class)
                .orElseThrow();
        while (pipeline.breaker(dead.region) != BreakerState.OPEN) {
            try {
                hosts.list(HostQuery.all(dead.region), Cursor.START, pipeline.call(Duration.ofMillis(5)));
            } catch (CloudException timeout) {
                System.out.print('.');
            }
        }
        System.out.println();
    }

    private boolean rounds(String threads, String breaker, Pipeline pipeline, ExecutorService executor, int bound) {
        Gather gather = new Gather(pipeline, executor);
        List<Cloud> clouds = clouds(pipeline);
        double[] nine = new double[rounds];
        double[] whole = new double[rounds];
        for (int round = -WARM_UP; round < rounds; round++) {
            Queue<Part<Host>> parts = new ConcurrentLinkedQueue<>();
            long begun = System.nanoTime();
            Gathered<Host> all = gather.ask(clouds, TIME, HOSTS, parts::add);
            double end = (System.nanoTime() - begun) / 1e6;
            if (round >= 0) {
                whole[round] = end;
                nine[round] = record(threads, breaker, round, parts, end);
                nine[round] = all.items().size() == 9 ? nine[round] : end;
            }
        }
        String what = threads + ", breaker " + breaker + ": ";
        boolean kept = report(what + "the nine are there after", nine, 65);
        return report(what + "the whole answer after", whole, bound) && kept;
    }

    private double record(String threads, String breaker, int round, Queue<Part<Host>> parts, double whole) {
        double slowest = 0;
        for (Part<Host> part : parts) {
            double millis = part.elapsed().toNanos() / 1e6;
            row(threads, breaker, round, part.region().cloud().name(), millis);
            if (part.missing().isEmpty()) {
                slowest = Math.max(slowest, millis);
            }
        }
        row(threads, breaker, round, "whole", whole);
        return slowest;
    }

    private void row(String threads, String breaker, int round, String cloud, double millis) {
        times.add(String.format(Locale.ROOT, "%s,%s,%d,%s,%.2f", threads, breaker, round + 1, cloud, millis));
    }

    private boolean report(String name, double[] millis, int bound) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        double longest = sorted[sorted.length - 1];
        long late = Arrays.stream(sorted).filter(time -> time > bound).count();
        System.out.printf(
                Locale.ROOT,
                "%-55s median %.1f ms, longest %.1f ms of %d rounds; %d over %d ms%n",
                name,
                median,
                longest,
                sorted.length,
                late,
                bound);
        figures.add(Figure.of(name + ", median", median, "ms", "at most " + bound));
        figures.add(Figure.of(name + ", longest of " + sorted.length, longest, "ms", "at most " + bound));
        return late == 0;
    }
}
