package io.shiyun.provider.local;

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
import java.util.List;

/** What is sampled of this machine, its hosts and its apps. */
final class LocalMetrics implements Metrics {
    private static final List<String> MACHINE = List.of("machine");
    private static final List<String> HOST = List.of("host", "name");
    private static final List<String> APP = List.of("project", "app", "replica");

    private static final List<Metric> NAMES = List.of(
            gauge("machine.cpu", "%", MACHINE, "processors of the machine in use, all together"),
            gauge("machine.memory", "By", MACHINE, "memory of the machine in use"),
            gauge("host.cpu", "%", HOST, "processor time used a second; 100 is one processor"),
            counter("host.cpu.time", "s", HOST, "processor time used by what runs now"),
            gauge("host.memory", "By", HOST, "memory in RAM"),
            gauge("host.threads", "", HOST, "threads"),
            gauge("host.files", "", HOST, "open descriptors"),
            gauge("app.cpu", "%", APP, "processor time used a second; 100 is one processor"),
            counter("app.cpu.time", "s", APP, "processor time used since the start"),
            gauge("app.memory", "By", APP, "memory in RAM"),
            gauge("app.threads", "", APP, "threads"),
            gauge("app.files", "", APP, "open descriptors"),
            gauge("app.connections", "", APP, "connections through the balancer that are open"),
            counter("app.connections.total", "", APP, "connections the balancer has given to the replica"),
            counter("app.restarts", "", APP, "times the replica was started again"));

    private final Desk desk;

    LocalMetrics(Desk desk) {
        this.desk = desk;
    }

    @Override
    public List<Metric> names(Region region, Call call) {
        return desk.ask(region, call, () -> NAMES);
    }

    @Override
    public List<MetricSeries> query(Region region, List<MetricQuery> queries, Call call) {
        return desk.ask(region, call, () -> {
            List<MetricSeries> found = new ArrayList<>();
            for (MetricQuery query : queries) {
                Metric metric = NAMES.stream()
                        .filter(each -> each.name().equals(query.metric()))
                        .findFirst()
                        .orElseThrow(() -> unknown(query.metric()));
                found.addAll(desk.world().sampler().query(query, metric.unit()));
            }
            return found;
        });
    }

    private static CloudException unknown(String name) {
        return CloudException.rejected(
                        Reason.NOT_FOUND,
                        "there is no metric '" + name + "'; there are "
                                + NAMES.stream().map(Metric::name).toList())
                .build();
    }

    private static Metric gauge(String name, String unit, List<String> labels, String meaning) {
        return new Metric(name, unit, MetricKind.GAUGE, labels, meaning);
    }

    private static Metric counter(String name, String unit, List<String> labels, String meaning) {
        return new Metric(name, unit, MetricKind.COUNTER, labels, meaning);
    }
}
