package io.shiyun.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.Image;
import io.shiyun.model.ImageId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Scope;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Clusters;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.ImageOrder;
import io.shiyun.spi.Images;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Progress;
import io.shiyun.tck.TckCall;
import io.shiyun.wire.rig.Answers;
import io.shiyun.wire.rig.Certificates;
import io.shiyun.wire.rig.Recorded;
import io.shiyun.wire.rig.Rig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a user gets wrong, or somebody else does in the middle: each is told once, in words that say what to change. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final Region REGION = Region.of("amazon", "us-east-1");
    private static final Intent ANY = new Intent("badinputfollow00", Map.of());

    @TempDir
    private Path folder;

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
    }

    private Cloud connect(Consumer<CloudConfig.Builder> changes) {
        CloudConfig.Builder config = standIn.config();
        changes.accept(config);
        return new AwsProvider(name -> null).connect(config.build());
    }

    private static <S extends CloudService> S service(Cloud cloud, Class<S> type) {
        return cloud.find(type).orElseThrow();
    }

    private static TckCall call() {
        return TckCall.of(Duration.ofSeconds(20));
    }

    private Intent intent() {
        return new Intent("badinput00000000" + ++intents, Map.of("shiyun-intent", "i" + intents));
    }

    private static CloudException refused(ThrowingCallable asking) {
        return catchThrowableOfType(CloudException.class, asking);
    }

    private static CloudException list(Cloud cloud, Region region) {
        return refused(() -> service(cloud, Hosts.class).list(HostQuery.all(region), Cursor.START, call()));
    }

    @Test
    void keys_of_a_session_that_has_ended_are_unauthenticated_and_tried_once() throws Exception {
        standIn.control(
                "",
                "{\"operation\": \"DescribeInstances\", \"error\": \"ExpiredToken\", \"status\": 403, \"times\": -1,"
                        + " \"message\": \"The security token included in the request is expired\"}");
        try (Cloud cloud = connect(config -> {})) {
            CloudException refusal = list(cloud, REGION);
            assertThat(refusal.reason()).isEqualTo(Reason.UNAUTHENTICATED);
            assertThat(refusal.scope()).isEqualTo(Scope.ACCOUNT);
            assertThat(refusal.certainty()).isEqualTo(Certainty.REJECTED);
            assertThat(refusal).hasMessageContaining("expired");
        }
    }

    @Test
    void a_region_that_the_account_has_not_opted_in_or_that_is_none_is_told() {
        try (Cloud cloud = connect(config -> config.set("regions", "af-south-1,us-nowhere-9"))) {
            CloudException closed = list(cloud, Region.of("amazon", "af-south-1"));
            assertThat(closed.reason()).isIn(Reason.DENIED, Reason.UNAUTHENTICATED);
            assertThat(closed.certainty()).isEqualTo(Certainty.REJECTED);
            CloudException unknown = list(cloud, Region.of("amazon", "us-nowhere-9"));
            assertThat(unknown.reason()).isIn(Reason.DENIED, Reason.UNAUTHENTICATED, Reason.INVALID);
            assertThat(unknown.certainty()).isEqualTo(Certainty.REJECTED);
        }
    }

    @Test
    void a_certificate_that_nobody_trusts_and_one_that_has_expired_are_refused_in_words() throws Exception {
        Certificates own = Certificates.selfSigned(folder);
        Certificates old = Certificates.expired(folder);
        Recorded empty = Recorded.xml(200, "<DescribeInstancesResponse><reservationSet/></DescribeInstancesResponse>");
        try (Rig rig = Rig.start(own.context(), Answers.good(empty))) {
            CloudException unknown;
            try (Cloud cloud =
                    connect(config -> config.set("endpoint", rig.uri("").toString()))) {
                unknown = list(cloud, REGION);
            }
            assertThat(unknown.certainty()).isEqualTo(Certainty.NOT_SENT);
            assertThat(unknown).hasMessageContaining("'ca-file'");
            try (Cloud cloud =
                    connect(config -> config.set("endpoint", rig.uri("").toString())
                            .set("ca-file", own.pem().toString()))) {
                assertThat(service(cloud, Hosts.class)
                                .list(HostQuery.all(REGION), Cursor.START, call())
                                .items())
                        .isEmpty();
            }
        }
        try (Rig rig = Rig.start(old.context(), Answers.good(empty));
                Cloud cloud =
                        connect(config -> config.set("endpoint", rig.uri("").toString())
                                .set("ca-file", old.pem().toString()))) {
            CloudException expired = list(cloud, REGION);
            assertThat(expired.certainty()).isEqualTo(Certainty.NOT_SENT);
            assertThat(expired).hasMessageContaining("has expired");
        }
    }

    @Test
    void a_write_that_is_put_off_is_refused_for_certain_and_says_for_how_long() throws Exception {
        standIn.control(
                "",
                "[{\"operation\": \"RunInstances\", \"error\": \"Unavailable\", \"status\": 503,"
                        + " \"headers\": {\"Retry-After\": \"3\"}},"
                        + "{\"operation\": \"ListClusters\", \"error\": \"TooManyRequestsException\", \"status\": 429,"
                        + " \"headers\": {\"Retry-After\": \"4\"}}]");
        try (Cloud cloud = connect(config -> {})) {
            HostOrder order = Samples.order(REGION).build();
            CloudException write = refused(() -> service(cloud, Hosts.class).create(order, intent(), call()));
            assertThat(write.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(write.certainty()).isEqualTo(Certainty.REJECTED);
            assertThat(write.retryAfter()).contains(Duration.ofSeconds(3));
            CloudException read = refused(() -> service(cloud, Clusters.class).list(REGION, Cursor.START, call()));
            assertThat(read.reason()).isEqualTo(Reason.THROTTLED);
            assertThat(read.retryAfter()).contains(Duration.ofSeconds(4));
        }
    }

    private static Progress<Host> follow(Hosts hosts, Progress<Host> first) {
        Progress<Host> now = first;
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (now instanceof Progress.Ongoing<Host> ongoing && System.nanoTime() < end) {
            now = hosts.proceed(ongoing.ticket(), ANY, call());
        }
        return now;
    }

    @Test
    void a_host_that_somebody_else_deletes_in_the_middle_failed_and_leaves_nothing() throws Exception {
        standIn.control("/settings", "{\"transition\": 60}");
        try (Cloud cloud = connect(config -> {})) {
            Hosts hosts = service(cloud, Hosts.class);
            Progress<Host> begun = hosts.create(Samples.order(REGION).build(), intent(), call());
            HostId id =
                    new HostId(REGION, ((Progress.Ongoing<Host>) begun).ticket().arg(0));
            try (Cloud other = connect(config -> {})) {
                service(other, Hosts.class).delete(id, call());
            }
            Progress<Host> end = follow(hosts, begun);
            assertThat(end).isInstanceOf(Progress.Failed.class);
            Progress.Failed<Host> failed = (Progress.Failed<Host>) end;
            assertThat(failed.problem().reason()).isEqualTo(Reason.NOT_FOUND);
            assertThat(failed.problem().message()).contains("terminated by somebody else");
            assertThat(failed.remains()).isEmpty();
        } finally {
            standIn.control("/settings", "{\"transition\": 0.05}");
        }
    }

    @Test
    void an_image_that_is_not_finished_is_told_as_such() throws Exception {
        try (Cloud cloud = connect(config -> {})) {
            Hosts hosts = service(cloud, Hosts.class);
            Images images = service(cloud, Images.class);
            Progress<Host> made =
                    follow(hosts, hosts.create(Samples.order(REGION).build(), intent(), call()));
            HostId host = ((Progress.Done<Host>) made).value().id();
            standIn.control("/settings", "{\"transition\": 60}");
            Progress<Image> taken =
                    images.create(ImageOrder.builder(host, "unfinished").build(), intent(), call());
            ImageId pending = new ImageId(
                    REGION, ((Progress.Ongoing<Image>) taken).ticket().arg(0));
            CloudException resolved = refused(() -> images.resolve(REGION, pending.value(), call()));
            assertThat(resolved.reason()).isEqualTo(Reason.NOT_FOUND);
            assertThat(resolved).hasMessageContaining("PENDING").hasMessageContaining("wait");
            HostOrder order = HostOrder.builder(
                            REGION, "early", Samples.order(REGION).build().shape(), pending)
                    .build();
            CloudException refusal = refused(() -> hosts.create(order, intent(), call()));
            assertThat(refusal.reason()).isEqualTo(Reason.CONFLICT);
            assertThat(refusal.certainty()).isIn(Certainty.REJECTED, Certainty.NOT_SENT);
            assertThat(refusal).hasMessageContaining("not available");
        } finally {
            standIn.control("/settings", "{\"transition\": 0.05}");
        }
    }
}
