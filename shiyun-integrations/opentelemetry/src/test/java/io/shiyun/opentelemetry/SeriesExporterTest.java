package io.shiyun.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.shiyun.metrics.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** On the SDK itself. */
class SeriesExporterTest {
    private static final Attributes SHOP = Attributes.of(AttributeKey.stringKey("shop"), "a");

    private final List<Series> taken = Collections.synchronizedList(new ArrayList<>());
    private final SeriesExporter exporter = new SeriesExporter(taken::add);

    private SdkMeterProvider provider(SeriesExporter to) {
        return SdkMeterProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "checkout")))
                .registerMetricReader(PeriodicMetricReader.builder(to)
                        .setInterval(1, TimeUnit.HOURS)
                        .build())
                .build();
    }

    @Test
    void instrumentsBecomePointsForDetectors() {
        try (SdkMeterProvider provider = provider(exporter)) {
            Meter meter = provider.get("test");
            LongCounter orders = meter.counterBuilder("orders").build();
            LongUpDownCounter depth = meter.upDownCounterBuilder("depth").build();
            DoubleHistogram latency =
                    meter.histogramBuilder("latency").setUnit("s").build();
            meter.gaugeBuilder("ratio").buildWithCallback(gauge -> gauge.record(0.25));
            meter.gaugeBuilder("broken").buildWithCallback(gauge -> gauge.record(Double.NaN));
            orders.add(5, SHOP);
            depth.add(4);
            latency.record(1);
            latency.record(3);
            assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess())
                    .isTrue();

            Series rate = one("orders.rate");
            assertThat(rate.labels()).containsEntry("shop", "a").containsEntry("service.name", "checkout");
            assertThat(rate.value(0)).isPositive();
            assertThat(one("depth").value(0)).isEqualTo(4);
            assertThat(one("latency.mean").value(0)).isEqualTo(2);
            assertThat(one("latency.mean").unit()).isEqualTo("s");
            assertThat(one("latency.max").value(0)).isEqualTo(3);
            assertThat(one("ratio").value(0)).isEqualTo(0.25);
            assertThat(taken).noneMatch(series -> series.name().startsWith("broken"));

            taken.clear();
            depth.add(-1);
            latency.record(7);
            assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
            assertThat(one("depth").value(0)).as("as it is").isEqualTo(3);
            assertThat(one("latency.mean").value(0)).as("of the interval").isEqualTo(7);
        }
    }

    @Test
    void aSinkThatThrowsFailsThatExportAlone() {
        AtomicBoolean works = new AtomicBoolean();
        List<Boolean> results = new ArrayList<>();
        SeriesExporter faulty = new SeriesExporter(series -> {
            if (!works.get()) {
                throw new IllegalStateException("of the test");
            }
            taken.add(series);
        });
        try (SdkMeterProvider provider = provider(faulty)) {
            LongUpDownCounter depth =
                    provider.get("test").upDownCounterBuilder("depth").build();
            depth.add(1);
            provider.forceFlush().join(10, TimeUnit.SECONDS);
            results.add(taken.isEmpty());
            works.set(true);
            provider.forceFlush().join(10, TimeUnit.SECONDS);
        }
        assertThat(results).containsExactly(true);
        assertThat(one("depth").value(0)).isEqualTo(1);
        assertThat(faulty.export(List.of()).isSuccess()).isTrue();
    }

    private Series one(String name) {
        return taken.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
