package io.shiyun.watch.engine;

import io.shiyun.call.Clouds;
import io.shiyun.metrics.Series;
import io.shiyun.model.CloudId;
import io.shiyun.model.Metric;
import io.shiyun.model.MetricSeries;
import io.shiyun.model.Region;
import io.shiyun.spi.MetricQuery;
import io.shiyun.spi.Metrics;
import io.shiyun.spi.Operation;
import io.shiyun.watch.MetricSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The metrics of one region of a cloud as a source. Each series has the cloud's own labels, and {@code cloud} and
 * {@code region}.
 */
final class CloudMetrics implements MetricSource {
    private final Clouds clouds;
    private final Region region;
    private final Duration step;

    CloudMetrics(Clouds clouds, Region region, Duration step) {
        this.clouds = clouds;
        this.region = region;
        this.step = step;
    }

    /** Returns a source for each region of each cloud that has metrics. */
    static List<MetricSource> of(Clouds clouds, Duration step) {
        List<MetricSource> sources = new ArrayList<>();
        for (CloudId id : clouds.ids()) {
            if (clouds.cloud(id).find(Metrics.class).isPresent()) {
                clouds.cloud(id).regions().forEach(region -> sources.add(new CloudMetrics(clouds, region, step)));
            }
        }
        return sources;
    }

    @Override
    public String name() {
        return region.cloud().name() + "/" + region.name();
    }

    @Override
    public List<Series> read(Set<String> metrics, Instant from, Instant to) {
        Metrics service = clouds.service(region.cloud(), Metrics.class);
        Set<String> known = service.names(region, clouds.call(Operation.METRICS_NAMES)).stream()
                .map(Metric::name)
                .collect(Collectors.toSet());
        List<MetricQuery> queries = metrics.stream()
                .filter(known::contains)
                .map(metric -> MetricQuery.builder(metric, from, to).step(step).build())
                .toList();
        if (queries.isEmpty()) {
            return List.of();
        }
        List<Series> all = new ArrayList<>();
        for (MetricSeries each : service.query(region, queries, clouds.call(Operation.METRICS_QUERY))) {
            all.add(series(each));
        }
        return all;
    }

    private Series series(MetricSeries from) {
        Series.Builder series = Series.named(from.metric(), from.unit());
        from.labels().forEach(series::label);
        series.label("cloud", region.cloud().name()).label("region", region.name());
        for (int i = 0; i < from.size(); i++) {
            if (Double.isFinite(from.value(i))) {
                series.add(from.time(i), from.value(i));
            }
        }
        return series.build();
    }
}
