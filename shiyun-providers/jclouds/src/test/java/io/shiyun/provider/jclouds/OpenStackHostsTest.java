package io.shiyun.provider.jclouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.Id;
import io.shiyun.model.Image;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Images;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Progress;
import io.shiyun.tck.TckCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong at a real OpenStack behind jclouds. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OpenStackHostsTest {
    private final Intent intent = new Intent(
            UUID.randomUUID().toString().replace("-", "").substring(0, 24),
            Map.of("shiyun-test", UUID.randomUUID().toString()));
    private Cloud cloud;
    private Hosts hosts;
    private Region region;

    @BeforeEach
    void open() {
        assumeTrue(OpenStack.absence().isEmpty(), () -> OpenStack.absence().orElse(""));
        cloud = new JcloudsProvider().connect(OpenStack.config().build());
        hosts = cloud.find(Hosts.class).orElseThrow();
        region = cloud.regions().get(0);
    }

    @AfterEach
    void close() {
        if (cloud != null) {
            for (Host left : listed()) {
                end(hosts.delete(left.id(), call()));
            }
            assertThat(listed()).isEmpty();
            cloud.close();
        }
    }

    private static Call call() {
        return TckCall.of(Duration.ofSeconds(60));
    }

    private List<Host> listed() {
        return hosts.list(new HostQuery(region, intent.tags()), Cursor.START, call())
                .items();
    }

    private Image image() {
        return cloud.find(Images.class).orElseThrow().resolve(region, "debian-12", call());
    }

    private HostOrder.Builder order(String shape) {
        return HostOrder.builder(region, "jclouds-test", new Shape(shape), image().id());
    }

    private Progress<Host> end(Progress<Host> first) {
        Progress<Host> now = first;
        while (now instanceof Progress.Ongoing<Host> ongoing) {
            pause(ongoing.askAgainIn());
            now = hosts.proceed(ongoing.ticket(), intent, call());
        }
        return now;
    }

    private static void pause(Duration time) {
        try {
            assertThat(new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS))
                    .isFalse();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aHostThatFitsNowhereFailsAtOnceAndIsNamedForCleaningUp() {
        Progress<Host> ended = end(hosts.create(order("c1.huge").build(), intent, call()));
        assertThat(ended).isInstanceOf(Progress.Failed.class);
        Progress.Failed<Host> failed = (Progress.Failed<Host>) ended;
        assertThat(failed.problem().reason().movable()).isTrue();
        assertThat(failed.problem().message()).contains("jclouds-test");
        List<Id> remains = failed.remains();
        assertThat(remains).hasSize(1);
        assertThat(remains.get(0)).isEqualTo(listed().get(0).id());
    }

    @Test
    void acceptingAHostDoesNotWaitUntilItRuns() {
        Progress<Host> begun = hosts.create(order("m1.tiny").build(), intent, call());
        assertThat(begun).isInstanceOf(Progress.Ongoing.class);
        assertThat(end(begun)).isInstanceOf(Progress.Done.class);
    }

    @Test
    void aHostThatSomebodyElseDeletedIsNotFoundInTheMiddle() {
        Progress<Host> begun = hosts.create(order("m1.tiny").build(), intent, call());
        Host host = ((Progress.Done<Host>) end(begun)).value();
        Progress<Host> rebooting = hosts.reboot(host.id(), call());
        try (Cloud other = new JcloudsProvider().connect(OpenStack.config().build())) {
            end(other.find(Hosts.class).orElseThrow().delete(host.id(), call()));
        }
        Progress<Host> after = end(rebooting);
        if (after instanceof Progress.Done<Host>) {
            CloudException gone = catchThrowableOfType(CloudException.class, () -> hosts.reboot(host.id(), call()));
            assertThat(gone.reason()).isEqualTo(Reason.NOT_FOUND);
        } else {
            assertThat(((Progress.Failed<Host>) after).problem().reason()).isEqualTo(Reason.NOT_FOUND);
        }
    }

    @Test
    void aWishThatJcloudsHasNoWordForIsRefusedBeforeAnythingIsSent() {
        CloudException refusal = catchThrowableOfType(
                CloudException.class,
                () -> hosts.create(order("m1.tiny").sshKey("ssh-ed25519 AAAA").build(), intent, call()));
        assertThat(refusal.reason()).isEqualTo(Reason.INVALID);
        assertThat(refusal.certainty()).isEqualTo(Certainty.NOT_SENT);
        assertThat(refusal).hasMessageContaining("SSH key");
    }

    @Test
    void aWrongPasswordIsUnauthenticatedAndMadeNothing() {
        refusedCreate(OpenStack.config().set("credential", "wrong-password"), Reason.UNAUTHENTICATED);
    }

    @Test
    void aProjectThatIsNotTheUsersIsUnauthenticated() {
        refusedCreate(OpenStack.config().set("properties", OpenStack.keystone("admin")), Reason.UNAUTHENTICATED);
    }

    private void refusedCreate(CloudConfig.Builder config, Reason reason) {
        HostOrder order = order("m1.tiny").build();
        try (Cloud wrong = new JcloudsProvider().connect(config.build())) {
            Hosts refusing = wrong.find(Hosts.class).orElseThrow();
            for (int i = 0; i < 2; i++) {
                CloudException refusal =
                        catchThrowableOfType(CloudException.class, () -> refusing.create(order, intent, call()));
                assertThat(refusal.reason()).isEqualTo(reason);
                assertThat(refusal.certainty()).isNotEqualTo(Certainty.AMBIGUOUS);
            }
        }
        assertThat(listed()).isEmpty();
    }

    @Test
    void anImageOfOthersIsNotDeleted() {
        Images images = cloud.find(Images.class).orElseThrow();
        Image image = image();
        CloudException refusal = catchThrowableOfType(CloudException.class, () -> images.delete(image.id(), call()));
        assertThat(refusal.reason()).isEqualTo(Reason.DENIED);
        assertThat(images.get(image.id(), call()).id()).isEqualTo(image.id());
    }

    @Test
    void aRegionThatIsNotThereIsRefused() {
        try (Cloud elsewhere = new JcloudsProvider()
                .connect(OpenStack.config().set("regions", "RegionTwo").build())) {
            Region two = elsewhere.regions().get(0);
            Hosts there = elsewhere.find(Hosts.class).orElseThrow();
            assertThat(there.list(HostQuery.all(two), Cursor.START, call()).items())
                    .isEmpty();
            CloudException refusal = catchThrowableOfType(
                    CloudException.class, () -> there.get(new HostId(two, "RegionTwo/none"), call()));
            assertThat(refusal.reason()).isIn(Reason.NOT_FOUND, Reason.INVALID);
        }
    }
}
