package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Scope;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Paging;
import io.shiyun.wire.Reply;
import io.shiyun.wire.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gnocchi in one region, asked within one call. */
final class Gnocchi {
    private static final String PAGE = "1000";

    private final Api api;
    private final Call call;
    private final Map<String, Json> policies = new HashMap<>();

    Gnocchi(Desk desk, Region region, Call call) {
        this.api = desk.api(ServiceType.METRIC, region, call);
        this.call = call;
    }

    /** What to make of one metric. */
    record Reference(String metric, String method) {}

    /**
     * A question for points of one length.
     *
     * @param from the first moment
     * @param to the last moment, excluded
     * @param granularity the length that is kept
     * @param resampled how points become one of {@code step}; empty when the step is that length
     * @param step the length that is wanted
     */
    record Points(Instant from, Instant to, Duration granularity, Optional<String> resampled, Duration step) {}

    /** Returns all metrics of this project, or those of one name. */
    List<GnocchiMetric> metrics(Optional<String> name) {
        return Paging.all(call, from -> page(name, PAGE, from));
    }

    /** Returns whether any resource has a metric of this name. */
    boolean knows(String name) {
        return !page(Optional.of(name), "1", Cursor.START).items().isEmpty();
    }

    /** A Gnocchi that bounds its pages by less than what is asked for says by a link that there are more. */
    private Page<GnocchiMetric> page(Optional<String> name, String size, Cursor from) {
        Path path = Path.of("metric").with("limit", size).withAny("marker", from.value());
        Reply reply =
                Api.ok(api.send("GET", name.map(text -> path.with("name", text)).orElse(path)));
        Optional<String> next = reply.header("Link")
                .filter(link -> link.contains("rel=\"next\""))
                .flatMap(link -> Paging.parameter(link.substring(0, Math.max(0, link.indexOf('>'))), "marker"));
        return Paging.page(read(reply.json()), from, next);
    }

    /** Returns what is measured of one resource; nothing when Gnocchi does not know it. */
    List<GnocchiMetric> ofResource(String id) {
        return api.find(Path.of("resource", "generic", id, "metric"))
                .map(this::read)
                .orElse(List.of());
    }

    private List<GnocchiMetric> read(Json metrics) {
        if (metrics.missing() || !metrics.isList()) {
            throw metrics.wrong("a list");
        }
        List<GnocchiMetric> all = new ArrayList<>();
        for (Json metric : metrics.items()) {
            Json policy = metric.at("archive_policy");
            Json known = policy.isObject() ? policy : policy(metric.text("archive_policy_name"));
            all.add(Facts.read(metric, json -> GnocchiMetric.read(json, known)));
        }
        return all;
    }

    /** Some lists of metrics name the policy only. */
    private Json policy(String name) {
        return policies.computeIfAbsent(name, known -> api.get(Path.of("archive_policy", known)));
    }

    /**
     * Returns the points of each of these, in one request; none where the metric was deleted meanwhile. Aggregates are of Gnocchi 4.3, of
     * 2018.
     */
    Map<Reference, List<Json>> measures(Points asked, Set<Reference> references) {
        Set<Reference> wanted = new LinkedHashSet<>(references);
        Map<Reference, List<Json>> points = new HashMap<>();
        while (true) {
            call.check();
            Path path = Path.of("aggregates")
                    .with("start", asked.from().toString())
                    .with("stop", asked.to().toString())
                    .with("granularity", decimal(asked.granularity()));
            Reply reply = api.send("POST", path, question(asked, wanted), Request::reading);
            if (reply.status() != 404) {
                Json measures = Api.ok(reply).json().at("measures");
                for (Reference each : wanted) {
                    Json found = measures.field(each.metric()).field(each.method());
                    if (!found.isList()) {
                        throw found.wrong("a list");
                    }
                    points.put(each, found.items());
                }
                return points;
            }
            Set<String> gone = gone(reply);
            if (!wanted.removeIf(reference -> gone.contains(reference.metric()))) {
                throw CloudException.rejected(
                                Reason.UNSUPPORTED,
                                "Gnocchi does not find its aggregates, which are there since 4.3: "
                                        + Errors.refused(reply).problem().message())
                        .scope(Scope.REGION)
                        .requestId(reply.requestId())
                        .build();
            }
            if (wanted.isEmpty()) {
                return points;
            }
        }
    }

    private static JsonWriter question(Points points, Set<Reference> wanted) {
        return JsonWriter.object().list("operations", operation -> {
            if (points.resampled().isPresent()) {
                operation
                        .add("resample")
                        .add(points.resampled().get())
                        .add(points.step().toSeconds());
                operation.addList(metrics -> references(metrics, wanted));
            } else {
                references(operation, wanted);
            }
        });
    }

    private static void references(JsonWriter metrics, Set<Reference> wanted) {
        metrics.add("metric");
        wanted.forEach(each -> metrics.addList(pair -> pair.add(each.metric()).add(each.method())));
    }

    /** Returns the metrics that a refusal says are not there. */
    private static Set<String> gone(Reply reply) {
        try {
            Json detail = reply.json().at("description.detail");
            return detail.isList()
                    ? Set.copyOf(detail.items().stream().map(Json::text).toList())
                    : Set.of();
        } catch (CloudException notUnderstood) {
            return Set.of();
        }
    }

    /** Seconds, with a fraction where there is one. */
    private static String decimal(Duration span) {
        return span.getNano() == 0
                ? String.valueOf(span.toSeconds())
                : java.math.BigDecimal.valueOf(span.toNanos(), 9).toPlainString();
    }
}
