package io.shiyun.provider.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.ImageId;
import io.shiyun.model.Offer;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import io.shiyun.model.Shape;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.FileOrder;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Images;
import io.shiyun.spi.Intent;
import io.shiyun.spi.OfferQuery;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Pipes;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Shells;
import io.shiyun.spi.Ticket;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders that no machine fits, machines that somebody else gives back in the middle, and files that the user has no right to. */
class BadMachinesTest {
    @TempDir
    static Path folder;

    private static Testbed bed;
    private static Cloud cloud;
    private int intents;

    @BeforeAll
    static void start() throws Exception {
        bed = Testbed.start(folder, 3);
        cloud = Testbed.open(bed.config());
    }

    @AfterAll
    static void stop() throws Exception {
        if (bed != null) {
            cloud.close();
            bed.close();
        }
    }

    private static Hosts hosts() {
        return cloud.find(Hosts.class).orElseThrow();
    }

    private Intent intent() {
        return new Intent("badmachines00000" + ++intents, Map.of());
    }

    private static HostOrder.Builder order(Shape shape) {
        ImageId image = cloud.find(Images.class)
                .orElseThrow()
                .list(Testbed.REGION, Cursor.START, Testbed.call())
                .items()
                .get(0)
                .id();
        return HostOrder.builder(Testbed.REGION, "job", shape, image);
    }

    private static Shape shape() {
        Offer offer = cloud.find(Offers.class)
                .orElseThrow()
                .list(OfferQuery.hosts(Testbed.REGION), Cursor.START, Testbed.call())
                .items()
                .get(0);
        return offer.shape();
    }

    private static CloudException refused(Runnable asking) {
        return catchThrowableOfType(CloudException.class, asking::run);
    }

    @Test
    void aSizeThatNoMachineHasIsNotSoldAndOneThatIsTakenIsOutOfStock() {
        CloudException unknown =
                refused(() -> hosts().create(order(new Shape("no-such-size")).build(), intent(), Testbed.call()));
        assertThat(unknown.reason()).isEqualTo(Reason.NOT_SOLD);
        assertThat(unknown.scope()).isEqualTo(Scope.SHAPE);
        assertThat(unknown.certainty()).isEqualTo(Certainty.NOT_SENT);
        assertThat(unknown).hasMessageContaining("no-such-size").hasMessageContaining(shape().name());

        HostOrder order = order(shape()).build();
        List<HostId> taken = new ArrayList<>();
        CloudException none = null;
        for (int i = 0; i < 10 && none == null; i++) {
            try {
                taken.add(taken(order));
            } catch (CloudException e) {
                none = e;
            }
        }
        assertThat(none).isNotNull();
        assertThat(none.reason()).isEqualTo(Reason.STOCK);
        assertThat(none.certainty()).isEqualTo(Certainty.REJECTED);
        assertThat(none).hasMessageContaining("is taken").hasMessageContaining("add machines");
        assertThat(taken).isNotEmpty();
        taken.forEach(id -> hosts().delete(id, Testbed.call()));
    }

    private HostId taken(HostOrder order) {
        Progress<Host> made = hosts().create(order, intent(), Testbed.call());
        return ((Progress.Done<Host>) made).value().id();
    }

    @Test
    void aMachineThatSomebodyGivesBackInTheMiddleIsNotFoundAfterwards() throws Exception {
        HostId id = taken(order(shape()).build());
        Intent intent = intent();
        Ticket ticket = ((Progress.Ongoing<Host>) hosts().reboot(id, Testbed.call())).ticket();
        back(ticket, intent);
        hosts().delete(id, Testbed.call());
        CloudException step = refused(() -> hosts().proceed(ticket, intent, Testbed.call()));
        assertThat(step.reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(step).hasMessageContaining(id.value());
        CloudException command = refused(
                () -> cloud.find(Shells.class).orElseThrow().run(id, Command.of("true"), Pipes.none(), Testbed.call()));
        assertThat(command.reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(command.certainty()).isIn(Certainty.NOT_SENT, Certainty.REJECTED);
        assertThat(hosts().delete(id, Testbed.call())).isInstanceOf(Progress.Done.class);
    }

    /** Waits until the machine is up again, so that other tests find it. */
    private static void back(Ticket ticket, Intent intent) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (hosts().proceed(ticket, intent, Testbed.call()) instanceof Progress.Ongoing<Host>) {
            assertThat(System.nanoTime())
                    .as("the machine came back in a minute")
                    .isLessThan(end);
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, 100, TimeUnit.MILLISECONDS)
                    .get();
        }
    }

    @Test
    void aFileThatTheUserHasNoRightToIsDeniedByName() throws Exception {
        Path unreadable = Path.of("/proc/sys/vm/compact_memory");
        Assumptions.assumeTrue(Files.exists(unreadable), "this kernel has no file that nobody may read");
        try (Cloud one = Testbed.open(bed.machines("one=127.0.0.1:" + bed.port("node-1")))) {
            Shells shells = one.find(Shells.class).orElseThrow();
            HostId host = Testbed.host("one");
            CloudException read = refused(
                    () -> shells.read(host, unreadable.toString(), OutputStream.nullOutputStream(), Testbed.call()));
            assertThat(read.reason()).isEqualTo(Reason.DENIED);
            assertThat(read.certainty()).isEqualTo(Certainty.REJECTED);
            assertThat(read).hasMessageContaining("no right").hasMessageContaining("compact_memory");

            FileOrder order = FileOrder.builder(host, "/sys/shiyun-test").build();
            CloudException write =
                    refused(() -> shells.write(order, new ByteArrayInputStream(new byte[1]), Testbed.call()));
            assertThat(write.reason()).isEqualTo(Reason.DENIED);
            assertThat(write).hasMessageContaining("no right").hasMessageContaining("/sys/shiyun-test");
        }
    }
}
