package io.shiyun.provider.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.AppSpec;
import io.shiyun.CloudSettings;
import io.shiyun.HostFleet;
import io.shiyun.HostRun;
import io.shiyun.HostSpec;
import io.shiyun.Placed;
import io.shiyun.Placement;
import io.shiyun.Shiyun;
import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import io.shiyun.model.Cpu;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.LogLine;
import io.shiyun.model.Reason;
import io.shiyun.spi.HostAddress;
import io.shiyun.spi.Pipes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user does with machines over SSH: place hosts on free ones, adopt others, run one command on all. */
class FrontDoorTest {
    private static final HostSpec SMALL =
            HostSpec.named("job").atLeast(Cpu.vcpus(2), Bytes.gib(1)).image("debian");

    @TempDir
    static Path folder;

    private static Testbed bed;

    @BeforeAll
    static void start() throws Exception {
        bed = Testbed.start(folder, 5);
    }

    @AfterAll
    static void stop() throws Exception {
        if (bed != null) {
            bed.close();
        }
    }

    private static Shiyun open(Path store) {
        CloudSettings settings = CloudSettings.of("folder", store.resolve("ssh").toString());
        for (String key : List.of(
                "hosts-file",
                "known-hosts",
                "key-file",
                "user",
                "reboot-command",
                "stop-command",
                "start-command",
                "start-on",
                "boot-id-file")) {
            settings = settings.with(key, bed.setting(key));
        }
        return Shiyun.builder()
                .cloud("own", "ssh", settings)
                .store(store.resolve("shiyun.db"))
                .build();
    }

    @Test
    void hostsArePlacedOnFreeMachinesAndOneCommandRunsOnAll(@TempDir Path store) throws Exception {
        try (Shiyun shiyun = open(store)) {
            HostFleet hosts = shiyun.hosts();
            List<Placed<Host>> placed = hosts.createMany(SMALL, 4, Placement.cheapest());
            List<HostId> ids = new ArrayList<>();
            placed.forEach(one -> ids.add(one.orThrow().id()));

            HostAddress address = HostAddress.builder(Testbed.REGION, "extra", "127.0.0.1")
                    .port(bed.port("node-5"))
                    .build();
            ids.add(hosts.adopt(address).id());
            assertThat(hosts.adopt(address).id()).isEqualTo(Testbed.host("extra"));
            assertThat(hosts.list().items()).hasSize(6); // and the control machine
            assertThat(hosts.list().items()).allSatisfy(host -> {
                assertThat(host.state()).isEqualTo(HostState.RUNNING);
                assertThat(host.cpu()).isPresent();
                assertThat(host.tags()).containsKey("ssh.kernel");
            });

            List<HostRun> runs =
                    hosts.runOnAll(ids, Command.of("sh", "-c", "echo \"$SSH_CONNECTION\""), Duration.ofSeconds(30));
            assertThat(runs).allMatch(HostRun::succeeded);
            assertThat(runs).extracting(HostRun::output).doesNotHaveDuplicates();

            hosts.delete(ids.get(0));
            assertThat(hosts.create(SMALL.withName("again"), Placement.cheapest())
                            .state())
                    .isEqualTo(HostState.RUNNING);
            CloudException none = catchThrowableOfType(
                    CloudException.class, () -> hosts.create(SMALL.withName("more"), Placement.cheapest()));
            assertThat(none).hasMessageContaining("is taken");
            hosts.delete(Testbed.host("extra"));
            CloudException own =
                    catchThrowableOfType(CloudException.class, () -> hosts.delete(Testbed.host("control")));
            assertThat(own.reason()).isEqualTo(Reason.CONFLICT);
        }
    }

    @Test
    void anAppIsReleasedRolledBackScaledReadAndDeleted(@TempDir Path store) {
        try (Shiyun shiyun = open(store)) {
            AppSpec shop = AppSpec.named("shop")
                    .on("own")
                    .command("sh", "-c", "echo version $VERSION; exec sleep 600")
                    .env("VERSION", "one")
                    .stopGrace(Duration.ofSeconds(2))
                    .replicas(2);
            AppId id = shiyun.apps().deploy(shop).appId();
            shiyun.apps().deploy(shop.env("VERSION", "two"));
            assertThat(shiyun.apps().logs(id, 10)).anyMatch(line -> line.text().equals("version two"));
            assertThat(shiyun.apps().rollBack(id).done()).isTrue();
            assertThat(shiyun.apps().scale(id, 1).done()).isTrue();
            assertThat(shiyun.apps().get(id).settled()).isTrue();
            assertThat(shiyun.apps().logs(id, 10)).extracting(LogLine::text).containsExactly("version one");
            assertThat(shiyun.apps().revisions(id)).hasSizeGreaterThanOrEqualTo(2);
            assertThat(shiyun.apps().list().items()).extracting(App::id).containsExactly(id);
            assertThat(shiyun.apps().delete(id).done()).isTrue();
            assertThat(shiyun.apps().list().items()).isEmpty();
        }
    }

    @Test
    void aMachineComesBackAfterAReboot(@TempDir Path store) {
        try (Shiyun shiyun = open(store)) {
            HostFleet hosts = shiyun.hosts();
            Host host = hosts.create(SMALL, Placement.cheapest());
            assertThat(hosts.reboot(host.id()).state()).isEqualTo(HostState.RUNNING);
            assertThat(hosts.run(host.id(), Command.of("true"), Pipes.none(), Duration.ofSeconds(20)))
                    .isZero();
            hosts.delete(host.id());
        }
    }

    @Test
    void machinesThatDoNotAnswerArePassedOver(@TempDir Path store) throws Exception {
        bed.stop("node-1");
        try (Shiyun shiyun = open(store)) {
            Host host = shiyun.hosts().create(SMALL, Placement.cheapest());
            assertThat(host.id().value()).startsWith("node-2-");
            shiyun.hosts().delete(host.id());
        } finally {
            bed.start("node-1");
        }
    }
}
