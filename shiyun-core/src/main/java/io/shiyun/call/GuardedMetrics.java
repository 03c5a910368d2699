package io.shiyun.call;

import static io.shiyun.spi.Operation.METRICS_NAMES;
import static io.shiyun.spi.Operation.METRICS_QUERY;

import io.shiyun.model.Metric;
import io.shiyun.model.MetricSeries;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.MetricQuery;
import io.shiyun.spi.Metrics;
import java.util.List;
import java.util.function.Supplier;

/** {@link Metrics} by way of the pipeline. */
final class GuardedMetrics extends Guarded<Metrics> implements Metrics {
    GuardedMetrics(Pipeline pipeline, Metrics metrics, Supplier<Capabilities> abilities) {
        super(pipeline, metrics, abilities);
    }

    @Override
    public List<Metric> names(Region region, Call call) {
        return ask(METRICS_NAMES, region, call, Metrics::names);
    }

    @Override
    public List<MetricSeries> query(Region region, List<MetricQuery> queries, Call call) {
        return ask(METRICS_QUERY, region, queries, call, Metrics::query);
    }
}
