package io.shiyun.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.AppSpec;
import io.shiyun.Release;
import io.shiyun.ReleaseOptions;
import io.shiyun.Shiyun;
import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import io.shiyun.model.Endpoint;
import io.shiyun.model.LogLine;
import io.shiyun.model.Reason;
import io.shiyun.model.Rollout;
import io.shiyun.spi.Pipes;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases through the front door, on real processes. */
class AppsOnThisMachineTest {
    private static final Duration TIME = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Shiyun shiyun;

    @BeforeEach
    void open() {
        shiyun = DoomedOwner.open(folder);
    }

    @AfterEach
    void close() {
        shiyun.apps().list().items().forEach(app -> shiyun.apps().delete(app.id()));
        shiyun.close();
    }

    @Test
    void aVersionWhoseCheckNeverPassesIsGivenUpAndTheOldOneServesEveryRequest() {
        AppId shop = shiyun.apps().deploy(ShopApp.version("1").replicas(2)).appId();
        Endpoint front = shiyun.apps().get(shop).endpoints().get(0);
        AppSpec unwell = ShopApp.version("2")
                .replicas(2)
                .env("SHOP_FAULT", "unready")
                .rollout(Rollout.builder().deadline(Duration.ofSeconds(4)).build());
        Release release;
        try (Load load = Load.start(front.host(), front.port(), 50)) {
            release = shiyun.apps().tryDeploy(unwell, ReleaseOptions.DEFAULTS);
            assertThat(load.failures()).isEmpty();
            assertThat(load.versions()).containsOnlyKeys("1");
        }

        assertThat(release.outcome()).as(release.summary()).isEqualTo(Release.Outcome.ROLLED_BACK);
        assertThat(release.summary()).contains("rolled back");
        App after = shiyun.apps().get(shop);
        assertThat(after.settled()).isTrue();
        assertThat(after.replicas()).hasSize(2);
        assertThat(shiyun.apps().revisions(shop).get(1).current()).isTrue();
    }

    @Test
    void aCommandThatDoesNotExistFailsEarlyAndLeavesNothing() {
        long began = System.nanoTime();

        assertThatThrownBy(() -> shiyun.apps().deploy(AppSpec.named("typo").command("no-such-program")))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("no-such-program");

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIME);
        assertThat(shiyun.apps().list().items()).isEmpty();
    }

    @Test
    void aPortThatSomebodyElseHoldsIsNamed() throws Exception {
        try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            AppSpec spec = AppSpec.named("late").command("sleep", "60").http(held.getLocalPort());

            assertThatThrownBy(() -> shiyun.apps().deploy(spec))
                    .isInstanceOf(CloudException.class)
                    .hasMessageContaining(Integer.toString(held.getLocalPort()));
        }
        assertThat(shiyun.apps().list().items()).isEmpty();
    }

    @Test
    void aSpecWithFaultsIsRefusedWithAllOfThemBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> shiyun.apps()
                        .deploy(AppSpec.named("Shop").on("nowhere").replicas(-1).http(-5)))
                .isInstanceOfSatisfying(CloudException.class, refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.INVALID);
                    assertThat(refusal)
                            .hasMessageContaining("name:")
                            .hasMessageContaining("command:")
                            .hasMessageContaining("replicas:")
                            .hasMessageContaining("ports[0].number:");
                });
        assertThatThrownBy(() ->
                        shiyun.apps().deploy(AppSpec.named("shop").on("nowhere").command("sleep", "1")))
                .hasMessageContaining("none is named 'nowhere'; connected are [here]");
    }

    @Test
    void logsCommandsRestartsAndListsReachTheReplicas() {
        AppId shop = shiyun.apps().deploy(ShopApp.version("1").replicas(2)).appId();

        assertThat(shiyun.apps().list().items()).extracting(App::id).containsExactly(shop);
        assertThat(shiyun.apps().logs(shop, 10))
                .extracting(LogLine::text)
                .filteredOn(line -> line.startsWith("shop 1 listens on"))
                .hasSize(2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        App before = shiyun.apps().get(shop);
        int code = shiyun.apps()
                .exec(
                        before.replicas().get(0).id(),
                        Command.of("printenv", "SHOP_VERSION"),
                        Pipes.to(out, OutputStream.nullOutputStream()),
                        TIME);
        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("1\n");

        shiyun.apps().restart(shop);

        App fresh = shiyun.apps().get(shop);
        assertThat(fresh.settled()).isTrue();
        assertThat(fresh.replicas())
                .extracting(replica -> replica.id().value())
                .doesNotContainAnyElementsOf(before.replicas().stream()
                        .map(replica -> replica.id().value())
                        .toList());
    }
}
