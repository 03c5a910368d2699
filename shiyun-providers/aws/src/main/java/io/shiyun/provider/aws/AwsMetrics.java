package io.shiyun.provider.aws;

import io.shiyun.model.CloudException;
import io.shiyun.model.Metric;
import io.shiyun.model.MetricSeries;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.MetricQuery;
import io.shiyun.spi.Metrics;
import io.shiyun.wire.Paging;
import io.shiyun.wire.Xml;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Metrics are CloudWatch's. A query is asked for each series that ListMetrics knows, which are those with samples in the last two weeks,
 * up to 500 series by one request.
 */
final class AwsMetrics implements Metrics {
    private static final int AT_ONCE = 500;

    private final AwsClient aws;

    AwsMetrics(AwsClient aws) {
        this.aws = aws;
    }

    private record Known(MetricNames metric, Map<String, String> labels) {}

    /** A series to be asked for, and the question it answers. */
    private record Wanted(MetricQuery query, MetricNames metric, Map<String, String> labels) {}

    @Override
    public List<Metric> names(Region region, Call call) {
        Map<MetricNames, Set<String>> labels = new LinkedHashMap<>();
        for (Known known : list(region, Optional.empty(), Map.of(), call)) {
            labels.computeIfAbsent(known.metric, metric -> new TreeSet<>()).addAll(known.labels.keySet());
        }
        return labels.entrySet().stream()
                .map(entry -> Metric.builder(entry.getKey().text())
                        .unit(entry.getKey().unit())
                        .labels(List.copyOf(entry.getValue()))
                        .build())
                .toList();
    }

    private List<Known> list(Region region, Optional<MetricNames> metric, Map<String, String> labels, Call call) {
        return Paging.all(call, cursor -> {
            Form form = Form.query(Service.CLOUDWATCH, "ListMetrics");
            metric.ifPresent(wanted -> form.put("Namespace", wanted.namespace()).put("MetricName", wanted.name()));
            MetricNames.put(form, "Dimensions", labels);
            if (!cursor.equals(Cursor.START)) {
                form.put("NextToken", cursor.value());
            }
            Xml result = aws.query(Service.CLOUDWATCH, region, form, call);
            List<Known> page = result.items("Metrics.member").stream()
                    .map(item -> new Known(
                            new MetricNames(item.text("Namespace"), item.text("MetricName")),
                            MetricNames.dimensions(item)))
                    .toList();
            return Paging.page(page, cursor, result.optional("NextToken"));
        });
    }

    @Override
    public List<MetricSeries> query(Region region, List<MetricQuery> queries, Call call) {
        // One request has one window, so questions of the same window go together.
        Map<List<Instant>, List<Wanted>> windows = new LinkedHashMap<>();
        for (MetricQuery query : queries) {
            MetricNames.statistic(query.statistic());
            MetricNames metric = MetricNames.parse(query.metric());
            for (Known known : series(region, metric, query.labels(), call)) {
                windows.computeIfAbsent(List.of(query.from(), query.to()), window -> new ArrayList<>())
                        .add(new Wanted(query, metric, known.labels));
            }
        }
        List<MetricSeries> found = new ArrayList<>();
        windows.forEach((window, wanted) -> {
            for (int from = 0; from < wanted.size(); from += AT_ONCE) {
                found.addAll(data(region, wanted.subList(from, Math.min(wanted.size(), from + AT_ONCE)), call));
            }
        });
        return List.copyOf(found);
    }

    private List<Known> series(Region region, MetricNames metric, Map<String, String> labels, Call call) {
        List<Known> known = list(region, Optional.of(metric), labels, call);
        if (known.isEmpty()
                && (labels.isEmpty()
                        || list(region, Optional.of(metric), Map.of(), call).isEmpty())) {
            throw CloudException.rejected(
                            Reason.NOT_FOUND,
                            "CloudWatch knows no metric " + metric.text() + " in " + region
                                    + " with samples in the last two weeks")
                    .build();
        }
        return known;
    }

    private List<MetricSeries> data(Region region, List<Wanted> wanted, Call call) {
        Map<String, TreeMap<Instant, Double>> samples = new LinkedHashMap<>();
        Paging.all(call, cursor -> {
            Form form = Form.query(Service.CLOUDWATCH, "GetMetricData")
                    .put("StartTime", wanted.get(0).query.from())
                    .put("EndTime", wanted.get(0).query.to())
                    .put("ScanBy", "TimestampAscending");
            for (int i = 0; i < wanted.size(); i++) {
                question(form, form.item("MetricDataQueries", i + 1), "q" + i, wanted.get(i));
            }
            if (!cursor.equals(Cursor.START)) {
                form.put("NextToken", cursor.value());
            }
            Xml result = aws.query(Service.CLOUDWATCH, region, form, call);
            for (Xml part : result.items("MetricDataResults.member")) {
                read(part, samples.computeIfAbsent(part.text("Id"), id -> new TreeMap<>()));
            }
            return Paging.page(List.<Wanted>of(), cursor, result.optional("NextToken"));
        });
        List<MetricSeries> series = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            Wanted each = wanted.get(i);
            TreeMap<Instant, Double> values = samples.getOrDefault("q" + i, new TreeMap<>());
            // A period may begin before the window does.
            values.headMap(each.query.from()).clear();
            values.tailMap(each.query.to()).clear();
            if (!values.isEmpty()) {
                MetricSeries.Builder built = MetricSeries.builder(each.query.metric(), each.metric.unit());
                each.labels.forEach(built::label);
                values.forEach(built::add);
                series.add(built.build());
            }
        }
        return series;
    }

    private static void question(Form form, String prefix, String id, Wanted wanted) {
        String stat = prefix + ".MetricStat";
        form.put(prefix + ".Id", id)
                .put(stat + ".Metric.Namespace", wanted.metric.namespace())
                .put(stat + ".Metric.MetricName", wanted.metric.name());
        MetricNames.put(form, stat + ".Metric.Dimensions", wanted.labels);
        form.put(stat + ".Period", MetricNames.period(wanted.query.step()))
                .put(stat + ".Stat", MetricNames.statistic(wanted.query.statistic()))
                .put(prefix + ".ReturnData", true);
    }

    private static void read(Xml part, Map<Instant, Double> samples) {
        List<Xml> times = part.items("Timestamps.member");
        List<Xml> values = part.items("Values.member");
        for (int i = 0; i < Math.min(times.size(), values.size()); i++) {
            Xml value = values.get(i);
            try {
                samples.put(OffsetDateTime.parse(times.get(i).text()).toInstant(), Double.parseDouble(value.text()));
            } catch (DateTimeException | NumberFormatException e) {
                throw value.wrong("a number at a time such as 2026-11-21T09:30:00Z");
            }
        }
    }
}
