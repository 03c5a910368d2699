package io.shiyun.provider.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.spi.Cloud;
import io.shiyun.wire.rig.Answers;
import io.shiyun.wire.rig.Recorded;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies with bytes changed, removed or doubled: in time, no wrong success, nothing thrown but what says what is certain. */
class DamagedRepliesTest {
    private static final int MUTATIONS = Integer.getInteger("shiyun.mutations", 300);

    private static final String SERVER =
            "{\"id\":\"0aa1\",\"name\":\"web-1\",\"status\":\"ACTIVE\",\"created\":\"2026-11-21T10:00:00Z\","
                    + "\"flavor\":{\"original_name\":\"m1.tiny\",\"vcpus\":1,\"ram\":512,\"disk\":1},\"metadata\":{\"a\":\"b\"},"
                    + "\"addresses\":{\"private\":[{\"addr\":\"10.0.0.7\",\"version\":4,\"OS-EXT-IPS:type\":\"fixed\"}]},"
                    + "\"OS-EXT-AZ:availability_zone\":\"nova\",\"image\":{\"id\":\"5b\"}}";

    private static final Map<String, String> GOOD = Map.of(
            "hosts.get", "{\"server\":" + SERVER + "}",
            "hosts.list", "{\"servers\":[" + SERVER + "]}",
            "hosts.create", "{\"server\":{\"id\":\"0aa1\",\"adminPass\":\"x\"}}",
            "hosts.proceed build", "{\"server\":" + SERVER + "}",
            "offers.list", Stand.FLAVORS,
            "images.get",
                    "{\"id\":\"5b\",\"name\":\"debian-12\",\"status\":\"active\",\"size\":1048576,"
                            + "\"created_at\":\"2026-11-21T10:00:00Z\",\"os_distro\":\"debian\",\"tags\":[],\"owner\":\"p1\"}",
            "networks.addresses",
                    "{\"floatingips\":[{\"id\":\"7d\",\"floating_ip_address\":\"203.0.113.9\",\"port_id\":null,"
                            + "\"description\":\"a {\\\"tags\\\":{\\\"b\\\":\\\"c\\\"}}\"}]}",
            "networks.firewalls",
                    "{\"security_groups\":[{\"id\":\"8e\",\"name\":\"w\",\"description\":\"\",\"security_group_rules\":"
                            + "[{\"id\":\"9f\",\"direction\":\"ingress\",\"ethertype\":\"IPv4\",\"protocol\":\"tcp\",\"port_range_min\":22,"
                            + "\"port_range_max\":22,\"remote_ip_prefix\":\"192.0.2.0/24\"}]}]}",
            "networks.create", "{\"network\":{\"id\":\"6c\",\"name\":\"n\",\"status\":\"ACTIVE\",\"subnets\":[]}}",
            "quotas.list",
                    "{\"limits\":{\"absolute\":{\"maxTotalInstances\":60,\"totalInstancesUsed\":3}},\"quota\":{}}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hosts.get",
                "hosts.list",
                "hosts.create",
                "hosts.proceed build",
                "offers.list",
                "images.get",
                "networks.addresses",
                "networks.firewalls",
                "networks.create",
                "quotas.list"
            })
    void damaged_reply_is_told_or_refused_in_time(String question) throws IOException {
        Recorded good = Stand.json(200, GOOD.getOrDefault(question, ""), "x-openstack-request-id: req-1");
        boolean writes = question.endsWith("create");
        AtomicReference<Recorded> next = new AtomicReference<>(good);
        int told = 0;
        int refused = 0;
        try (Stand stand = Stand.start(seen -> good);
                Cloud cloud = stand.connect()) {
            stand.raw((seen, line) -> {
                if (writes && seen.method().equals("GET")) {
                    line.send(Stand.json(200, Stand.FLAVORS).bytes());
                } else {
                    Answers.cutAfter(next.get(), Integer.MAX_VALUE).to(seen, line);
                }
            });
            for (int seed = 0; seed < MUTATIONS; seed++) {
                next.set(damaged(good, seed));
                long begun = System.nanoTime();
                try {
                    Object answer = Questions.ALL.get(question).apply(cloud, Stand.call(Duration.ofMillis(500)));
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
                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .as("seed " + seed)
                        .isLessThan(Duration.ofSeconds(10));
            }
        }
        System.out.println(question + ": " + told + " told, " + refused + " refused of " + MUTATIONS);
        assertThat(refused).isPositive();
        assertThat(told).isPositive();
    }

    /** Every tenth damages the head too; the others say the right length, so that the damage reaches whoever reads the document. */
    private static Recorded damaged(Recorded good, int seed) {
        if (seed % 10 == 0) {
            return good.mutated(seed, 0);
        }
        Recorded damaged = good.mutated(seed, good.headLength());
        byte[] body = Arrays.copyOfRange(damaged.bytes(), good.headLength(), damaged.bytes().length);
        return Recorded.of(200, "application/json", body);
    }
}
