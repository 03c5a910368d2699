package io.shiyun.provider.sim;

import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostState;
import io.shiyun.model.Metric;
import io.shiyun.model.MetricKind;
import io.shiyun.model.MetricSeries;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.MetricQuery;
import io.shiyun.spi.Metrics;
import io.shiyun.spi.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Samples of running hosts: a wave of a day and a little noise, always the same for the same seed, host and time. */
final class SimMetrics implements Metrics {
    private static final List<Metric> NAMES = List.of(
            metric("cpu.utilization", "%", "share of the processors in use"),
            metric("memory.used", "By", "memory in use"),
            metric("network.in", "By/s", "bytes received a second"));
    private static final int MOST_SAMPLES = 100_000;

    private final SimWorld world;
    private final Wire wire;

    SimMetrics(SimWorld world, Wire wire) {
        this.world = world;
        this.wire = wire;
    }

    private static Metric metric(String name, String unit, String meaning) {
        return Metric.builder(name)
                .unit(unit)
                .kind(MetricKind.GAUGE)
                .labels(List.of("host"))
                .meaning(meaning)
                .build();
    }

    @Override
    public List<Metric> names(Region region, Call call) {
        return wire.ask(Operation.METRICS_NAMES, region, call, () -> NAMES);
    }

    @Override
    public List<MetricSeries> query(Region region, List<MetricQuery> queries, Call call) {
        return wire.ask(Operation.METRICS_QUERY, region, call, () -> {
            List<MetricSeries> all = new ArrayList<>();
            for (MetricQuery query : queries) {
                Metric metric = named(query.metric());
                for (Row<Host> row : world.hosts.all()) {
                    Map<String, String> labels = Map.of("host", row.value().id().value());
                    if (row.value().region().equals(region) && matches(query.labels(), labels)) {
                        MetricSeries series = series(query, metric, row.value(), world.now());
                        if (series.size() > 0) {
                            all.add(series);
                        }
                    }
                }
            }
            return all;
        });
    }

    private static Metric named(String name) {
        return NAMES.stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElseThrow(() -> CloudException.rejected(
                                Reason.NOT_FOUND,
                                "there is no metric '" + name + "'; there are "
                                        + NAMES.stream().map(Metric::name).toList())
                        .code("NoSuchMetric")
                        .build());
    }

    private static boolean matches(Map<String, String> wanted, Map<String, String> labels) {
        return wanted.entrySet().stream()
                .allMatch(label -> labels.containsKey(label.getKey())
                        && (label.getValue().isEmpty() || label.getValue().equals(labels.get(label.getKey()))));
    }

    private MetricSeries series(MetricQuery query, Metric metric, Host host, Instant now) {
        MetricSeries.Builder series = MetricSeries.builder(metric.name(), metric.unit())
                .label("host", host.id().value());
        if (host.state() != HostState.RUNNING) {
            return series.build();
        }
        long count = Duration.between(query.from(), query.to()).dividedBy(query.step());
        if (count > MOST_SAMPLES) {
            throw CloudException.rejected(Reason.INVALID, "a query of " + count + " samples; at most " + MOST_SAMPLES)
                    .code("TooManySamples")
                    .build();
        }
        Instant born = host.created().orElse(query.from());
        for (Instant time = query.from(); time.isBefore(query.to()); time = time.plus(query.step())) {
            if (!time.isBefore(born) && !time.isAfter(now)) {
                series.add(time, value(world, metric.name(), host, time));
            }
        }
        return series.build();
    }

    /** Returns what a metric of a host is at this time. */
    static double value(SimWorld world, String metric, Host host, Instant time) {
        double day = Math.sin(2 * Math.PI * (time.getEpochSecond() % 86_400) / 86_400.0);
        double noise = world.chance(metric + host.id().value(), time.getEpochSecond());
        double share = 0.4 + 0.2 * day + 0.1 * noise;
        double memory = host.memory().map(size -> (double) size.count()).orElse(1e9);
        return metric.equals("cpu.utilization")
                ? 100 * share
                : metric.equals("memory.used") ? memory * share : 1e6 * share;
    }

    /** Returns the newest value of a metric over all hosts that match, or NaN. */
    static double now(SimWorld world, Region region, String metric, Map<String, String> labels) {
        return world.hosts.all().stream()
                .map(Row::value)
                .filter(host -> host.region().equals(region) && host.state() == HostState.RUNNING)
                .filter(host -> matches(labels, Map.of("host", host.id().value())))
                .filter(host -> NAMES.stream().anyMatch(each -> each.name().equals(metric)))
                .mapToDouble(host -> value(world, metric, host, world.now()))
                .max()
                .orElse(Double.NaN);
    }
}
