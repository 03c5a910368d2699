package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.MetricSeries;
import io.shiyun.model.Reason;
import io.shiyun.model.Statistic;
import io.shiyun.provider.openstack.Gnocchi.Points;
import io.shiyun.provider.openstack.Gnocchi.Reference;
import io.shiyun.provider.openstack.GnocchiMetric.Kept;
import io.shiyun.spi.MetricQuery;
import io.shiyun.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How one metric of one resource answers a query. Gnocchi keeps what its archive policy says and nothing else. The length of points is, of
 * those that are kept as far back as the query begins, or else the longest: the step itself; else the longest that the step is a multiple of, made longer by
 * Gnocchi; else the next longer one; else the longest.
 *
 * @param query what is answered
 * @param metric of which metric
 * @param name how it was named
 * @param points which points are asked for
 * @param reference what is asked for
 */
record MetricPlan(MetricQuery query, GnocchiMetric metric, MetricName name, Points points, Reference reference) {
    /** A counter has no name for its increase a second; it is reckoned from one of these. */
    private static final List<String> COUNTED = List.of("last", "max", "mean");

    static MetricPlan of(MetricQuery query, MetricName name, GnocchiMetric metric, Instant now) {
        boolean perSecond = query.statistic() == Statistic.RATE && !name.rate();
        List<String> methods = perSecond ? COUNTED : name.methods(query.statistic());
        int at = 0;
        while (at < methods.size() && !metric.methods().contains(methods.get(at))) {
            at++;
        }
        if (at == methods.size()) {
            throw invalid("Gnocchi keeps no " + query.statistic() + " of '" + name.text() + "' of the resource '"
                    + metric.resource() + "'; its archive policy keeps " + new TreeSet<>(metric.methods()));
        }
        String method = methods.get(at);
        Points points = points(query, metric, method, Duration.between(query.from(), now));
        if (perSecond) {
            // The first increase needs the point before.
            Instant before = points.from().minus(points.step());
            points = new Points(before, points.to(), points.granularity(), points.resampled(), points.step());
        }
        return new MetricPlan(query, metric, name, points, new Reference(metric.id(), method));
    }

    private static Points points(MetricQuery query, GnocchiMetric metric, String method, Duration age) {
        Duration step = query.step();
        Duration longest = Duration.ZERO;
        for (Kept kept : metric.kept()) {
            longest = kept.timespan().compareTo(longest) > 0 ? kept.timespan() : longest;
        }
        Duration needed = age.compareTo(longest) < 0 ? age : longest;
        Duration part = Duration.ZERO;
        Duration other = Duration.ZERO;
        for (Kept kept : metric.kept()) {
            Duration length = kept.granularity();
            if (kept.timespan().compareTo(needed) >= 0) {
                part = length.compareTo(step) <= 0 && isMultiple(step, length) ? length : part;
                // They come the shortest first.
                other = other.compareTo(step) > 0 ? other : length;
            }
        }
        if (other.isZero()) {
            throw invalid("the archive policy of '" + metric.name() + "' of the resource '" + metric.resource()
                    + "' keeps no points");
        }
        if (part.equals(step)) {
            return new Points(query.from(), query.to(), step, Optional.empty(), step);
        }
        return part.isZero() || step.getNano() != 0
                ? new Points(query.from(), query.to(), other, Optional.empty(), other)
                : new Points(query.from(), query.to(), part, Optional.of(resampling(method)), step);
    }

    private static boolean isMultiple(Duration step, Duration part) {
        return part.multipliedBy(step.dividedBy(part)).equals(step);
    }

    /** How points become a longer one: counts are added, and of means, medians and shares the like is taken, which is near to it. */
    private static String resampling(String method) {
        String plainly = method.startsWith("rate:") ? method.substring(5) : method;
        return plainly.equals("count") ? "sum" : plainly;
    }

    /** Returns how many points the question has at most. */
    long size() {
        return Duration.between(points.from(), points.to()).dividedBy(points.granularity()) + 1;
    }

    /** Returns the series of what Gnocchi answered, without samples when there are none in the window. */
    MetricSeries series(List<Json> measured) {
        boolean perSecond = query.statistic() == Statistic.RATE && !name.rate();
        TreeMap<Instant, Double> samples = read(measured);
        MetricSeries.Builder series = MetricSeries.builder(
                        query.metric(), perSecond ? perSecond(metric.unit()) : metric.unit())
                .label("resource_id", metric.resource());
        Map.Entry<Instant, Double> before = null;
        for (Map.Entry<Instant, Double> sample : samples.entrySet()) {
            Instant time = sample.getKey();
            boolean inside = !time.isBefore(query.from()) && time.isBefore(query.to());
            if (!perSecond && inside) {
                series.add(time, sample.getValue());
            } else if (inside && before != null && sample.getValue() >= before.getValue()) {
                double seconds = Duration.between(before.getKey(), time).toNanos() / 1e9;
                series.add(time, (sample.getValue() - before.getValue()) / seconds);
            }
            before = sample;
        }
        return series.build();
    }

    private static String perSecond(String unit) {
        return unit.isEmpty() ? "/s" : unit + "/s";
    }

    private static TreeMap<Instant, Double> read(List<Json> points) {
        TreeMap<Instant, Double> samples = new TreeMap<>();
        for (Json point : points) {
            List<Json> parts = point.items();
            if (parts.size() != 3) {
                throw point.wrong("a time, a length and a value");
            }
            if (!parts.get(2).missing()) {
                samples.put(parts.get(0).instant(), parts.get(2).number().doubleValue());
            }
        }
        return samples;
    }

    private static CloudException invalid(String message) {
        return CloudException.notSent(Reason.INVALID, message).build();
    }
}
