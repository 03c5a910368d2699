package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.Metric;
import io.shiyun.model.MetricKind;
import io.shiyun.model.MetricSeries;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.provider.openstack.Gnocchi.Points;
import io.shiyun.spi.Call;
import io.shiyun.spi.MetricQuery;
import io.shiyun.spi.Metrics;
import io.shiyun.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Metrics by Gnocchi. A series is told from others by its {@code resource_id}, which for what is measured of a host is the host's id. Names are
 * those that Ceilometer, or whoever writes there, gives; {@code rate:cpu} is the increase of {@code cpu} from each sample to the next, where
 * an archive policy keeps it.
 */
final class OpenStackMetrics implements Metrics {
    private static final String LABEL = "resource_id";

    /** Ceilometer's meters that count from the start on; Gnocchi does not tell. */
    private static final Pattern COUNTERS = Pattern.compile(
            "cpu|(disk\\.device|disk)\\.(read|write)\\.(bytes|requests|latency)|network\\.(incoming|outgoing)\\.(bytes|packets)(\\..*)?");

    /** A request asks for as many metrics as make about this many points, and for as many metrics at most. */
    private static final long POINTS = 200_000;

    private static final int AT_ONCE = 200;

    private final Desk desk;

    OpenStackMetrics(Desk desk) {
        this.desk = desk;
    }

    @Override
    public List<Metric> names(Region region, Call call) {
        Map<String, Metric> names = new TreeMap<>();
        for (GnocchiMetric metric : new Gnocchi(desk, region, call).metrics(Optional.empty())) {
            if (!metric.name().isBlank()) {
                name(names, metric, false);
                if (metric.methods().stream().anyMatch(method -> method.startsWith("rate:"))) {
                    name(names, metric, true);
                }
            }
        }
        return List.copyOf(names.values());
    }

    private static void name(Map<String, Metric> names, GnocchiMetric metric, boolean rate) {
        String name = new MetricName(metric.name(), rate).text();
        boolean counts = COUNTERS.matcher(metric.name()).matches();
        names.putIfAbsent(
                name,
                Metric.builder(name)
                        .unit(metric.unit())
                        .kind(rate ? MetricKind.DELTA : counts ? MetricKind.COUNTER : MetricKind.GAUGE)
                        .labels(List.of(LABEL))
                        .meaning(rate ? "increase of " + metric.name() + " from each sample to the next" : "")
                        .build());
    }

    @Override
    public List<MetricSeries> query(Region region, List<MetricQuery> queries, Call call) {
        queries.forEach(OpenStackMetrics::check);
        Gnocchi gnocchi = new Gnocchi(desk, region, call);
        List<MetricPlan> plans = plans(gnocchi, queries);
        // One request has one window and one length of points.
        Map<Points, List<MetricPlan>> requests = new LinkedHashMap<>();
        plans.forEach(plan -> requests.computeIfAbsent(plan.points(), same -> new ArrayList<>())
                .add(plan));
        Map<MetricPlan, MetricSeries> series = new LinkedHashMap<>();
        requests.forEach((points, same) -> {
            int size = Math.toIntExact(
                    Math.max(1, Math.min(AT_ONCE, POINTS / same.get(0).size())));
            for (int from = 0; from < same.size(); from += size) {
                List<MetricPlan> part = same.subList(from, Math.min(same.size(), from + size));
                Set<Gnocchi.Reference> references = new LinkedHashSet<>();
                part.forEach(plan -> references.add(plan.reference()));
                Map<Gnocchi.Reference, List<Json>> measured = gnocchi.measures(points, references);
                part.forEach(plan -> series.put(plan, plan.series(measured.getOrDefault(plan.reference(), List.of()))));
            }
        });
        return plans.stream()
                .map(series::get)
                .filter(found -> found != null && found.size() > 0)
                .toList();
    }

    private static void check(MetricQuery query) {
        for (String label : query.labels().keySet()) {
            if (!label.equals(LABEL)) {
                throw CloudException.notSent(
                                Reason.INVALID,
                                "a metric of OpenStack has no label '" + label + "'; its series are told apart by '"
                                        + LABEL + "', which is the id of the host or whatever else is measured")
                        .build();
            }
        }
    }

    private List<MetricPlan> plans(Gnocchi gnocchi, List<MetricQuery> queries) {
        Instant now = desk.now();
        Map<String, Set<String>> resources = new LinkedHashMap<>();
        queries.forEach(query -> resources
                .computeIfAbsent(MetricName.parse(query.metric()).plain(), name -> new LinkedHashSet<>())
                .add(query.labels().getOrDefault(LABEL, "")));
        Map<String, List<GnocchiMetric>> byName = new LinkedHashMap<>();
        resources.forEach((name, ids) -> byName.put(name, find(gnocchi, name, ids)));
        List<MetricPlan> plans = new ArrayList<>();
        for (MetricQuery query : queries) {
            MetricName name = MetricName.parse(query.metric());
            String resource = query.labels().getOrDefault(LABEL, "");
            for (GnocchiMetric metric : byName.getOrDefault(name.plain(), List.of())) {
                // Gnocchi answers the id of a resource that is no UUID by one that it makes of it.
                boolean alone = resources.getOrDefault(name.plain(), Set.of()).size() == 1;
                if (alone || resource.isEmpty() || resource.equals(metric.resource())) {
                    plans.add(checked(MetricPlan.of(query, name, metric, now)));
                }
            }
        }
        return plans;
    }

    private static MetricPlan checked(MetricPlan plan) {
        if (plan.size() > 2 * POINTS) {
            throw CloudException.notSent(
                            Reason.INVALID,
                            "a query of " + plan.size() + " points of "
                                    + plan.query().metric() + "; at most " + 2 * POINTS
                                    + ", so ask for a longer step or a shorter time")
                    .build();
        }
        return plan;
    }

    /** One resource is asked for what is measured of it; more come with the list of all metrics of the name. */
    private static List<GnocchiMetric> find(Gnocchi gnocchi, String name, Set<String> resources) {
        String first = resources.iterator().next();
        boolean one = resources.size() == 1 && !first.isEmpty();
        List<GnocchiMetric> found = one
                ? gnocchi.ofResource(first).stream()
                        .filter(metric -> metric.name().equals(name))
                        .toList()
                : gnocchi.metrics(Optional.of(name));
        if (found.isEmpty() && !(one && gnocchi.knows(name))) {
            throw CloudException.rejected(
                            Reason.NOT_FOUND,
                            "Gnocchi knows no metric '" + name
                                    + "' that this project may read; those it knows are in the" + " list of names")
                    .build();
        }
        return found;
    }
}
