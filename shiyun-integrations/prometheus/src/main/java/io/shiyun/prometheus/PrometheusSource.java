package io.shiyun.prometheus;

import io.shiyun.metrics.Series;
import io.shiyun.watch.MetricSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Prometheus as a source of points. A metric is read by its name, sample by sample as it was scraped; an expression that was given a
 * name is evaluated at multiples of its step, so that what is read twice is the same. Feed a counter to a detector as an expression,
 * {@code rate(http_requests_total[1m])}.
 *
 * <p>What cannot be read throws, and the watch leaves its alerts as they are. Warnings of the server are logged when they change.
 */
public final class PrometheusSource implements MetricSource {
    private static final Logger LOG = LoggerFactory.getLogger(PrometheusSource.class);

    private final String name;
    private final PrometheusClient client;
    private final Map<String, Expression> expressions;
    private volatile List<String> warned = List.of();

    private record Expression(String query, Duration step) {}

    private PrometheusSource(String name, PrometheusClient client, Map<String, Expression> expressions) {
        this.name = name;
        this.client = client;
        this.expressions = expressions;
    }

    /** Returns a source of this name; the client is closed by the caller. */
    public static PrometheusSource of(String name, PrometheusClient client) {
        return new PrometheusSource(name, client, Map.of());
    }

    /**
     * Returns the same that answers for {@code metric} what an expression gives.
     *
     * @param step between two points
     */
    public PrometheusSource with(String metric, String expression, Duration step) {
        if (metric.isBlank() || expression.isBlank() || step.toMillis() < 1) {
            throw new IllegalArgumentException("metric and expression must not be empty, step a millisecond or more");
        }
        Map<String, Expression> more = new LinkedHashMap<>(expressions);
        more.put(metric, new Expression(expression, step));
        return new PrometheusSource(name, client, Map.copyOf(more));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Series> read(Set<String> metrics, Instant from, Instant to) {
        List<Series> all = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (String metric : metrics) {
            Expression expression = expressions.get(metric);
            if (expression != null) {
                evaluate(metric, expression, from, to, all, warnings);
            } else {
                QueryAnswer answer = client.samples(selector(metric), from.minusMillis(1), to);
                answer.series().forEach(series -> add(series.between(from.toEpochMilli(), Long.MAX_VALUE), all));
                warnings.addAll(answer.warnings());
            }
        }
        if (!warnings.equals(warned)) {
            warned = List.copyOf(warnings);
            LOG.warn("What {} answers may be in part: {}", name, warnings);
        }
        return all;
    }

    private void evaluate(
            String metric, Expression expression, Instant from, Instant to, List<Series> all, List<String> warnings) {
        long step = expression.step().toMillis();
        long first = -Math.floorDiv(-from.toEpochMilli(), step) * step;
        long last = Math.floorDiv(to.toEpochMilli(), step) * step;
        if (last < first) {
            return;
        }
        QueryAnswer answer = client.range(
                expression.query(), Instant.ofEpochMilli(first), Instant.ofEpochMilli(last), expression.step());
        answer.series().forEach(series -> add(renamed(metric, series), all));
        warnings.addAll(answer.warnings());
    }

    private static void add(Series series, List<Series> to) {
        if (series.size() > 0) {
            to.add(series);
        }
    }

    private static Series renamed(String metric, Series from) {
        Series.Builder copy = Series.named(metric, from.unit());
        from.labels().forEach(copy::label);
        for (int i = 0; i < from.size(); i++) {
            copy.add(from.time(i), from.value(i));
        }
        return copy.build();
    }

    static String selector(String metric) {
        String quoted = metric.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return "{__name__=\"" + quoted + "\"}";
    }
}
