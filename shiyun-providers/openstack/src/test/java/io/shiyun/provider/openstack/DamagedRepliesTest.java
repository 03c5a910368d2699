package io.shiyun.provider.openstack;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cloud;
import io.shiyun.wire.rig.Answers;
import io.shiyun.wire.rig.Recorded;
import io.shiyun.wire.rig.Seen;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replies with bytes changed, removed or doubled: in time, no wrong success, nothing thrown but what says what is certain. */
class DamagedRepliesTest {
    private static final int MUTATIONS = Integer.getInteger("shiyun.mutations", 300);

    private static final String SERVER =
            "{\"id\":\"0aa1\",\"name\":\"web-1\",\"status\":\"ACTIVE\",\"created\":\"2026-11-21T10:00:00Z\","
                    + "\"flavor\":{\"original_name\":\"m1.tiny\",\"vcpus\":1,\"ram\":512,\"disk\":1},\"metadata\":{\"a\":\"b\"},"
                    + "\"addresses\":{\"private\":[{\"addr\":\"10.0.0.7\",\"version\":4,\"OS-EXT-IPS:type\":\"fixed\"}]},"
                    + "\"OS-EXT-AZ:availability_zone\":\"nova\",\"image\":{\"id\":\"5b\"}}";

    private static final String POLICY =
            "\"archive_policy\":{\"aggregation_methods\":[\"mean\",\"rate:mean\"],\"definition\":["
                    + "{\"timespan\":\"365 days, 0:00:00\",\"granularity\":\"0:01:00\",\"points\":525600}]}";
    private static final String METRICS =
            "[{\"id\":\"m1\",\"name\":\"cpu\",\"unit\":\"ns\",\"resource_id\":\"h1\"," + POLICY + "}]";
    private static final String ALARM =
            "{\"alarm_id\":\"a1\",\"name\":\"busy\",\"type\":\"gnocchi_resources_threshold\","
                    + "\"enabled\":true,\"state\":\"ok\",\"state_timestamp\":\"2026-11-21T10:00:00\",\"alarm_actions\":[\"https://x\"],"
                    + "\"gnocchi_resources_threshold_rule\":{\"metric\":\"cpu\",\"resource_id\":\"h1\",\"resource_type\":\"instance\","
                    + "\"aggregation_method\":\"rate:mean\",\"granularity\":300,\"evaluation_periods\":1,\"threshold\":2.5e11,"
                    + "\"comparison_operator\":\"gt\"}}";
    private static final String CLUSTER =
            "{\"uuid\":\"746e\",\"name\":\"k8s\",\"status\":\"CREATE_COMPLETE\",\"coe_version\":\"v1.28.0\","
                    + "\"api_address\":\"https://172.24.4.6:6443\",\"labels\":{\"a\":\"b\"},\"created_at\":\"2026-11-21T10:00:00+00:00\","
                    + "\"node_count\":2,\"node_addresses\":[\"10.0.0.7\"]}";
    private static final String VOLUME =
            "{\"id\":\"cd76\",\"name\":\"v\",\"status\":\"in-use\",\"size\":2,\"metadata\":{\"a\":\"b\"},"
                    + "\"attachments\":[{\"server_id\":\"0aa1\"}],\"created_at\":\"2026-02-25T02:40:21.000000\"}";

    private static final Map<String, String> GOOD = Map.ofEntries(
            entry("hosts.get", "{\"server\":" + SERVER + "}"),
            entry("hosts.list", "{\"servers\":[" + SERVER + "]}"),
            entry("hosts.create", "{\"server\":{\"id\":\"0aa1\",\"adminPass\":\"x\"}}"),
            entry("hosts.proceed build", "{\"server\":" + SERVER + "}"),
            entry("offers.list", Stand.FLAVORS),
            entry(
                    "images.get",
                    "{\"id\":\"5b\",\"name\":\"debian-12\",\"status\":\"active\",\"size\":1048576,"
                            + "\"created_at\":\"2026-11-21T10:00:00Z\",\"os_distro\":\"debian\",\"tags\":[],\"owner\":\"p1\"}"),
            entry(
                    "images.list",
                    "{\"images\":[{\"id\":\"5b\",\"name\":\"debian-12\",\"status\":\"queued\",\"size\":null,"
                            + "\"created_at\":\"2026-11-21T10:00:00Z\",\"visibility\":\"public\",\"owner\":\"p1\"}]}"),
            entry(
                    "places.zones",
                    "{\"availabilityZoneInfo\":[{\"zoneName\":\"nova\",\"zoneState\":{\"available\":true}}]}"),
            entry(
                    "volumes.snapshots",
                    "{\"snapshots\":[{\"id\":\"3fbb\",\"name\":\"s\",\"status\":\"available\",\"size\":1,"
                            + "\"volume_id\":\"cd76\",\"metadata\":{},\"created_at\":\"2026-02-25T02:40:21.000000\"}]}"),
            entry(
                    "networks.addresses",
                    "{\"floatingips\":[{\"id\":\"7d\",\"floating_ip_address\":\"203.0.113.9\",\"port_id\":null,"
                            + "\"description\":\"a {\\\"tags\\\":{\\\"b\\\":\\\"c\\\"}}\"}]}"),
            entry(
                    "networks.firewalls",
                    "{\"security_groups\":[{\"id\":\"8e\",\"name\":\"w\",\"description\":\"\",\"security_group_rules\":"
                            + "[{\"id\":\"9f\",\"direction\":\"ingress\",\"ethertype\":\"IPv4\",\"protocol\":\"tcp\",\"port_range_min\":22,"
                            + "\"port_range_max\":22,\"remote_ip_prefix\":\"192.0.2.0/24\"}]}]}"),
            entry(
                    "networks.create",
                    "{\"network\":{\"id\":\"6c\",\"name\":\"n\",\"status\":\"ACTIVE\",\"subnets\":[]}}"),
            entry(
                    "quotas.list",
                    "{\"limits\":{\"absolute\":{\"maxTotalInstances\":60,\"totalInstancesUsed\":3}},\"quota\":{}}"),
            entry("volumes.get", "{\"volume\":" + VOLUME + "}"),
            entry("clusters.get", CLUSTER),
            entry("alerts.get", ALARM),
            entry("alerts.list", "[" + ALARM + "]"),
            entry("alerts.create", ALARM),
            entry("metrics.names", METRICS),
            entry(
                    "metrics.query",
                    "{\"measures\":{\"m1\":{\"mean\":[[\"2026-11-21T10:01:00+00:00\",60.0,2.5],"
                            + "[\"2026-11-21T10:02:00+00:00\",60.0,3]]}}}"));

    /** What is asked beside, and answered as it should be. */
    private static Optional<String> beside(String question, Seen seen) {
        boolean reads = seen.method().equals("GET");
        return switch (question) {
            case "hosts.create", "networks.create" -> reads ? Optional.of(Stand.FLAVORS) : Optional.empty();
            case "alerts.create" -> reads ? Optional.of("[]") : Optional.empty();
            case "metrics.query" -> reads ? Optional.of(METRICS) : Optional.empty();
            case "clusters.get" ->
                seen.target().endsWith("/nodegroups") ? Optional.of("{\"nodegroups\":[]}") : Optional.empty();
            default -> Optional.empty();
        };
    }

    static Stream<String> questions() {
        return GOOD.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void damaged_reply_is_told_or_refused_in_time(String question) throws IOException {
        Recorded good = Stand.json(200, GOOD.getOrDefault(question, ""), "x-openstack-request-id: req-1");
        boolean writes = question.endsWith("create");
        BiFunction<Cloud, Call, Object> asking = Questions.ALL.get(question.replace("alerts.create", "alerts.put"));
        AtomicReference<Recorded> next = new AtomicReference<>(good);
        int told = 0;
        int refused = 0;
        long longest = 0;
        long all = System.nanoTime();
        try (Stand stand = Stand.start(seen -> good);
                Cloud cloud = stand.connect()) {
            cloud.check(Stand.call());
            stand.raw((seen, line) -> {
                Optional<String> beside = beside(question, seen);
                if (beside.isPresent()) {
                    line.send(Stand.json(200, beside.get()).bytes());
                } else {
                    Answers.cutAfter(next.get(), Integer.MAX_VALUE).to(seen, line);
                }
            });
            for (int seed = 0; seed < MUTATIONS; seed++) {
                next.set(damaged(good, seed));
                long begun = System.nanoTime();
                try {
                    Object answer = asking.apply(cloud, Stand.call(limit(seed)));
                    assertThat(Questions.sound(answer)).as("seed " + seed).isTrue();
                    told++;
                } catch (CloudException e) {
                    refused++;
                    if (writes && seed % 10 != 0) {
                        assertThat(e.certainty()).as("seed " + seed).isEqualTo(Certainty.AMBIGUOUS);
                    }
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + seed, e);
                }
                longest = Math.max(longest, System.nanoTime() - begun);
                assertThat(Duration.ofNanos(longest)).as("seed " + seed).isLessThan(Duration.ofSeconds(10));
            }
        }
        System.out.printf(
                "%s: %d told, %d refused of %d in %d s, the longest %d ms%n",
                question, told, refused, MUTATIONS, (System.nanoTime() - all) / 1_000_000_000, longest / 1_000_000);
        assertThat(refused).isPositive();
        assertThat(told).isPositive();
    }

    /** A damaged head may leave a client waiting for what never comes, until its time is over. */
    private static Duration limit(int seed) {
        return Duration.ofMillis(seed % 10 == 0 ? 100 : 2000);
    }

    /** Every tenth damages the head too; the others say the right length, so that the damage reaches whoever reads the document. */
    static Recorded damaged(Recorded good, int seed) {
        if (seed % 10 == 0) {
            return good.mutated(seed, 0);
        }
        Recorded damaged = good.mutated(seed, good.headLength());
        byte[] body = Arrays.copyOfRange(damaged.bytes(), good.headLength(), damaged.bytes().length);
        return Recorded.of(200, "application/json", body);
    }
}
