package io.shiyun.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Scope;
import io.shiyun.model.Shape;
import io.shiyun.model.Zone;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudEvent;
import io.shiyun.spi.CloudEventKind;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Progress;
import io.shiyun.tck.TckCall;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What goes wrong at AWS, by the faults of the stand-in: each a typed error that says what to do, and one request for each question. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadCloudTest {
    private static final Region REGION = Region.of("amazon", "us-east-1");

    private final List<CloudEvent> events = new CopyOnWriteArrayList<>();
    private StandIn standIn;
    private int intents;

    @BeforeAll
    void up() throws IOException, InterruptedException {
        standIn = StandIn.start();
    }

    @AfterAll
    void down() throws IOException, InterruptedException {
        if (standIn != null) {
            standIn.close();
        }
    }

    @BeforeEach
    void reset() throws IOException, InterruptedException {
        standIn.reset();
        events.clear();
    }

    private Cloud connect(Consumer<CloudConfig.Builder> changes) {
        CloudConfig.Builder config = standIn.config().events(events::add);
        changes.accept(config);
        return new AwsProvider(name -> null).connect(config.build());
    }

    private Cloud connect() {
        return connect(config -> {});
    }

    private static <S extends CloudService> S service(Cloud cloud, Class<S> type) {
        return cloud.find(type).orElseThrow();
    }

    private static TckCall call() {
        return TckCall.of(Duration.ofSeconds(20));
    }

    private Intent intent() {
        return new Intent("badcloud00000000" + ++intents, Map.of("shiyun-intent", "i" + intents));
    }

    private static HostOrder order() {
        return Samples.order(REGION).build();
    }

    private static CloudException refused(ThrowingCallable asking) {
        return catchThrowableOfType(CloudException.class, asking);
    }

    private Progress<Host> create(Cloud cloud) {
        return service(cloud, Hosts.class).create(order(), intent(), call());
    }

    private int calls(String operation) throws IOException, InterruptedException {
        return standIn.calls().split("\"" + operation + "\"", -1).length - 1;
    }

    @Test
    void a_wrong_secret_is_unauthenticated() {
        try (Cloud cloud = connect(config -> config.set("secret-access-key", "wrong"))) {
            CloudException refusal = refused(() -> cloud.check(call()));
            assertThat(refusal.reason()).isEqualTo(Reason.UNAUTHENTICATED);
            assertThat(refusal.certainty()).isEqualTo(Certainty.REJECTED);
            assertThat(refused(() -> create(cloud)).reason()).isEqualTo(Reason.UNAUTHENTICATED);
        }
    }

    @Test
    void no_credentials_are_refused_before_anything_is_sent() {
        CloudConfig config = CloudConfig.builder(REGION.cloud())
                .set("regions", "us-east-1")
                .set("endpoint", standIn.get("AWS_ENDPOINT_URL"))
                .build();
        Map<String, String> nothing =
                Map.of("AWS_CONFIG_FILE", "/nonexistent", "AWS_SHARED_CREDENTIALS_FILE", "/nonexistent");
        try (Cloud cloud = new AwsProvider(nothing::get).connect(config)) {
            CloudException refusal = refused(() -> cloud.check(call()));
            assertThat(refusal.reason()).isEqualTo(Reason.UNAUTHENTICATED);
            assertThat(refusal.certainty()).isEqualTo(Certainty.NOT_SENT);
            assertThat(refusal).hasMessageContaining("access-key-id").hasMessageNotContaining("metadata");
        }
    }

    @Test
    void a_key_that_may_only_read_is_denied_to_write() {
        try (Cloud cloud = connect(config -> config.set("access-key-id", standIn.get("SHIYUN_AWS_READER_ACCESS_KEY_ID"))
                .set("secret-access-key", standIn.get("SHIYUN_AWS_READER_SECRET_ACCESS_KEY")))) {
            cloud.check(call());
            CloudException refusal = refused(() -> create(cloud));
            assertThat(refusal.reason()).isEqualTo(Reason.DENIED);
            assertThat(refusal.certainty()).isEqualTo(Certainty.REJECTED);
            assertThat(refusal.problem().code()).isEqualTo("UnauthorizedOperation");
        }
    }

    @Test
    void a_clock_an_hour_off_is_corrected_once_and_told() throws Exception {
        standIn.control("/settings", "{\"clock_offset\": 3600}");
        try (Cloud cloud = connect()) {
            cloud.check(call());
            service(cloud, Hosts.class).list(HostQuery.all(REGION), Cursor.START, call());
            create(cloud);
        }
        assertThat(events)
                .filteredOn(event -> event.kind() == CloudEventKind.CLOCK_SKEW)
                .hasSize(1);
        assertThat(calls("RunInstances")).isEqualTo(1);
    }

    @Test
    void out_of_stock_is_told_at_the_first_reply() throws Exception {
        standIn.control(
                "", "{\"operation\": \"RunInstances\", \"error\": \"InsufficientInstanceCapacity\", \"times\": -1}");
        try (Cloud cloud = connect()) {
            HostOrder there =
                    Samples.order(REGION).zone(new Zone(REGION, "us-east-1a")).build();
            CloudException refusal = refused(() -> service(cloud, Hosts.class).create(there, intent(), call()));
            assertThat(refusal.reason()).isEqualTo(Reason.STOCK);
            assertThat(refusal.scope()).isEqualTo(Scope.SHAPE);
            assertThat(refusal.certainty()).isEqualTo(Certainty.REJECTED);
            assertThat(refusal.problem().requestId()).isNotEmpty();
        }
        assertThat(calls("RunInstances")).isEqualTo(1);
    }

    @Test
    void stock_that_ends_after_the_launch_was_accepted_is_a_failure_with_nothing_left() throws Exception {
        standIn.control(
                "",
                "{\"operation\": \"RunInstances\", \"effect\": \"die_pending\","
                        + " \"reason\": \"Server.InsufficientInstanceCapacity\"}");
        try (Cloud cloud = connect()) {
            Progress<Host> end = follow(service(cloud, Hosts.class), create(cloud));
            failedForStock(end);
        }
    }

    private static void failedForStock(Progress<Host> end) {
        if (!(end instanceof Progress.Failed<Host> failed)) {
            throw new AssertionError("it did not fail: " + end);
        }
        assertThat(failed.problem().reason()).isEqualTo(Reason.STOCK);
        assertThat(failed.remains()).isEmpty();
    }

    private static Progress<Host> follow(Hosts hosts, Progress<Host> first) {
        Progress<Host> now = first;
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        Intent any = new Intent("badcloudfollow00", Map.of());
        while (now instanceof Progress.Ongoing<Host> ongoing && System.nanoTime() < end) {
            now = hosts.proceed(ongoing.ticket(), any, call());
        }
        return now;
    }

    @Test
    void a_reply_that_is_lost_leaves_doubt_and_the_same_intent_finds_the_one_host() throws Exception {
        standIn.control("", "{\"operation\": \"RunInstances\", \"effect\": \"drop_reply\"}");
        try (Cloud cloud = connect()) {
            Hosts hosts = service(cloud, Hosts.class);
            Intent intent = intent();
            CloudException refusal = refused(() -> hosts.create(order(), intent, call()));
            assertThat(refusal.certainty()).isEqualTo(Certainty.AMBIGUOUS);
            HostQuery mine = new HostQuery(REGION, intent.tags());
            HostId made = hosts.list(mine, Cursor.START, call()).items().get(0).id();
            Progress<Host> again = hosts.create(order(), intent, call());
            assertThat(((Progress.Ongoing<Host>) again).ticket().arg(0)).isEqualTo(made.value());
            assertThat(hosts.list(mine, Cursor.START, call()).items()).hasSize(1);
        }
    }

    @Test
    void a_throttled_read_says_when_to_ask_again() throws Exception {
        standIn.control(
                "",
                "{\"operation\": \"DescribeInstances\", \"error\": \"RequestLimitExceeded\","
                        + " \"headers\": {\"Retry-After\": \"2\"}}");
        try (Cloud cloud = connect()) {
            CloudException refusal =
                    refused(() -> service(cloud, Hosts.class).list(HostQuery.all(REGION), Cursor.START, call()));
            assertThat(refusal.reason()).isEqualTo(Reason.THROTTLED);
            assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(2));
        }
    }

    @Test
    void a_cloud_that_is_unavailable_refuses_a_read_for_certain() throws Exception {
        standIn.control("", "{\"operation\": \"DescribeInstances\", \"error\": \"Unavailable\", \"status\": 503}");
        try (Cloud cloud = connect()) {
            CloudException refusal =
                    refused(() -> service(cloud, Hosts.class).list(HostQuery.all(REGION), Cursor.START, call()));
            assertThat(refusal.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(refusal.certainty()).isEqualTo(Certainty.REJECTED);
        }
    }

    @Test
    void a_size_that_cannot_be_started_leaves_the_host_running_with_its_old_one() throws Exception {
        try (Cloud cloud = connect()) {
            Hosts hosts = service(cloud, Hosts.class);
            Progress<Host> made = follow(hosts, create(cloud));
            Host host = ((Progress.Done<Host>) made).value();
            standIn.control("", "{\"operation\": \"StartInstances\", \"error\": \"InsufficientInstanceCapacity\"}");
            Progress<Host> end = follow(hosts, hosts.resize(host.id(), new Shape("m5.large"), intent(), call()));
            failedForStock(end);
            assertThat(hosts.get(host.id(), call()).shape()).contains(new Shape("t3.micro"));
            assertThat(hosts.get(host.id(), call()).nativeState()).isEqualTo("running");
        }
    }

    @Test
    void a_size_that_is_not_sold_in_the_zone_is_refused_before_the_host_is_stopped() throws Exception {
        try (Cloud cloud = connect()) {
            Hosts hosts = service(cloud, Hosts.class);
            Host host = ((Progress.Done<Host>) follow(hosts, create(cloud))).value();
            CloudException refusal = refused(() -> hosts.resize(host.id(), new Shape("no.such"), intent(), call()));
            assertThat(refusal.reason()).isEqualTo(Reason.NOT_SOLD);
            assertThat(hosts.get(host.id(), call()).nativeState()).isEqualTo("running");
            assertThat(calls("StopInstances")).isZero();
        }
    }
}
