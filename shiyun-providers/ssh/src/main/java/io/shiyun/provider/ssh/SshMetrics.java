package io.shiyun.provider.ssh;

import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.Metric;
import io.shiyun.model.MetricKind;
import io.shiyun.model.MetricSeries;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.MetricQuery;
import io.shiyun.spi.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What machines say of themselves at the moment of the question, asked many at once. There is no agent and no history: a series has
 * the sample of now, if now lies in the window, and whoever asks again and again keeps the samples.
 */
final class SshMetrics implements Metrics {
    private static final String CPU = "host.cpu";
    private static final List<String> LABELS = List.of("host", "name");

    /** Each metric and how it is read. */
    private static final Map<Metric, Function<Facts, Optional<Double>>> ALL = all();

    private final Desk desk;
    private final Roster roster;
    private final Observer observer;
    private final Map<String, Observer.Seen> before = new ConcurrentHashMap<>();

    SshMetrics(Desk desk, Roster roster, Observer observer) {
        this.desk = desk;
        this.roster = roster;
        this.observer = observer;
    }

    private static Map<Metric, Function<Facts, Optional<Double>>> all() {
        Map<Metric, Function<Facts, Optional<Double>>> all = new LinkedHashMap<>();
        all.put(counter("host.cpu.time", "s", "processor time used since the boot"), Facts::busySeconds);
        all.put(
                gauge(CPU, "%", "processor time used a second since the question before; 100 is one processor"),
                facts -> Optional.empty());
        all.put(
                gauge("host.memory", "By", "memory that programs could not get"),
                facts -> facts.memory()
                        .flatMap(size -> facts.memoryFree().map(free -> (double) (size.count() - free.count()))));
        all.put(gauge("host.memory.size", "By", "all its memory"), facts -> count(facts.memory()));
        all.put(gauge("host.disk", "By", "used of the root file system"), facts -> count(facts.diskUsed()));
        all.put(gauge("host.disk.size", "By", "size of the root file system"), facts -> count(facts.disk()));
        all.put(gauge("host.load", "", "processes that run or want to, over the last minute"), Facts::load);
        all.put(gauge("host.uptime", "s", "time since the boot"), Facts::uptimeSeconds);
        return all;
    }

    private static Optional<Double> count(Optional<Bytes> bytes) {
        return bytes.map(size -> (double) size.count());
    }

    private static Metric gauge(String name, String unit, String meaning) {
        return new Metric(name, unit, MetricKind.GAUGE, LABELS, meaning);
    }

    private static Metric counter(String name, String unit, String meaning) {
        return new Metric(name, unit, MetricKind.COUNTER, LABELS, meaning);
    }

    @Override
    public List<Metric> names(Region region, Call call) {
        return desk.ask(region, call, () -> List.copyOf(ALL.keySet()));
    }

    @Override
    public List<MetricSeries> query(Region region, List<MetricQuery> queries, Call call) {
        return desk.ask(region, call, () -> {
            List<Metric> metrics = queries.stream().map(SshMetrics::metric).toList();
            List<Roster.Held> hosts = roster.all().stream()
                    .filter(held -> queries.stream().anyMatch(query -> wanted(query, held)))
                    .toList();
            List<Observer.Seen> seen =
                    observer.lookNow(hosts.stream().map(Roster.Held::machine).toList(), call);
            List<MetricSeries> series = new ArrayList<>();
            for (int h = 0; h < hosts.size(); h++) {
                Roster.Held host = hosts.get(h);
                Observer.Seen now = seen.get(h);
                Optional<Observer.Seen> last = now.facts().isEmpty()
                        ? Optional.empty()
                        : Optional.ofNullable(before.put(host.entry().id(), now));
                for (int q = 0; q < queries.size(); q++) {
                    if (wanted(queries.get(q), host)) {
                        series(queries.get(q), metrics.get(q), host, now, last).ifPresent(series::add);
                    }
                }
            }
            before.keySet()
                    .retainAll(
                            roster.all().stream().map(held -> held.entry().id()).toList());
            return series;
        });
    }

    private static boolean wanted(MetricQuery query, Roster.Held host) {
        return query.labels().entrySet().stream().allMatch(label -> switch (label.getKey()) {
            case "host" -> label.getValue().equals(host.entry().id());
            case "name" -> label.getValue().equals(host.entry().name());
            default -> false;
        });
    }

    private static Optional<MetricSeries> series(
            MetricQuery query, Metric metric, Roster.Held host, Observer.Seen now, Optional<Observer.Seen> last) {
        if (now.when().isBefore(query.from()) || !now.when().isBefore(query.to())) {
            return Optional.empty();
        }
        Optional<Double> value = metric.name().equals(CPU)
                ? last.flatMap(earlier -> rate(earlier, now))
                : now.facts()
                        .flatMap(facts -> ALL.getOrDefault(metric, none -> Optional.empty())
                                .apply(facts));
        return value.map(number -> MetricSeries.builder(metric.name(), metric.unit())
                .label("host", host.entry().id())
                .label("name", host.entry().name())
                .add(now.when(), number)
                .build());
    }

    private static Optional<Double> rate(Observer.Seen earlier, Observer.Seen now) {
        double seconds = (now.when().toEpochMilli() - earlier.when().toEpochMilli()) / 1000.0;
        Optional<Double> used = now.facts().flatMap(Facts::busySeconds);
        Optional<Double> before = earlier.facts().flatMap(Facts::busySeconds);
        if (seconds <= 0 || used.isEmpty() || before.isEmpty() || used.get() < before.get()) {
            return Optional.empty();
        }
        return Optional.of(100 * (used.get() - before.get()) / seconds);
    }

    private static Metric metric(MetricQuery query) {
        return ALL.keySet().stream()
                .filter(each -> each.name().equals(query.metric()))
                .findFirst()
                .orElseThrow(() -> CloudException.rejected(
                                Reason.NOT_FOUND,
                                "there is no metric '" + query.metric() + "'; there are "
                                        + ALL.keySet().stream()
                                                .map(Metric::name)
                                                .toList())
                        .build());
    }
}
