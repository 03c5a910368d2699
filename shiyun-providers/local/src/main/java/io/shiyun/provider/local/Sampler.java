package io.shiyun.provider.local;

import io.shiyun.model.MetricSeries;
import io.shiyun.process.BalancerStats;
import io.shiyun.process.Marker;
import io.shiyun.process.ProcessScanner;
import io.shiyun.process.ProcessUsage;
import io.shiyun.process.apps.AppRecord;
import io.shiyun.process.apps.LiveApp;
import io.shiyun.process.apps.ReplicaRecord;
import io.shiyun.spi.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;

/**
 * Samples of this machine (by OSHI), of its hosts and of its replicas (by {@code /proc}, with everything they started), kept in
 * memory: the last {@value #KEPT} of each series, and no series that has had no sample for that long.
 */
final class Sampler implements AutoCloseable {
    private static final int KEPT = 1800;
    private static final int MOST_SERIES = 20_000;

    private record Key(String metric, Map<String, String> labels) {}

    private record Sample(long time, double value) {}

    private final World world;
    private final Map<Key, Deque<Sample>> series = new ConcurrentHashMap<>();
    private final Map<String, long[]> lastCpu = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable SystemInfo system;
    private long @Nullable [] lastTicks;
    private volatile boolean closed;

    Sampler(World world, Duration every) {
        this.world = world;
        world.threads().every(every.toMillis(), this::sample);
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Takes one sample of everything. */
    void sample() {
        if (closed || !lock.tryLock()) {
            return;
        }
        try {
            long now = world.now().toEpochMilli();
            machine(now);
            replicas(now);
            hosts(now);
            forgetOld(now);
        } finally {
            lock.unlock();
        }
    }

    private void machine(long now) {
        SystemInfo known = system == null ? new SystemInfo() : system;
        system = known;
        CentralProcessor processor = known.getHardware().getProcessor();
        GlobalMemory memory = known.getHardware().getMemory();
        long[] ticks = processor.getSystemCpuLoadTicks();
        Map<String, String> labels = Map.of("machine", world.region().name());
        if (lastTicks != null) {
            add("machine.cpu", labels, now, 100 * processor.getSystemCpuLoadBetweenTicks(lastTicks));
        }
        lastTicks = ticks;
        add("machine.memory", labels, now, (double) memory.getTotal() - memory.getAvailable());
    }

    private void replicas(long now) {
        for (LiveApp app : world.apps()) {
            AppRecord record = app.record();
            Map<String, Integer> connections = new HashMap<>();
            Map<String, Long> total = new HashMap<>();
            for (BalancerStats stats : app.stats().values()) {
                for (BalancerStats.BackendStats backend : stats.backends()) {
                    connections.merge(backend.name(), backend.active(), Integer::sum);
                    total.merge(backend.name(), backend.total(), Long::sum);
                }
            }
            for (ReplicaRecord replica : record.replicas()) {
                Map<String, String> labels = new LinkedHashMap<>();
                labels.put("project", record.id().project().value());
                labels.put("app", record.id().value());
                labels.put("replica", replica.name());
                add("app.connections", labels, now, connections.getOrDefault(replica.name(), 0));
                add("app.connections.total", labels, now, total.getOrDefault(replica.name(), 0L));
                add("app.restarts", labels, now, replica.restarts());
                replica.process()
                        .flatMap(identity ->
                                app.marker(replica).flatMap(marker -> ProcessUsage.ofFamily(identity, marker)))
                        .ifPresent(usage -> usage("app", labels, now, usage));
            }
        }
    }

    private void hosts(long now) {
        if (world.hosts().all().isEmpty()) {
            return;
        }
        Map<String, ProcessUsage> used = new HashMap<>();
        for (ProcessScanner.Owned found : ProcessScanner.owned(world.owner().id())) {
            Marker marker = found.marker();
            if (marker.replica().startsWith("host:")) {
                ProcessUsage.of(found.identity())
                        .ifPresent(usage -> used.merge(marker.replica(), usage, ProcessUsage::plus));
            }
        }
        for (HostRecord host : world.hosts().all()) {
            Map<String, String> labels =
                    Map.of("host", host.id(), "name", host.order().name());
            usage("host", labels, now, used.getOrDefault("host:" + host.id(), ProcessUsage.NONE));
        }
    }

    private void usage(String kind, Map<String, String> labels, long now, ProcessUsage usage) {
        add(kind + ".cpu.time", labels, now, usage.cpu().toNanos() / 1e9);
        add(kind + ".memory", labels, now, usage.residentBytes());
        add(kind + ".threads", labels, now, usage.threads());
        add(kind + ".files", labels, now, usage.openFiles());
        long[] last = lastCpu.put(kind + labels, new long[] {now, usage.cpu().toNanos()});
        if (last != null && now > last[0]) {
            double percent = (usage.cpu().toNanos() - last[1]) / ((now - last[0]) * 1e6) * 100;
            add(kind + ".cpu", labels, now, Math.max(0, percent));
        }
    }

    private void add(String metric, Map<String, String> labels, long now, double value) {
        Key key = new Key(metric, Map.copyOf(labels));
        if (!series.containsKey(key) && series.size() >= MOST_SERIES) {
            return;
        }
        Deque<Sample> samples = series.computeIfAbsent(key, unseen -> new ArrayDeque<>());
        Sample last = samples.peekLast();
        if (last != null && last.time() >= now) {
            return;
        }
        samples.addLast(new Sample(now, value));
        if (samples.size() > KEPT) {
            samples.removeFirst();
        }
    }

    private void forgetOld(long now) {
        long oldest = now - world.options().sampleEvery().toMillis() * KEPT;
        series.values()
                .removeIf(samples ->
                        samples.peekLast() == null || samples.getLast().time() < oldest);
        lastCpu.values().removeIf(last -> last[0] < oldest);
    }

    /** Returns the series that match, each step of the query one value. */
    List<MetricSeries> query(MetricQuery query, String unit) {
        lock.lock();
        try {
            List<MetricSeries> found = new ArrayList<>();
            series.forEach((key, samples) -> {
                if (key.metric().equals(query.metric()) && matches(key.labels(), query.labels())) {
                    MetricSeries.Builder builder = MetricSeries.builder(query.metric(), unit);
                    key.labels().forEach(builder::label);
                    fill(builder, samples, query);
                    MetricSeries built = builder.build();
                    if (built.size() > 0) {
                        found.add(built);
                    }
                }
            });
            return found;
        } finally {
            lock.unlock();
        }
    }

    private static void fill(MetricSeries.Builder builder, Deque<Sample> samples, MetricQuery query) {
        long from = query.from().toEpochMilli();
        long to = query.to().toEpochMilli();
        long step = Math.max(1, query.step().toMillis());
        List<Double> values = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        long slot = Long.MIN_VALUE;
        for (Sample sample : samples) {
            if (sample.time() < from || sample.time() >= to) {
                continue;
            }
            long mine = (sample.time() - from) / step;
            if (mine != slot && !values.isEmpty()) {
                Statistics.reduce(query.statistic(), times, values)
                        .ifPresent(value -> builder.add(Instant.ofEpochMilli(times.get(0)), value));
                values.clear();
                times.clear();
            }
            slot = mine;
            values.add(sample.value());
            times.add(sample.time());
        }
        if (!values.isEmpty()) {
            Statistics.reduce(query.statistic(), times, values)
                    .ifPresent(value -> builder.add(Instant.ofEpochMilli(times.get(0)), value));
        }
    }

    private static boolean matches(Map<String, String> labels, Map<String, String> wanted) {
        return wanted.entrySet().stream().allMatch(entry -> {
            String value = labels.get(entry.getKey());
            return value != null
                    && (entry.getValue().isEmpty() || entry.getValue().equals(value));
        });
    }
}
