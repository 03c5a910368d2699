package io.shiyun.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.AppSpec;
import io.shiyun.CloudSettings;
import io.shiyun.HostSpec;
import io.shiyun.Placement;
import io.shiyun.Release;
import io.shiyun.ReleaseOptions;
import io.shiyun.Shiyun;
import io.shiyun.ShiyunBuilder;
import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.Bytes;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import io.shiyun.model.Cpu;
import io.shiyun.model.Endpoint;
import io.shiyun.model.Host;
import io.shiyun.model.HostState;
import io.shiyun.model.Image;
import io.shiyun.model.Probe;
import io.shiyun.model.Reason;
import io.shiyun.model.Rollout;
import io.shiyun.spi.FileOrder;
import io.shiyun.spi.ImageOrder;
import io.shiyun.spi.Pipes;
import io.shiyun.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of bad input gets an answer that says what to do, and loses nothing. */
class BadInputTest {
    private static final Rollout IMPATIENT = Rollout.builder()
            .deadline(Duration.ofSeconds(3))
            .drain(Duration.ofSeconds(1))
            .build();

    private static final HostSpec HOST =
            HostSpec.named("box").atLeast(Cpu.vcpus(1), Bytes.gib(1)).image("empty");

    @TempDir
    Path folder;

    @Test
    void anUnknownProviderIsAnsweredWithThoseFound() {
        assertThatThrownBy(() -> builder().cloud("lab", "opnstack").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("cloud 'lab'", "'opnstack'", "local", "sim");
    }

    @Test
    void everyFaultOfTheBuilderIsNamedAtOnceAndNothingIsOpened() {
        assertThatThrownBy(() -> builder()
                        .cloud("Lab", "sim")
                        .cloud("far", "sim", CloudSettings.of("sede", "7"))
                        .cloud("far", "local")
                        .build())
                .hasMessageContainingAll("'Lab'", "'sede'", "did you mean 'seed'?", "given twice");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMissingSettingIsNamedWithItsEnvironmentVariableAndAMisspeltOneWithTheOneMeant() {
        CloudSettings misspelt = CloudSettings.of("pasword", "x").orEnvironment("LAB_");

        assertThatThrownBy(() -> builder().cloud("lab", "locked", misspelt).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "cloud 'lab'",
                        "'pasword' is unknown to provider 'locked'; did you mean 'password'?",
                        "'password' (what opens it) is missing",
                        "set the environment variable LAB_PASSWORD");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aNameThatTheCloudCannotTakeIsRefusedWithWhatItCan() {
        try (Shiyun shiyun = here()) {
            Host host = shiyun.hosts().create(HOST, Placement.anywhere());
            ImageOrder order = ImageOrder.builder(host.id(), "my image!").build();

            assertThatThrownBy(() -> shiyun.images().create(order))
                    .isInstanceOfSatisfying(
                            CloudException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.INVALID))
                    .hasMessageContainingAll("'my image!'", "1 to 63 letters, digits");
            assertThat(shiyun.images().list().items()).extracting(Image::name).doesNotContain("my image!");

            HostSpec longest = HOST.withName("n".repeat(63));
            assertThatThrownBy(() -> shiyun.hosts()
                            .createMany(longest, 2, Placement.anywhere())
                            .get(0)
                            .orThrow())
                    .hasMessageContainingAll("name", "63");
            assertThat(shiyun.hosts().list().items()).extracting(Host::id).containsExactly(host.id());
            shiyun.hosts().delete(host.id());
        }
    }

    @Test
    void aCommandThatAHostDoesNotHaveIsNamedAndTheHostRunsOn() {
        try (Shiyun shiyun = here()) {
            Host host = shiyun.hosts().create(HOST, Placement.anywhere());

            assertThatThrownBy(() -> shiyun.hosts()
                            .run(host.id(), Command.of("no-such-program"), Pipes.none(), Duration.ofSeconds(5)))
                    .isInstanceOf(CloudException.class)
                    .hasMessageContainingAll("no-such-program", "PATH");
            assertThat(shiyun.hosts().get(host.id()).state()).isEqualTo(HostState.RUNNING);
            shiyun.hosts().delete(host.id());
        }
    }

    @Test
    void aBuilderWithoutCloudsSaysHowToBegin() {
        assertThatThrownBy(() -> builder().build()).hasMessageContaining("cloud(\"here\", \"local\")");
    }

    @Test
    void everyFaultOfAHostSpecIsNamedBeforeAnyCall() {
        try (Shiyun shiyun = here()) {
            HostSpec spec =
                    HostSpec.named(" ").atLeast(Cpu.vcpus(1), Bytes.gib(1)).tag("shiyun-op", "mine");

            assertThatThrownBy(() -> shiyun.hosts().create(spec, Placement.anywhere()))
                    .satisfies(BadInputTest::refusedBeforeSending)
                    .hasMessageContainingAll("name", "image", "tags");
        }
    }

    @Test
    void everyFaultOfAnAppSpecIsNamedBeforeAnyCall() {
        try (Shiyun shiyun = here()) {
            AppSpec spec = AppSpec.named("Shop").replicas(-1).http(70_000).file("../outside", "x");

            assertThatThrownBy(() -> shiyun.apps().deploy(spec))
                    .satisfies(BadInputTest::refusedBeforeSending)
                    .hasMessageContainingAll("name", "replicas", "ports", "files", "command");
            assertThat(shiyun.apps().list().items()).isEmpty();
        }
    }

    @Test
    void aCloudThatIsNotConnectedIsAnsweredWithThoseThatAre() {
        try (Shiyun shiyun = here()) {
            assertThatThrownBy(() -> shiyun.capabilities("there")).hasMessageContainingAll("'there'", "here");
            assertThatThrownBy(() ->
                            shiyun.apps().deploy(AppSpec.named("a").on("there").command("sleep", "1")))
                    .hasMessageContainingAll("there", "here");
        }
    }

    @Test
    void aCommandThatDoesNotExistIsNamed() {
        try (Shiyun shiyun = here()) {
            AppSpec spec = AppSpec.named("shop").command("no-such-program").rollout(IMPATIENT);

            assertThatThrownBy(() -> shiyun.apps().deploy(spec))
                    .isInstanceOf(CloudException.class)
                    .hasMessageContaining("no-such-program");
            assertThat(shiyun.apps().list().items()).isEmpty();
        }
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Shiyun shiyun = here()) {
            AppSpec spec =
                    ShopApp.version("1").tcp("admin", taken.getLocalPort()).rollout(IMPATIENT);

            assertThatThrownBy(() -> shiyun.apps().deploy(spec))
                    .isInstanceOf(CloudException.class)
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void aHealthCheckThatNeverPassesLeavesTheOldVersionServing() throws Exception {
        try (Shiyun shiyun = here()) {
            AppSpec sound = ShopApp.version("1").replicas(1);
            App before = shiyun.apps().deploy(sound).app().orElseThrow();
            Endpoint at = before.endpoints().get(0);
            AppSpec never = sound.ready(Probe.http("/no-such-page").toBuilder()
                            .every(Duration.ofMillis(100))
                            .build())
                    .env("SHOP_VERSION", "2")
                    .rollout(IMPATIENT);

            Release failed = shiyun.apps().tryDeploy(never, ReleaseOptions.DEFAULTS);

            assertThat(failed.outcome()).isEqualTo(Release.Outcome.ROLLED_BACK);
            assertThat(failed.summary()).contains("no-such-page");
            assertThat(ShopClient.pidOfOne(at)).isPositive();
            assertThat(shiyun.apps().get(before.id()).settled()).isTrue();
            shiyun.apps().delete(before.id());
        }
    }

    @Test
    void aFullDiskIsNamedAndFilesHostsAndTheVersionThatServesStay() throws Exception {
        Path place = folder.resolve("disk");
        try (SmallDisk disk = SmallDisk.at(place, 4);
                Shiyun shiyun = builder()
                        .cloud("here", "local", CloudSettings.of("folder", place.toString()))
                        .build()) {
            Host host = shiyun.hosts().create(HOST, Placement.anywhere());
            AppSpec clock = AppSpec.named("clock").command("sleep", "600").rollout(IMPATIENT);
            AppId app = shiyun.apps().deploy(clock).appId();
            write(shiyun, host, "old");
            disk.fill();

            assertThatThrownBy(() -> write(shiyun, host, "new".repeat(10_000)))
                    .isInstanceOf(CloudException.class)
                    .hasMessageContainingAll("cannot write", "file.txt", "No space left");
            Release roll = shiyun.apps().tryDeploy(clock.command("sleep", "601"), ReleaseOptions.DEFAULTS);
            assertThat(roll.done()).isFalse();
            assertThat(roll.summary()).contains("No space left");
            assertThatThrownBy(() -> shiyun.hosts().create(HOST.withName("more"), Placement.anywhere()))
                    .isInstanceOf(CloudException.class)
                    .hasMessageContainingAll("Host 'more' was not created", "No space left");

            assertThat(read(shiyun, host)).isEqualTo("old");
            assertThat(shiyun.hosts().list().items()).extracting(Host::id).containsExactly(host.id());
            assertThat(shiyun.apps().get(app).ready()).isEqualTo(1);

            disk.free();
            write(shiyun, host, "new");
            assertThat(read(shiyun, host)).isEqualTo("new");
            assertThat(shiyun.apps().deploy(clock.command("sleep", "602")).done())
                    .isTrue();
            shiyun.apps().delete(app);
            shiyun.hosts().delete(host.id());
        }
    }

    private static void write(Shiyun shiyun, Host host, String text) {
        FileOrder file = FileOrder.builder(host.id(), "file.txt").build();
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        shiyun.hosts().write(file, new ByteArrayInputStream(content), Duration.ofSeconds(5));
    }

    private static String read(Shiyun shiyun, Host host) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        shiyun.hosts().read(host.id(), "file.txt", content, Duration.ofSeconds(5));
        return content.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aDamagedStoreIsRefusedAndLeftAsItIs() throws IOException {
        Path store = folder.resolve("shiyun.db");
        Files.writeString(store, "this is no database, whatever its name says");

        assertThatThrownBy(() -> builder().cloud("here", "local").build())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(store.toString());
        assertThat(store).hasContent("this is no database, whatever its name says");
    }

    private static void refusedBeforeSending(Throwable thrown) {
        assertThat(thrown).isInstanceOfSatisfying(CloudException.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.INVALID);
            assertThat(refused.certainty()).isEqualTo(Certainty.NOT_SENT);
        });
    }

    private Shiyun here() {
        return builder().cloud("here", "local").build();
    }

    private ShiyunBuilder builder() {
        return Shiyun.builder().store(folder.resolve("shiyun.db"));
    }
}
