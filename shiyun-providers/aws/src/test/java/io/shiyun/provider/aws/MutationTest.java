package io.shiyun.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.ClusterId;
import io.shiyun.model.HostId;
import io.shiyun.model.Per;
import io.shiyun.model.Region;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.tck.TckCall;
import io.shiyun.wire.Json;
import io.shiyun.wire.Source;
import io.shiyun.wire.Xml;
import io.shiyun.wire.rig.Answer;
import io.shiyun.wire.rig.Answers;
import io.shiyun.wire.rig.Recorded;
import io.shiyun.wire.rig.Rig;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Replies with changed bytes, and connections that misbehave: an error of ours with its certainty, or a success that was whole. */
class MutationTest {
    private static final Region REGION = Region.of("amazon", "us-east-1");
    private static final int MUTATIONS = 10_000;

    private static final String INSTANCES =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><DescribeInstancesResponse xmlns=\"http://ec2/\"><requestId>r</requestId>"
                    + "<reservationSet><item><instancesSet><item><instanceId>i-0123456789abcdef0</instanceId>"
                    + "<imageId>ami-0123456789abcdef0</imageId><instanceState><code>16</code><name>running</name>"
                    + "</instanceState><instanceType>t3.micro</instanceType><launchTime>2026-11-21T09:30:00.000Z</launchTime>"
                    + "<placement><availabilityZone>us-east-1a</availabilityZone></placement><cpuOptions><coreCount>1"
                    + "</coreCount><threadsPerCore>2</threadsPerCore></cpuOptions><privateIpAddress>172.31.0.4"
                    + "</privateIpAddress><tagSet><item><key>Name</key><value>web &amp; 1</value></item></tagSet>"
                    + "</item></instancesSet></item></reservationSet></DescribeInstancesResponse>";

    private static final String CLUSTER =
            "{\"cluster\":{\"name\":\"shop\",\"status\":\"ACTIVE\",\"version\":\"1.33\",\"createdAt\":1.7E9,\"endpoint\":"
                    + "\"https://x/\",\"tags\":{\"a\":\"b\"},\"health\":{\"issues\":[{\"code\":\"c\",\"message\":\"m\"}]}},"
                    + "\"nodegroup\":{\"nodegroupName\":\"main\",\"status\":\"ACTIVE\",\"scalingConfig\":{\"minSize\":1,"
                    + "\"maxSize\":3,\"desiredSize\":2},\"instanceTypes\":[\"t3.micro\"],\"labels\":{\"k\":\"v\"}}}";

    private static final String PRODUCT =
            "{\"product\":{\"attributes\":{\"instanceType\":\"m5.large\"}},\"terms\":{\"OnDemand\":{\"A.B\":{"
                    + "\"priceDimensions\":{\"A.B.C\":{\"beginRange\":\"0\",\"pricePerUnit\":{\"USD\":\"0.0960000000\"}}}}}}}";

    private static final String ALARM =
            "<R><MetricAlarms><member><AlarmName>a</AlarmName><MetricName>CPU</MetricName><Namespace>AWS/EC2</Namespace>"
                    + "<StateValue>OK</StateValue><Period>60</Period><EvaluationPeriods>3</EvaluationPeriods><Threshold>1.5"
                    + "</Threshold><Statistic>Average</Statistic><ComparisonOperator>LessThanThreshold</ComparisonOperator>"
                    + "</member></MetricAlarms></R>";

    private static void everyMutation(Recorded recorded, Consumer<byte[]> reading) {
        int refused = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Recorded changed = recorded.mutated(seed, recorded.headLength());
            try {
                reading.accept(Arrays.copyOfRange(changed.bytes(), recorded.headLength(), changed.bytes().length));
            } catch (CloudException e) {
                refused++;
                assertThat(e.certainty()).isNotNull();
            }
        }
        assertThat(refused).isPositive();
        System.out.println("AWS mutations: " + (MUTATIONS - refused) + " read, " + refused + " refused");
    }

    @Test
    void changed_instances_are_read_or_refused() {
        everyMutation(
                Recorded.xml(200, INSTANCES),
                body -> Xml.read(body, Source.named("test"))
                        .items("reservationSet.item")
                        .forEach(reservation -> reservation
                                .items("instancesSet.item")
                                .forEach(instance -> HostFacts.read(REGION, instance))));
    }

    @Test
    void changed_alarms_are_read_or_refused() {
        everyMutation(
                Recorded.xml(200, ALARM),
                body -> Xml.read(body, Source.named("test"))
                        .items("MetricAlarms.member")
                        .forEach(alarm -> AwsAlerts.alarm(REGION, alarm)));
    }

    @Test
    void changed_clusters_and_prices_are_read_or_refused() {
        ClusterId id = new ClusterId(REGION, "shop");
        everyMutation(Recorded.json(200, CLUSTER), body -> {
            Json root = Json.read(body, Source.named("test"));
            ClusterFacts.cluster(id, root.at("cluster"), List.of(ClusterFacts.pool(id, root.at("nodegroup"))));
        });
        everyMutation(
                Recorded.json(200, PRODUCT), body -> Prices.price(Json.read(body, Source.named("test")), Per.HOUR));
    }

    /** Each way of misbehaving is met by a list, a read of one and a start; none hangs, none succeeds on what was cut off. */
    @Test
    void connections_that_misbehave_end_in_errors_of_ours() throws IOException {
        Recorded whole = Recorded.xml(200, INSTANCES);
        List<IntFunction<Answer>> ways = List.of(
                count -> Answers.resetAfter(whole, count),
                count -> Answers.cutAfter(whole, count),
                count -> Answers.halfCloseAfter(whole, count));
        int total = whole.bytes().length;
        try (Rig rig = Rig.start(Answers.good(whole))) {
            for (IntFunction<Answer> way : ways) {
                for (int count = 0; count < total; count += 97) {
                    rig.answer(way.apply(count));
                    try (Cloud cloud = connect(rig)) {
                        Hosts hosts = cloud.find(Hosts.class).orElseThrow();
                        failsCleanly(() -> hosts.list(HostQuery.all(REGION), Cursor.START, call()));
                        failsCleanly(() -> hosts.start(new HostId(REGION, "i-0123456789abcdef0"), call()));
                    }
                }
            }
            rig.answer(Answers.stallAfter(whole, 300));
            try (Cloud cloud = connect(rig)) {
                Hosts hosts = cloud.find(Hosts.class).orElseThrow();
                long begun = System.nanoTime();
                failsCleanly(() -> hosts.list(HostQuery.all(REGION), Cursor.START, TckCall.of(Duration.ofMillis(300))));
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    private static TckCall call() {
        return TckCall.of(Duration.ofSeconds(10));
    }

    private static Cloud connect(Rig rig) {
        return new AwsProvider(name -> null)
                .connect(CloudConfig.builder(new CloudId("amazon"))
                        .set("regions", "us-east-1")
                        .set("endpoint", rig.uri("").toString())
                        .set("access-key-id", "AKIDEXAMPLE")
                        .set("secret-access-key", "example")
                        .build());
    }

    private static void failsCleanly(Runnable asking) {
        try {
            asking.run();
            throw new AssertionError("a reply that was cut off was taken for whole");
        } catch (CloudException expected) {
            assertThat(expected.certainty()).isNotNull();
            assertThat(expected.problem().message()).isNotBlank();
        }
    }
}
