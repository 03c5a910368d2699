package io.shiyun.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.Check;
import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import io.shiyun.model.ConfigFile;
import io.shiyun.model.Port;
import io.shiyun.model.Probe;
import io.shiyun.model.Reason;
import io.shiyun.model.Replica;
import io.shiyun.model.ReplicaState;
import io.shiyun.model.Rollout;
import io.shiyun.model.Scaling;
import io.shiyun.model.Secret;
import io.shiyun.model.TroubleKind;
import io.shiyun.process.Ender;
import io.shiyun.process.ProcessScanner;
import io.shiyun.process.apps.AppRecord;
import io.shiyun.process.apps.StateFile;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Apps;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.Progress;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LocalAppsTest {
    @TempDir
    Path folder;

    private Cloud cloud;
    private Apps apps;
    private final Set<AppId> made = new HashSet<>();

    @BeforeEach
    void connect() {
        cloud = Lab.connect(folder);
        apps = Lab.service(cloud, Apps.class);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        String owner = StateFile.read(folder.resolve("owner.state"), fields -> fields.text("id"));
        for (AppId id : made) {
            Lab.done(apps, apps.delete(id, Lab.call()));
        }
        cloud.close();
        assertThat(ProcessScanner.owned(owner)).isEmpty();
        Lab.until("threads end", () -> {
            List<Thread> left = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("shiyun-"))
                    .toList();
            left.forEach(thread -> System.out.println("LEFT " + thread + List.of(thread.getStackTrace())));
            return left.isEmpty();
        });
    }

    private App apply(AppOrder order) {
        made.add(order.app());
        return Lab.done(apps, apps.apply(order, Lab.call()));
    }

    private static String ask(App app) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + app.endpoints().get(0).authority() + "/"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void anAppServesRollsAndRollsBackWithoutAFailedRequest() throws Exception {
        AppOrder one = Lab.service("shop", "v1", 3).build();
        App app = apply(one);
        assertThat(app.settled()).isTrue();
        assertThat(ask(app)).isEqualTo("v1");
        try (Load load = Load.on(app.endpoints().get(0))) {
            load.warmUp();
            App two = apply(Lab.service("shop", "v2", 3).build());
            assertThat(two.endpoints()).isEqualTo(app.endpoints());
            assertThat(ask(two)).isEqualTo("v2");
            Lab.done(apps, apps.scale(one.app(), Scaling.fixed(5), Lab.call()));
            Lab.done(apps, apps.scale(one.app(), Scaling.fixed(2), Lab.call()));
            apply(one);
            load.warmUp();
            System.out.println("roll, scale, roll back: " + load);
            assertThat(load.failures()).isEmpty();
        }
        assertThat(ask(app)).isEqualTo("v1");
    }

    @Test
    void aKilledReplicaIsReplacedAndOnlyRequestsOnItFail() throws Exception {
        App app = apply(Lab.service("shop", "v1", 2).build());
        try (Load load = Load.on(app.endpoints().get(0))) {
            load.warmUp();
            World world = world();
            AppRecord record = world.app(Lab.PROJECT, "shop").orElseThrow().record();
            Worlds.close(world);
            var victim = record.replicas().get(0).process().orElseThrow();
            long killed = System.nanoTime();
            ProcessHandle.of(victim.pid()).orElseThrow().destroyForcibly();
            Lab.until("it serves again", () -> {
                App now = apps.get(app.id(), Lab.call());
                return now.settled() && now.replicas().stream().anyMatch(replica -> replica.restarts() >= 1);
            });
            System.out.println(
                    "healed in " + Duration.ofNanos(System.nanoTime() - killed).toMillis() + " ms, "
                            + load.failures().size() + " requests failed");
            load.warmUp();
            assertThat(load.failures().size()).isLessThanOrEqualTo(Load.CLIENTS);
        }
    }

    private World world() {
        return Worlds.open(Lab.config(folder), LocalOptions.of(Lab.config(folder)));
    }

    @Test
    void aReplicaWhosePortAStrangerTookWhileItWasDeadGetsAnother() throws Exception {
        AppOrder order = Lab.service("shop", "v1", 1).build();
        App app = apply(order);
        int port = Integer.parseInt(app.replicas().get(0).address().split(":")[1]);
        String owner = StateFile.read(folder.resolve("owner.state"), fields -> fields.text("id"));
        cloud.close();
        ProcessScanner.Owned replica = ProcessScanner.owned(owner).get(0);
        Ender.kill(replica.identity(), replica.marker());
        try (ServerSocket stranger = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            connect();
            Lab.until("it serves again", () -> apps.get(order.app(), Lab.call()).settled());
            assertThat(ask(app)).isEqualTo("v1");
            assertThat(apps.get(order.app(), Lab.call()).replicas().get(0).address())
                    .doesNotEndWith(":" + stranger.getLocalPort());
        }
    }

    @Test
    void aCheckThatNeverPassesFailsTheReleaseAndTheOldVersionServes() throws Exception {
        App app = apply(Lab.service("shop", "v1", 2).build());
        AppOrder sick = Lab.service("shop", "v2", 2)
                .ready(Probe.builder(new Check.Http("http", "/sick"))
                        .every(Duration.ofMillis(100))
                        .build())
                .rollout(Rollout.builder().deadline(Duration.ofSeconds(3)).build())
                .build();
        Progress<App> last = Lab.follow(apps, apps.apply(sick, Lab.call()));
        assertThat(last)
                .isInstanceOfSatisfying(
                        Progress.Failed.class,
                        failed -> assertThat(failed.problem().message()).contains("v2"));
        App seen = apps.get(app.id(), Lab.call());
        assertThat(seen.settled()).isFalse();
        assertThat(seen.troubles())
                .anySatisfy(trouble -> assertThat(trouble.kind()).isEqualTo(TroubleKind.UNREADY))
                .anySatisfy(trouble -> assertThat(trouble.message()).contains("503"));
        assertThat(ask(app)).isEqualTo("v1");
        assertThat(Lab.follow(apps, apps.apply(Lab.service("shop", "v1", 2).build(), Lab.call())))
                .isInstanceOf(Progress.Done.class);
    }

    @Test
    void aProgramThatEndsAtOnceIsACrashLoop() {
        AppOrder order = AppOrder.builder(Lab.PROJECT, "loop", "v1")
                .command(Command.of("sh", "-c", "echo no luck; exit 3"))
                .build();
        made.add(order.app());
        Progress<App> last = Lab.follow(apps, apps.apply(order, Lab.call()));
        assertThat(last)
                .isInstanceOfSatisfying(
                        Progress.Failed.class,
                        failed -> assertThat(failed.problem().message())
                                .contains("CRASH_LOOP")
                                .contains("exit code 3")
                                .contains("no luck"));
    }

    @Test
    void aCommandThatDoesNotExistIsNamedBeforeAnythingChanges() {
        AppOrder order = AppOrder.builder(Lab.PROJECT, "none", "v1")
                .command(Command.of("no-such-program"))
                .build();
        assertThatThrownBy(() -> apps.apply(order, Lab.call()))
                .isInstanceOfSatisfying(CloudException.class, refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.INVALID);
                    assertThat(refusal).hasMessageContaining("no-such-program").hasMessageContaining("PATH");
                });
        assertThatThrownBy(() -> apps.get(order.app(), Lab.call())).hasMessageContaining("NOT_FOUND");
    }

    @Test
    void aPortInUseIsNamedBeforeAnythingChanges() throws Exception {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            AppOrder order = Lab.service("shop", "v1", 1)
                    .ports(List.of(Port.http(holder.getLocalPort())))
                    .build();
            assertThatThrownBy(() -> apps.apply(order, Lab.call()))
                    .isInstanceOfSatisfying(
                            CloudException.class,
                            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.CONFLICT))
                    .hasMessageContaining("port " + holder.getLocalPort());
            assertThatThrownBy(() -> apps.get(order.app(), Lab.call())).hasMessageContaining("NOT_FOUND");
        }
    }

    @Test
    void allFaultsOfAnOrderAreNamedAtOnce() {
        AppOrder order = AppOrder.builder(Lab.PROJECT, "bad", "v1")
                .image("nowhere")
                .scaling(new Scaling.Auto(1, 2, 50))
                .files(List.of(new ConfigFile("../out", Secret.of("x"), false)))
                .ready(Probe.builder(new Check.Tcp("web")).build())
                .build();
        assertThatThrownBy(() -> apps.apply(order, Lab.call()))
                .hasMessageContaining("command")
                .hasMessageContaining("nowhere")
                .hasMessageContaining("autoscaler")
                .hasMessageContaining("../out")
                .hasMessageContaining("'web'");
    }

    @Test
    void filesSecretsAndVariablesReachTheReplicaAndStayPrivate() throws Exception {
        AppOrder order = AppOrder.builder(Lab.PROJECT, "files", "v1")
                .command(Command.of("sh", "-c", "cat conf/app.conf; echo $TOKEN $NAME; exec sleep 60"))
                .environment(Map.of("NAME", "plain"))
                .secrets(Map.of("TOKEN", Secret.of("hidden")))
                .files(List.of(new ConfigFile("conf/app.conf", Secret.of("key=1\n"), false)))
                .build();
        apply(order);
        Path log = folder.resolve("apps/demo/files/logs/r1.log");
        Lab.until("it has written", () -> Files.exists(log) && log.toFile().length() > 15);
        assertThat(Files.readAllLines(log)).containsExactly("key=1", "hidden plain");
        assertThat(Files.getPosixFilePermissions(folder.resolve("apps/demo/files/app.state")))
                .hasSize(2);
        assertThat(Files.getPosixFilePermissions(folder.resolve("apps/demo/files/replicas/r1/conf/app.conf")))
                .hasSize(2);
        assertThat(apps.get(order.app(), Lab.call()).toString()).doesNotContain("hidden");
    }

    @Test
    void aNewOwnerAdoptsTheReplicasListensAgainAndGoesOnWithTheRoll() throws Exception {
        AppOrder one = Lab.service("shop", "v1", 2).build();
        App before = apply(one);
        AppOrder two = Lab.service("shop", "v2", 2).build();
        Progress<App> begun = apps.apply(two, Lab.call());
        begun = apps.proceed(((Progress.Ongoing<App>) begun).ticket(), Lab.call());
        assertThat(begun).isInstanceOf(Progress.Ongoing.class);
        cloud.close();
        connect();
        assertThat(ask(before)).isEqualTo("v1");
        List<Replica> adopted = new ArrayList<>(apps.get(one.app(), Lab.call()).replicas());
        assertThat(adopted)
                .containsAll(before.replicas().stream()
                        .filter(replica -> replica.state() == ReplicaState.READY)
                        .filter(replica -> adopted.contains(replica))
                        .toList());
        App after = apply(two);
        assertThat(after.endpoints()).isEqualTo(before.endpoints());
        assertThat(ask(after)).isEqualTo("v2");
    }

    @Test
    void processesThatTheStateDoesNotKnowAreEndedAndDeadReplicasStartedAgain() throws Exception {
        AppOrder order = Lab.service("shop", "v1", 1).build();
        App app = apply(order);
        String owner = StateFile.read(folder.resolve("owner.state"), fields -> fields.text("id"));
        cloud.close();
        ProcessScanner.Owned replica = ProcessScanner.owned(owner).get(0);
        Ender.kill(replica.identity(), replica.marker());
        var stray = io.shiyun.process.Launcher.launch(io.shiyun.process.LaunchOrder.of(
                        List.of("sleep", "60"),
                        folder,
                        new io.shiyun.process.Marker(owner, "app:demo/shop/r1", "older"))
                .build());
        Lab.until("it is marked", () -> !ProcessScanner.owned(owner).isEmpty());
        connect();
        assertThat(stray.alive()).isFalse();
        Lab.until("it serves again", () -> apps.get(order.app(), Lab.call()).settled());
        assertThat(ask(app)).isEqualTo("v1");
        assertThat(ProcessScanner.owned(owner)).hasSize(1);
    }
}
