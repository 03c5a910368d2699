package io.shiyun;

import io.shiyun.call.Found;
import io.shiyun.model.Metric;
import io.shiyun.model.MetricSeries;
import io.shiyun.spi.MetricQuery;
import io.shiyun.spi.Metrics;
import java.util.List;

/** What all clouds measure. Names and labels are each cloud's own. Thread-safe. */
public final class MetricFleet {
    private final FleetContext context;

    MetricFleet(FleetContext context) {
        this.context = context;
    }

    /** Lists the metrics that can be asked for. */
    public Gathered<Metric> names() {
        return context.gather(
                context.patience(),
                (cloud, region, call) -> cloud.find(Metrics.class)
                        .map(metrics -> Found.of(metrics.names(region, call)))
                        .orElseGet(Found::nothing));
    }

    /** Asks every cloud that knows these metrics; one that does not know them has nothing. */
    public Gathered<MetricSeries> query(MetricQuery... queries) {
        List<MetricQuery> all = List.of(queries);
        return context.gather(
                context.patience(),
                (cloud, region, call) -> cloud.find(Metrics.class)
                        .map(metrics -> {
                            List<String> known = metrics.names(region, call).stream()
                                    .map(Metric::name)
                                    .toList();
                            List<MetricQuery> askable = all.stream()
                                    .filter(query -> known.contains(query.metric()))
                                    .toList();
                            return Found.of(
                                    askable.isEmpty() ? List.<MetricSeries>of() : metrics.query(region, askable, call));
                        })
                        .orElseGet(Found::nothing));
    }
}
