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
import io.shiyun.model.Bytes;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Cpu;
import io.shiyun.model.Endpoint;
import io.shiyun.model.Probe;
import io.shiyun.model.Reason;
import io.shiyun.model.Rollout;
import io.shiyun.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
