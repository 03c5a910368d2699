package io.shiyun.watch.engine;

import io.shiyun.metrics.Series;
import io.shiyun.watch.MetricSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the sources beside the evaluation, each by one thread at a time; a slow or dead one delays nothing. */
final class Collector {
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
    /** How far back the first read of a source asks. */
    static final Duration LOOKBACK = Duration.ofMinutes(5);

    private static final int MOST_WAITING = 10_000;

    private final InstantSource clock;
    private final Executor executor;
    private final Duration every;
    private final List<Desk> desks = new ArrayList<>();
    private final LinkedBlockingQueue<Batch> arrived = new LinkedBlockingQueue<>(MOST_WAITING);

    /** What a read brought: series, or nothing for a failure. */
    record Batch(String source, List<Series> series, boolean failed) {}

    /** One source and its rhythm; used by the ticking thread, but for the three volatile fields. */
    private static final class Desk {
        final MetricSource source;
        volatile boolean reading;
        volatile long answeredTo = Long.MIN_VALUE;
        volatile boolean ill;
        long begun = Long.MIN_VALUE;
        boolean overdue;

        Desk(MetricSource source) {
            this.source = source;
        }
    }

    Collector(InstantSource clock, Executor executor, Duration every) {
        this.clock = clock;
        this.executor = executor;
        this.every = every;
    }

    void add(MetricSource source) {
        desks.add(new Desk(source));
    }

    /** Begins the reads that are due. */
    void start(Set<String> metrics, long now) {
        for (Desk desk : desks) {
            long since = now - desk.begun;
            if (desk.reading) {
                if (!desk.overdue && since > Math.max(60_000, 4 * every.toMillis())) {
                    desk.overdue = true;
                    LOG.warn(
                            "Source {} has not answered for {} ms; its alerts stay as they are",
                            desk.source.name(),
                            since);
                    bring(new Batch(desk.source.name(), List.of(), true));
                }
            } else if (!metrics.isEmpty() && (desk.begun == Long.MIN_VALUE || since >= every.toMillis() || since < 0)) {
                desk.begun = now;
                desk.overdue = false;
                desk.reading = true;
                begin(desk, metrics);
            }
        }
    }

    private void begin(Desk desk, Set<String> metrics) {
        try {
            executor.execute(() -> {
                try {
                    read(desk, metrics);
                } finally {
                    desk.reading = false;
                }
            });
        } catch (RejectedExecutionException e) {
            desk.reading = false;
            LOG.warn("The executor takes no read of {}", desk.source.name(), e);
        }
    }

    private void read(Desk desk, Set<String> metrics) {
        String name = desk.source.name();
        Instant now = clock.instant();
        long overlap = 2 * every.toMillis();
        long earliest = now.minus(LOOKBACK).toEpochMilli();
        long from = Math.max(earliest, desk.answeredTo == Long.MIN_VALUE ? earliest : desk.answeredTo - overlap);
        try {
            List<Series> series =
                    desk.source.read(metrics, Instant.ofEpochMilli(Math.min(from, now.toEpochMilli() - 1)), now);
            desk.answeredTo = now.toEpochMilli();
            if (desk.ill) {
                desk.ill = false;
                LOG.info("Source {} answers again", name);
            }
            bring(new Batch(name, series, false));
        } catch (RuntimeException e) {
            if (!desk.ill) {
                desk.ill = true;
                LOG.warn("Source {} does not answer; its alerts stay as they are", name, e);
            }
            bring(new Batch(name, List.of(), true));
        }
    }

    /** Takes over series that were pushed; answers false when too much waits. */
    boolean push(String source, List<Series> series) {
        return arrived.offer(new Batch(source, series, false));
    }

    private void bring(Batch batch) {
        if (!arrived.offer(batch)) {
            LOG.warn("What source {} brought is dropped: {} others wait for a tick", batch.source(), MOST_WAITING);
        }
    }

    /** Returns what arrived since the last time. */
    List<Batch> drain() {
        List<Batch> all = new ArrayList<>();
        arrived.drainTo(all);
        return all;
    }
}
