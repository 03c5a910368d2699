package io.shiyun.provider.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.Alarm;
import io.shiyun.model.AlarmCondition;
import io.shiyun.model.AlarmState;
import io.shiyun.model.AlertId;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Comparison;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import io.shiyun.model.Statistic;
import io.shiyun.spi.AlarmOrder;
import io.shiyun.spi.Alerts;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Alarms by Aodh: made so by name, listed by pages, told as they are, and what Aodh knows beside them is left. */
class AlertsTest {
    private static final AlarmCondition BUSY = AlarmCondition.builder(
                    "rate:cpu", Statistic.AVERAGE, Duration.ofMinutes(5), Comparison.ABOVE, 2.4e11)
            .labels(Map.of("resource_id", "0aa1"))
            .held(Duration.ofMinutes(12))
            .build();

    private static AlarmOrder order(String name, AlarmCondition condition) {
        return AlarmOrder.builder(Stand.REGION, name, condition)
                .targets(List.of("https://tell.example/hook"))
                .description("too busy")
                .build();
    }

    private static CloudException refusal(Cloud cloud, AlarmOrder order) {
        Alerts alerts = Stand.service(cloud, Alerts.class);
        return catchThrowableOfType(CloudException.class, () -> alerts.put(order, Stand.call()));
    }

    @Test
    void an_alarm_is_made_changed_told_and_deleted() throws IOException {
        Aodh aodh = new Aodh();
        try (Stand stand = Stand.start(aodh::answer);
                Cloud cloud = stand.connect()) {
            Alerts alerts = Stand.service(cloud, Alerts.class);
            Alarm made = alerts.put(order("busy", BUSY), Stand.call());
            assertThat(stand.seen("POST", "/alarming/v2/alarms").get(0).text())
                    .contains("\"type\":\"gnocchi_resources_threshold\"")
                    .contains("\"metric\":\"cpu\"")
                    .contains("\"aggregation_method\":\"rate:mean\"")
                    .contains("\"granularity\":300")
                    .contains("\"evaluation_periods\":3")
                    .contains("\"comparison_operator\":\"gt\"")
                    .contains("\"resource_id\":\"0aa1\"")
                    .contains("\"alarm_actions\":[\"https://tell.example/hook\"]");
            assertThat(made.name()).isEqualTo("busy");
            assertThat(made.state()).isEqualTo(AlarmState.NO_DATA);
            assertThat(made.since()).contains(Instant.parse("2026-11-21T10:01:00Z"));
            assertThat(made.targets()).containsExactly("https://tell.example/hook");
            assertThat(made.condition().metric()).isEqualTo("rate:cpu");
            assertThat(made.condition().statistic()).isEqualTo(Statistic.AVERAGE);
            assertThat(made.condition().held()).isEqualTo(Duration.ofMinutes(15));
            assertThat(made.condition().labels()).isEqualTo(Map.of("resource_id", "0aa1", "resource_type", "generic"));

            AlarmCondition other = BUSY.toBuilder().threshold(3e11).build();
            Alarm changed = alerts.put(order("busy", other), Stand.call());
            assertThat(changed.id()).isEqualTo(made.id());
            assertThat(alerts.get(made.id(), Stand.call()).condition().threshold())
                    .isEqualTo(3e11);
            assertThat(alerts.list(Stand.REGION, Cursor.START, Stand.call()).items())
                    .containsExactly(changed);

            alerts.delete(made.id(), Stand.call());
            alerts.delete(made.id(), Stand.call());
            CloudException gone = catchThrowableOfType(CloudException.class, () -> alerts.get(made.id(), Stand.call()));
            assertThat(gone.reason()).isEqualTo(Reason.NOT_FOUND);
        }
    }

    @Test
    void putting_an_alarm_again_leaves_what_somebody_else_set() throws IOException {
        Aodh aodh = new Aodh();
        try (Stand stand = Stand.start(aodh::answer);
                Cloud cloud = stand.connect()) {
            Alerts alerts = Stand.service(cloud, Alerts.class);
            alerts.put(order("busy", BUSY), Stand.call());
            aodh.alarms.computeIfPresent(
                    "a1",
                    (id, alarm) -> alarm.replace("insufficient data", "alarm")
                            .replace("\"severity\":\"low\"", "\"severity\":\"critical\"")
                            .replace(
                                    "\"enabled\":true",
                                    "\"enabled\":false,\"ok_actions\":[\"https://tell.example/ok\"],"
                                            + "\"time_constraints\":[{\"name\":\"night\",\"start\":\"0 23 * * *\",\"duration\":3600,"
                                            + "\"timezone\":\"Europe/Paris\"}]"));
            Alarm changed = alerts.put(order("busy", BUSY), Stand.call());
            assertThat(changed.state()).isEqualTo(AlarmState.FIRING);
            assertThat(changed.nativeState()).isEqualTo("alarm (disabled)");
            assertThat(stand.seen("PUT", "/alarming/v2/alarms/a1").get(0).text())
                    .contains("\"enabled\":false")
                    .contains("\"state\":\"alarm\"")
                    .contains("\"severity\":\"critical\"")
                    .contains("\"ok_actions\":[\"https://tell.example/ok\"]")
                    .contains("\"start\":\"0 23 * * *\"")
                    .contains("\"timezone\":\"Europe/Paris\"");
        }
    }

    @Test
    void an_alarm_without_a_resource_is_on_all_of_a_type_together() throws IOException {
        Aodh aodh = new Aodh();
        try (Stand stand = Stand.start(aodh::answer);
                Cloud cloud = stand.connect()) {
            AlarmCondition all = AlarmCondition.builder(
                            "memory.usage", Statistic.P95, Duration.ofMinutes(1), Comparison.AT_LEAST, 1.5)
                    .labels(Map.of("resource_type", "instance"))
                    .build();
            Alarm made = Stand.service(cloud, Alerts.class).put(order("full", all), Stand.call());
            assertThat(stand.seen("POST", "/alarming/v2/alarms").get(0).text())
                    .contains("\"type\":\"gnocchi_aggregation_by_resources_threshold\"")
                    .contains("\"resource_type\":\"instance\"")
                    .contains("ended_at");
            assertThat(made.condition().statistic()).isEqualTo(Statistic.P95);
            assertThat(made.condition().labels()).containsKeys("query", "resource_type");
        }
    }

    @Test
    void pages_go_on_though_the_last_alarm_of_a_page_was_deleted_meanwhile() throws IOException {
        Aodh aodh = new Aodh();
        try (Stand stand = Stand.start(aodh::answer);
                Cloud cloud = new OpenStackProvider()
                        .connect(stand.config().set("page-size", "2").build())) {
            Alerts alerts = Stand.service(cloud, Alerts.class);
            for (int i = 1; i <= 5; i++) {
                alerts.put(order("n" + i, BUSY), Stand.call());
            }
            aodh.alarms.put("a0", "{\"alarm_id\":\"a0\",\"name\":\"an event\",\"type\":\"event\"}");
            Page<Alarm> first = alerts.list(Stand.REGION, Cursor.START, Stand.call());
            assertThat(first.items()).extracting(Alarm::name).containsExactly("n1");
            Page<Alarm> second = alerts.list(Stand.REGION, first.next().orElseThrow(), Stand.call());
            assertThat(second.items()).extracting(Alarm::name).containsExactly("n2", "n3");
            aodh.alarms.remove("a3");
            Page<Alarm> rest = alerts.list(Stand.REGION, second.next().orElseThrow(), Stand.call());
            assertThat(rest.items()).extracting(Alarm::name).containsExactly("n4", "n5");
            assertThat(rest.next()).isEmpty();

            CloudException event = catchThrowableOfType(
                    CloudException.class, () -> alerts.get(new AlertId(Stand.REGION, "a0"), Stand.call()));
            assertThat(event.reason()).isEqualTo(Reason.UNSUPPORTED);
            assertThat(event.problem().message()).contains("event");
            assertThat(refusal(cloud, order("an event", BUSY)).reason()).isEqualTo(Reason.EXISTS);
        }
    }

    @Test
    void a_name_that_is_there_twice_is_a_conflict_that_names_both() throws IOException {
        Aodh aodh = new Aodh();
        try (Stand stand = Stand.start(aodh::answer);
                Cloud cloud = stand.connect()) {
            Stand.service(cloud, Alerts.class).put(order("busy", BUSY), Stand.call());
            aodh.alarms.computeIfAbsent(
                    "b2", id -> aodh.alarms.getOrDefault("a1", "").replace("a1", "b2"));
            CloudException twice = refusal(cloud, order("busy", BUSY));
            assertThat(twice.reason()).isEqualTo(Reason.CONFLICT);
            assertThat(twice.problem().message()).contains("a1").contains("b2").contains("delete");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403|Alarm quota exceeded for user u1 on project p1|QUOTA|REGION",
                "403|You are not authorized to perform this action|DENIED|REQUEST",
                "401|You are not authorized to create action: log://|DENIED|REQUEST",
                "400|Unsupported action ftp://x|INVALID|REQUEST",
                "503|Gnocchi is unavailable|UNAVAILABLE|REGION",
            })
    void refusals_of_aodh_are_sorted_by_status_and_message(int status, String message, Reason reason, Scope scope)
            throws IOException {
        try (Stand stand = Stand.start(
                        seen -> seen.method().equals("GET") ? Stand.json(200, "[]") : Aodh.fault(status, message));
                Cloud cloud = stand.connect()) {
            CloudException e = refusal(cloud, order("busy", BUSY));
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e.problem().message()).isEqualTo(message);
            assertThat(e.scope()).isEqualTo(scope);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cpu|AVERAGE|PT1.5S|PT0S|resource_id|0aa1|whole seconds",
                "cpu|AVERAGE|PT1M|PT3H|resource_id|0aa1|100",
                "cpu|RATE|PT1M|PT0S|resource_id|0aa1|rate:cpu",
                "cpu|AVERAGE|PT1M|PT0S|InstanceId|0aa1|resource_id",
                "' '|AVERAGE|PT1M|PT0S|resource_id|0aa1|name of a metric",
            })
    void what_aodh_has_no_rule_for_is_refused_before_anything_is_sent(
            String metric, Statistic statistic, Duration period, Duration held, String label, String value, String hint)
            throws IOException {
        try (Stand stand = Stand.start(seen -> Stand.json(200, "[]"));
                Cloud cloud = stand.connect()) {
            AlarmCondition condition = AlarmCondition.builder(metric, statistic, period, Comparison.BELOW, 1)
                    .labels(Map.of(label, value))
                    .held(held)
                    .build();
            CloudException e = refusal(cloud, order("odd", condition));
            assertThat(e.reason()).isEqualTo(Reason.INVALID);
            assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
            assertThat(e.problem().message()).contains(hint);
            assertThat(stand.seen("POST", "/alarming")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Comparison.class)
    void every_comparison_comes_back_as_it_was_put(Comparison comparison) throws IOException {
        Aodh aodh = new Aodh();
        try (Stand stand = Stand.start(aodh::answer);
                Cloud cloud = stand.connect()) {
            AlarmCondition condition = AlarmCondition.builder(
                            "memory.usage", Statistic.MAXIMUM, Duration.ofMinutes(1), comparison, 0.25)
                    .build();
            Alarm made = Stand.service(cloud, Alerts.class).put(order("c", condition), Stand.call());
            assertThat(made.condition().comparison()).isEqualTo(comparison);
            assertThat(made.condition().threshold()).isEqualTo(0.25);
        }
    }

    @Test
    void a_catalogue_without_aodh_and_gnocchi_says_so() throws IOException {
        try (Stand stand = Stand.start(List.of("compute"), seen -> Stand.json(200, "{}"));
                Cloud cloud = stand.connect()) {
            var narrowed = cloud.narrow(new OpenStackProvider().capabilities(), Stand.call());
            for (Operation operation : List.of(
                    Operation.ALERTS_PUT, Operation.ALERTS_LIST, Operation.METRICS_NAMES, Operation.METRICS_QUERY)) {
                assertThat(narrowed.of(operation).usable()).isFalse();
                assertThat(narrowed.of(operation).reason()).contains("catalogue");
            }
            assertThat(cloud.find(Alerts.class)).isEmpty();
        }
    }
}
