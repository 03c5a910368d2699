package io.shiyun.provider.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.CloudException;
import io.shiyun.model.Metric;
import io.shiyun.model.MetricKind;
import io.shiyun.model.MetricSeries;
import io.shiyun.model.Reason;
import io.shiyun.model.Statistic;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.MetricQuery;
import io.shiyun.spi.Metrics;
import io.shiyun.wire.rig.Recorded;
import io.shiyun.wire.rig.Seen;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics by Gnocchi: what is measured, points of the length that is kept, many series by one request. */
class MetricsTest {
    private static final Instant FROM = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant TO = FROM.plusSeconds(600);
    private static final String POLICY =
            "{\"name\":\"low\",\"back_window\":0,\"aggregation_methods\":[\"mean\",\"max\","
                    + "\"count\",\"rate:mean\"],\"definition\":["
                    + "{\"timespan\":\"1:00:00\",\"granularity\":\"0:01:00\",\"points\":60},"
                    + "{\"timespan\":\"7 days, 0:00:00\",\"granularity\":\"0:05:00\",\"points\":2016},"
                    + "{\"timespan\":\"365 days, 0:00:00\",\"granularity\":\"1 day, 0:00:00\",\"points\":365}]}";

    private static String metric(String id, String name, String unit, String resource) {
        return "{\"id\":\"" + id + "\",\"name\":\"" + name + "\",\"unit\":\"" + unit + "\",\"resource_id\":\""
                + resource + "\",\"archive_policy\":" + POLICY + "}";
    }

    private static final String ALL = "[" + metric("m1", "cpu", "ns", "h1") + "," + metric("m2", "cpu", "ns", "h2")
            + "," + metric("m3", "memory.usage", "MB", "h1") + "]";

    private static Recorded gnocchi(Seen seen, String measures) {
        String target = seen.target();
        if (target.startsWith("/metric/v1/aggregates")) {
            return Stand.json(200, "{\"measures\":" + measures + "}");
        }
        if (target.startsWith("/metric/v1/resource/generic/h1/")) {
            return Stand.json(200, "[" + metric("m1", "cpu", "ns", "h1") + "]");
        }
        if (target.startsWith("/metric/v1/resource")) {
            return Stand.json(
                    404, "{\"code\":404,\"title\":\"Not Found\",\"description\":\"Resource h9 does not exist\"}");
        }
        return target.contains("name=cpu")
                ? Stand.json(200, "[" + metric("m1", "cpu", "ns", "h1") + "," + metric("m2", "cpu", "ns", "h2") + "]")
                : target.contains("name=") ? Stand.json(200, "[]") : Stand.json(200, ALL);
    }

    private static MetricQuery.Builder query(String metric) {
        return MetricQuery.builder(metric, FROM, TO).step(Duration.ofMinutes(1));
    }

    private static Cloud connect(Stand stand) {
        return new OpenStackProvider().connect(stand.config().clock(() -> TO).build());
    }

    private static List<MetricSeries> ask(Stand stand, MetricQuery... queries) {
        try (Cloud cloud = connect(stand)) {
            return Stand.service(cloud, Metrics.class).query(Stand.REGION, List.of(queries), Stand.call());
        }
    }

    private static CloudException refusal(Stand stand, MetricQuery... queries) {
        return catchThrowableOfType(CloudException.class, () -> ask(stand, queries));
    }

    private static String point(String time, int length, String value) {
        return "[\"2026-11-21T" + time + ":00+00:00\"," + length + ".0," + value + "]";
    }

    @Test
    void names_are_told_once_with_units_and_kinds() throws IOException {
        try (Stand stand = Stand.start(seen -> gnocchi(seen, "{}"));
                Cloud cloud = connect(stand)) {
            List<Metric> names = Stand.service(cloud, Metrics.class).names(Stand.REGION, Stand.call());
            assertThat(names)
                    .extracting(Metric::name)
                    .containsExactly("cpu", "memory.usage", "rate:cpu", "rate:memory.usage");
            assertThat(names).extracting(Metric::unit).containsExactly("ns", "MiBy", "ns", "MiBy");
            assertThat(names)
                    .extracting(Metric::kind)
                    .containsExactly(MetricKind.COUNTER, MetricKind.GAUGE, MetricKind.DELTA, MetricKind.DELTA);
            assertThat(names.get(0).labels()).containsExactly("resource_id");
        }
    }

    @Test
    void a_list_of_metrics_goes_on_by_its_link() throws IOException {
        List<String> pages = new ArrayList<>();
        try (Stand stand = Stand.start(seen -> {
                    pages.add(seen.target());
                    return seen.target().contains("marker=")
                            ? Stand.json(200, "[" + metric("m9", "disk.root.size", "GB", "h1") + "]")
                            : Stand.json(
                                    200,
                                    ALL,
                                    "Link: <http://elsewhere/v1/metric?limit=1000&marker=m3&sort=id%3Aasc>; rel=\"next\"");
                });
                Cloud cloud = connect(stand)) {
            assertThat(Stand.service(cloud, Metrics.class).names(Stand.REGION, Stand.call()))
                    .extracting(Metric::name)
                    .contains("cpu", "disk.root.size");
            assertThat(pages).hasSize(2);
            assertThat(pages.get(1)).contains("marker=m3");
        }
    }

    @Test
    void many_series_come_by_one_request() throws IOException {
        String measures = "{\"m1\":{\"mean\":[" + point("09:59", 60, "1") + "," + point("10:01", 60, "2.5") + "]},"
                + "\"m2\":{\"mean\":[" + point("10:02", 60, "3") + "," + point("10:03", 60, "null") + ","
                + point("10:10", 60, "4") + "]}}";
        try (Stand stand = Stand.start(seen -> gnocchi(seen, measures))) {
            List<MetricSeries> series = ask(stand, query("cpu").build());
            assertThat(series).hasSize(2);
            assertThat(series.get(0).labels()).isEqualTo(Map.of("resource_id", "h1"));
            assertThat(series.get(0).size()).isEqualTo(1);
            assertThat(series.get(0).time(0)).isEqualTo(FROM.plusSeconds(60).toEpochMilli());
            assertThat(series.get(0).value(0)).isEqualTo(2.5);
            assertThat(series.get(1).size()).as("samples inside the window").isEqualTo(1);
            List<Seen> asked = stand.seen("POST", "/metric/v1/aggregates");
            assertThat(asked).hasSize(1);
            assertThat(asked.get(0).target()).contains("granularity=60").contains("start=2026-11-21T10%3A00%3A00Z");
            assertThat(asked.get(0).text())
                    .isEqualTo("{\"operations\":[\"metric\",[\"m1\",\"mean\"],[\"m2\",\"mean\"]]}");
        }
    }

    @Test
    void one_resource_is_asked_for_by_its_id() throws IOException {
        try (Stand stand = Stand.start(seen -> gnocchi(seen, "{\"m1\":{\"max\":[" + point("10:01", 60, "7") + "]}}"))) {
            List<MetricSeries> series = ask(
                    stand,
                    query("cpu")
                            .labels(Map.of("resource_id", "h1"))
                            .statistic(Statistic.MAXIMUM)
                            .build());
            assertThat(series).hasSize(1);
            assertThat(series.get(0).value(0)).isEqualTo(7);
            assertThat(stand.seen("GET", "/metric/v1/metric")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PT1M|0|60|plain",
                "PT5M|0|300|plain",
                "PT10M|0|300|600",
                "PT30S|0|60|plain",
                "PT7M|0|60|420",
                // An hour and more ago only points of five minutes are kept, and after a week those of a day.
                "PT1M|7200|300|plain",
                "PT5M|864000|86400|plain",
                "P2D|864000|86400|172800",
            })
    void points_are_of_the_length_that_is_kept_and_fits(Duration step, long age, int granularity, String resampled)
            throws IOException {
        int length = resampled.equals("plain") ? granularity : Integer.parseInt(resampled);
        try (Stand stand = Stand.start(seen ->
                gnocchi(seen, "{\"m1\":{\"mean\":[" + point("10:00", length, "1") + "]},\"m2\":{\"mean\":[]}}"))) {
            MetricQuery query = query("cpu").step(step).build();
            try (Cloud cloud = new OpenStackProvider()
                    .connect(stand.config().clock(() -> FROM.plusSeconds(age)).build())) {
                assertThat(Stand.service(cloud, Metrics.class).query(Stand.REGION, List.of(query), Stand.call()))
                        .hasSize(1);
            }
            Seen asked = stand.seen("POST", "/metric/v1/aggregates").get(0);
            assertThat(asked.target()).contains("granularity=" + granularity);
            if (!resampled.equals("plain")) {
                assertThat(asked.text()).contains("[\"resample\",\"mean\"," + resampled + ",[\"metric\",");
            } else {
                assertThat(asked.text()).contains("[\"metric\",[\"m1\"");
            }
        }
    }

    @Test
    void the_increase_a_second_is_reckoned_and_a_counter_that_began_anew_is_left_out() throws IOException {
        String measures = "{\"m1\":{\"max\":[" + point("09:59", 60, "100") + "," + point("10:00", 60, "160") + ","
                + point("10:01", 60, "400") + "," + point("10:02", 60, "20") + "," + point("10:03", 60, "80")
                + "]},\"m2\":{\"max\":[]}}";
        try (Stand stand = Stand.start(seen -> gnocchi(seen, measures))) {
            List<MetricSeries> series =
                    ask(stand, query("cpu").statistic(Statistic.RATE).build());
            assertThat(series).hasSize(1);
            assertThat(series.get(0).unit()).isEqualTo("ns/s");
            assertThat(series.get(0).size()).isEqualTo(3);
            assertThat(series.get(0).value(0)).isEqualTo(1);
            assertThat(series.get(0).value(1)).isEqualTo(4);
            assertThat(series.get(0).value(2)).isEqualTo(1);
            assertThat(stand.seen("POST", "/metric/v1/aggregates").get(0).target())
                    .contains("start=2026-11-21T09%3A59%3A00Z");
        }
    }

    @Test
    void a_metric_that_was_deleted_meanwhile_has_no_series() throws IOException {
        try (Stand stand = Stand.start(
                seen -> !seen.target().contains("aggregates") || !seen.text().contains("m2")
                        ? gnocchi(seen, "{\"m1\":{\"mean\":[" + point("10:01", 60, "7") + "]}}")
                        : Stand.json(
                                404,
                                "{\"code\":404,\"title\":\"Not Found\",\"description\":{\"cause\":\"Unknown metrics\","
                                        + "\"reason\":\"Provided metrics don't exists\",\"detail\":[\"m2\"]}}"))) {
            assertThat(ask(stand, query("cpu").build()))
                    .extracting(series -> series.labels().get("resource_id"))
                    .containsExactly("h1");
        }
    }

    @Test
    void what_gnocchi_cannot_tell_is_refused_with_what_it_can() throws IOException {
        try (Stand stand = Stand.start(seen -> seen.target().contains("aggregates")
                ? Stand.json(404, "<html><title>404 Not Found</title>The resource could not be found.</html>")
                : gnocchi(seen, "{}"))) {
            CloudException unknown = refusal(stand, query("no.such").build());
            assertThat(unknown.reason()).isEqualTo(Reason.NOT_FOUND);
            CloudException ofResource = refusal(
                    stand, query("no.such").labels(Map.of("resource_id", "h9")).build());
            assertThat(ofResource.reason()).isEqualTo(Reason.NOT_FOUND);
            assertThat(ask(
                            stand,
                            query("cpu").labels(Map.of("resource_id", "h9")).build()))
                    .isEmpty();
            CloudException statistic =
                    refusal(stand, query("cpu").statistic(Statistic.P99).build());
            assertThat(statistic.reason()).isEqualTo(Reason.INVALID);
            assertThat(statistic.problem().message()).contains("count, max, mean, rate:mean");
            CloudException label =
                    refusal(stand, query("cpu").labels(Map.of("host", "h1")).build());
            assertThat(label.reason()).isEqualTo(Reason.INVALID);
            assertThat(label.problem().message()).contains("resource_id");
            CloudException old = refusal(stand, query("cpu").build());
            assertThat(old.reason()).isEqualTo(Reason.UNSUPPORTED);
            assertThat(old.problem().message()).contains("4.3");
            CloudException many = refusal(
                    stand,
                    MetricQuery.builder("cpu", TO.minusSeconds(86_400L * 3650), TO)
                            .step(Duration.ofMinutes(1))
                            .build());
            assertThat(many)
                    .as("points of a day are enough for ten years")
                    .matches(e -> e.reason() == Reason.UNSUPPORTED);
        }
    }

    @Test
    void a_reply_that_leaves_a_metric_out_is_no_answer() throws IOException {
        try (Stand stand = Stand.start(seen -> gnocchi(seen, "{\"m1\":{\"mean\":[]}}"))) {
            assertThat(refusal(stand, query("cpu").build()).reason()).isEqualTo(Reason.UNKNOWN);
        }
    }
}
