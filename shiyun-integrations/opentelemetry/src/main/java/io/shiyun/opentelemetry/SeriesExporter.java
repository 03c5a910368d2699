package io.shiyun.opentelemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.shiyun.metrics.Series;
import io.shiyun.watch.SeriesSink;
import java.util.Collection;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what the SDK of OpenTelemetry measures to a sink, ready for detectors:
 * {@code PeriodicMetricReader.create(new SeriesExporter(series -> watch.push("otel", series)))}.
 *
 * <p>A gauge and an up-down counter have the name of their instrument; a counter is {@code name.rate}, per second over the interval; a
 * histogram {@code name.rate}, {@code name.mean} and {@code name.max} of what was recorded in it. Attributes are labels, and {@code
 * service.name} of the resource too. Exponential histograms and summaries are left out, as are values that are not finite;
 * {@link #leftOut()} counts both. Units are OpenTelemetry's, which are UCUM codes.
 *
 * <p>A sink that throws makes the export fail, which the SDK logs; what stood behind that point is lost, since counts come by the interval. Called by one thread at a time.
 */
public final class SeriesExporter implements MetricExporter {
    private static final Logger LOG = LoggerFactory.getLogger(SeriesExporter.class);
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final double NANOS = 1e9;

    private final SeriesSink sink;
    private final AggregationTemporalitySelector temporality = AggregationTemporalitySelector.deltaPreferred();
    private final AtomicLong leftOut = new AtomicLong();

    /** An exporter to this sink. */
    public SeriesExporter(SeriesSink sink) {
        this.sink = Objects.requireNonNull(sink, "sink");
    }

    /** Returns how many points were left out. */
    public long leftOut() {
        return leftOut.get();
    }

    /** Counts come by the interval, what goes up and down as it is. */
    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
        return temporality.getAggregationTemporality(type);
    }

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
        try {
            metrics.forEach(this::export);
            return CompletableResultCode.ofSuccess();
        } catch (RuntimeException e) {
            LOG.warn("The sink of metrics failed", e);
            return CompletableResultCode.ofFailure();
        }
    }

    private void export(MetricData metric) {
        switch (metric.getType()) {
            case LONG_GAUGE -> metric.getLongGaugeData().getPoints().forEach(point -> value(metric, point));
            case DOUBLE_GAUGE -> metric.getDoubleGaugeData().getPoints().forEach(point -> value(metric, point));
            case LONG_SUM -> sum(metric, metric.getLongSumData());
            case DOUBLE_SUM -> sum(metric, metric.getDoubleSumData());
            case HISTOGRAM -> metric.getHistogramData().getPoints().forEach(point -> histogram(metric, point));
            default -> leftOut.addAndGet(metric.getData().getPoints().size());
        }
    }

    private void sum(MetricData metric, SumData<?> sum) {
        boolean rate = sum.isMonotonic() && sum.getAggregationTemporality() == AggregationTemporality.DELTA;
        for (PointData point : sum.getPoints()) {
            if (rate) {
                add(metric, point, ".rate", metric.getUnit() + "/s", number(point) / seconds(point));
            } else {
                value(metric, point);
            }
        }
    }

    private void value(MetricData metric, PointData point) {
        add(metric, point, "", metric.getUnit(), number(point));
    }

    private void histogram(MetricData metric, HistogramPointData point) {
        add(metric, point, ".rate", "1/s", point.getCount() / seconds(point));
        if (point.getCount() > 0) {
            add(metric, point, ".mean", metric.getUnit(), point.getSum() / point.getCount());
        }
        if (point.hasMax()) {
            add(metric, point, ".max", metric.getUnit(), point.getMax());
        }
    }

    private static double number(PointData point) {
        return point instanceof LongPointData whole ? (double) whole.getValue() : ((DoublePointData) point).getValue();
    }

    private static double seconds(PointData point) {
        return (point.getEpochNanos() - point.getStartEpochNanos()) / NANOS;
    }

    private void add(MetricData metric, PointData point, String suffix, String unit, double value) {
        if (!Double.isFinite(value)) {
            leftOut.incrementAndGet();
            return;
        }
        TreeMap<String, String> labels = new TreeMap<>();
        String service = metric.getResource().getAttribute(SERVICE);
        if (service != null) {
            labels.put(SERVICE.getKey(), service);
        }
        point.getAttributes().forEach((key, attribute) -> labels.put(key.getKey(), attribute.toString()));
        Series.Builder series = Series.named(metric.getName() + suffix, unit);
        labels.forEach(series::label);
        sink.take(series.add(TimeUnit.NANOSECONDS.toMillis(point.getEpochNanos()), value)
                .build());
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
