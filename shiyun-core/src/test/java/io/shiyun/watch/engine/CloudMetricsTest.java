package io.shiyun.watch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.call.Clouds;
import io.shiyun.metrics.Series;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Metric;
import io.shiyun.model.MetricSeries;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.MetricQuery;
import io.shiyun.spi.Metrics;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Registration;
import io.shiyun.watch.MetricSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CloudMetricsTest {
    private static final CloudId HERE = new CloudId("here");
    private static final Instant FROM = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void asksEachRegionForTheMetricsItKnowsAndNamesCloudAndRegion() {
        TwoRegions cloud = new TwoRegions();
        List<MetricSource> sources = CloudMetrics.of(new OneCloud(cloud), Duration.ofSeconds(15));
        assertThat(sources).extracting(MetricSource::name).containsExactly("here/r1", "here/r2");

        List<Series> series = sources.get(1).read(Set.of("cpu", "unknown"), FROM, FROM.plusSeconds(60));
        assertThat(cloud.asked).singleElement().satisfies(query -> {
            assertThat(query.metric()).isEqualTo("cpu");
            assertThat(query.step()).isEqualTo(Duration.ofSeconds(15));
        });
        assertThat(series).singleElement().satisfies(each -> {
            assertThat(each.name()).isEqualTo("cpu");
            assertThat(each.labels()).isEqualTo(Map.of("host", "a", "cloud", "here", "region", "r2"));
            assertThat(each.size()).as("NaN is no point").isEqualTo(2);
            assertThat(each.value(1)).isEqualTo(3);
        });
    }

    @Test
    void whatItDoesNotKnowIsNotAskedFor() {
        TwoRegions cloud = new TwoRegions();
        MetricSource source =
                CloudMetrics.of(new OneCloud(cloud), Duration.ofSeconds(15)).get(0);
        assertThat(source.read(Set.of("unknown"), FROM, FROM.plusSeconds(60))).isEmpty();
        assertThat(cloud.asked).isEmpty();
    }

    private static final class TwoRegions implements Cloud, Metrics {
        final List<MetricQuery> asked = new ArrayList<>();

        @Override
        public List<CloudService> services() {
            return List.of(this);
        }

        @Override
        public void check(Call call) {}

        @Override
        public List<Region> regions() {
            return List.of(new Region(HERE, "r1"), new Region(HERE, "r2"));
        }

        @Override
        public void close() {}

        @Override
        public List<Metric> names(Region region, Call call) {
            return List.of(Metric.builder("cpu").build(), Metric.builder("disk").build());
        }

        @Override
        public List<MetricSeries> query(Region region, List<MetricQuery> queries, Call call) {
            asked.addAll(queries);
            return List.of(MetricSeries.builder("cpu", "%")
                    .label("host", "a")
                    .add(FROM, 1)
                    .add(FROM.plusSeconds(15), Double.NaN)
                    .add(FROM.plusSeconds(30), 3)
                    .build());
        }
    }

    private record OneCloud(Cloud only) implements Clouds {
        @Override
        public List<CloudId> ids() {
            return List.of(HERE);
        }

        @Override
        public Cloud cloud(CloudId id) {
            return only;
        }

        @Override
        public Capabilities capabilities(CloudId id) {
            return Capabilities.builder().build();
        }

        @Override
        public Call call(Operation operation) {
            return call(Duration.ofSeconds(10));
        }

        @Override
        public Call call(Duration time) {
            return new Call() {
                @Override
                public Duration remaining() {
                    return time;
                }

                @Override
                public void check() {}

                @Override
                public Registration onCancel(Runnable action) {
                    return () -> {};
                }

                @Override
                public CloudException over(Certainty certainty) {
                    throw new IllegalStateException("this call never ends");
                }
            };
        }
    }
}
