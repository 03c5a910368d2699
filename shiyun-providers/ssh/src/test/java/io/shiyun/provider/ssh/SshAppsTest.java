package io.shiyun.provider.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.App;
import io.shiyun.model.CloudException;
import io.shiyun.model.ConfigFile;
import io.shiyun.model.LogLine;
import io.shiyun.model.Reason;
import io.shiyun.model.Scaling;
import io.shiyun.model.Secret;
import io.shiyun.model.VolumeMount;
import io.shiyun.process.ProcessIdentity;
import io.shiyun.process.apps.FolderLock;
import io.shiyun.process.apps.ReplicaRecord;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Apps;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostAddress;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.LogQuery;
import io.shiyun.spi.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Apps on machines behind real OpenSSH servers. */
@Timeout(180)
class SshAppsTest {
    private static final String FOREVER = "while :; do sleep 1; done";

    @TempDir
    static Path folder;

    private static Testbed bed;

    private final List<AppOrder> made = new ArrayList<>();
    private CloudConfig config;
    private Cloud cloud;
    private Apps apps;

    @BeforeAll
    static void start() throws Exception {
        bed = Testbed.start(folder, 3);
    }

    @AfterAll
    static void stop() throws Exception {
        if (bed != null) {
            bed.close();
        }
    }

    private void open(String... settings) throws Exception {
        String machines = "one=127.0.0.1:" + bed.port("node-1") + ",two=127.0.0.1:" + bed.port("node-2");
        config = bed.machines(
                machines,
                Stream.concat(
                                Stream.of("lost-after", "PT2S", "watch-every", "PT0.3S", "connect-timeout", "PT3S"),
                                Stream.of(settings))
                        .toArray(String[]::new));
        connect();
    }

    private void connect() {
        cloud = Testbed.open(config);
        apps = AppBed.apps(cloud);
    }

    @AfterEach
    void deleteAll() throws Exception {
        if (cloud == null) {
            return;
        }
        for (AppOrder order : made) {
            AppBed.done(apps, apps.delete(order.app(), Testbed.call()));
        }
        assertThat(AppBed.processes(config)).isEmpty();
        assertThat(AppBed.folder(config, "any", "r1").getParent().getParent().getParent())
                .doesNotExist();
        cloud.close();
    }

    private App apply(AppOrder order) throws Exception {
        made.add(order);
        return AppBed.done(apps, apps.apply(order, Testbed.call()));
    }

    private List<String> machines(String app) {
        return AppBed.replicas(config, app).stream()
                .map(ReplicaRecord::machine)
                .sorted()
                .toList();
    }

    @Test
    void replicasAreSpreadRolledScaledAndServeAllTheWhile() throws Exception {
        open();
        AppOrder first = AppBed.serves("shop", "r1", 2).build();
        App app = apply(first);
        assertThat(AppBed.ask(app)).isEqualTo("r1");
        assertThat(machines("shop")).containsExactly("one", "two");
        App rolled = apply(AppBed.serves("shop", "r2", 2).build());
        assertThat(rolled.endpoints()).isEqualTo(app.endpoints());
        assertThat(AppBed.ask(rolled)).isEqualTo("r2");
        AppBed.done(apps, apps.scale(first.app(), Scaling.fixed(1), Testbed.call()));
        assertThat(AppBed.ask(apply(first))).isEqualTo("r1");
        made.remove(first);
        made.remove(first);
        assertThat(made).hasSize(1);
    }

    @Test
    void aKilledReplicaIsHealed() throws Exception {
        open();
        App app = apply(AppBed.serves("shop", "r1", 2).build());
        ProcessIdentity keeper =
                AppBed.replicas(config, "shop").get(0).process().orElseThrow();
        ProcessHandle command = ProcessHandle.of(keeper.pid())
                .orElseThrow()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow();
        command.destroyForcibly();
        healed(app, 1);
        ProcessHandle.of(AppBed.replicas(config, "shop")
                        .get(0)
                        .process()
                        .orElseThrow()
                        .pid())
                .orElseThrow()
                .destroyForcibly();
        healed(app, 2);
    }

    private void healed(App app, int restarts) throws Exception {
        long begun = System.nanoTime();
        AppBed.until("it serves again", () -> {
            App now = apps.get(app.id(), Testbed.call());
            return now.settled() && now.replicas().stream().anyMatch(each -> each.restarts() >= restarts);
        });
        System.out.println("healed over SSH in " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        assertThat(AppBed.ask(app)).isEqualTo("r1");
    }

    @Test
    void anotherOwnerTakesOverWhatAKilledOneLeft() throws Exception {
        open();
        cloud.close();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SshOwnerMain.class.getName(),
                config.folder().toString()));
        config.keys().forEach(key -> {
            command.add(key);
            command.add(config.get(key).orElseThrow());
        });
        Path out = folder.resolve("owner.out");
        Process owner = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        made.add(AppBed.serves("kept", "r1", 2).build());
        AppBed.until("it serves", () -> Files.readString(out).contains("serves") || !owner.isAlive());
        connect();
        CloudException taken = catchThrowableOfType(
                CloudException.class, () -> apps.list(AppBed.PROJECT, Cursor.START, Testbed.call()));
        assertThat(taken.reason()).isEqualTo(Reason.CONFLICT);
        assertThat(taken).hasMessageContaining("in use by process " + owner.pid());
        cloud.close();

        owner.destroyForcibly().waitFor();
        List<ReplicaRecord> before = AppBed.replicas(config, "kept");
        assertThat(before).allMatch(replica -> replica.process().orElseThrow().alive());
        connect();
        AppBed.until(
                "it serves again",
                () -> apps.get(made.get(0).app(), Testbed.call()).settled());
        App app = apps.get(made.get(0).app(), Testbed.call());
        assertThat(AppBed.ask(app)).isEqualTo("r1");
        assertThat(AppBed.replicas(config, "kept")).isEqualTo(before);
        assertThat(app.replicas()).allMatch(replica -> replica.restarts() == 0);

        // What is dead by the time somebody comes back is started again.
        cloud.close();
        ProcessHandle.of(before.get(0).process().orElseThrow().pid())
                .orElseThrow()
                .destroyForcibly();
        connect();
        healed(app, 1);
    }

    @Test
    void aMachineThatIsGoneIsReplacedByAnotherAndCleanedWhenItIsBack() throws Exception {
        open();
        App app = apply(AppBed.serves("shop", "r1", 2).build());
        ReplicaRecord lost = AppBed.replicas(config, "shop").stream()
                .filter(replica -> replica.machine().equals("one"))
                .findFirst()
                .orElseThrow();
        bed.stop("node-1");
        try {
            AppBed.until(
                    "the trouble is told",
                    () -> apps.get(app.id(), Testbed.call()).troubles().stream()
                            .anyMatch(trouble -> trouble.message().contains("one (127.0.0.1")));
            assertThat(apps.get(app.id(), Testbed.call()).ready()).isEqualTo(2); // It still serves.
            ProcessHandle.of(lost.process().orElseThrow().pid())
                    .orElseThrow()
                    .children()
                    .forEach(ProcessHandle::destroyForcibly);
            AppBed.until(
                    "another machine took over",
                    () -> apps.get(app.id(), Testbed.call()).settled()
                            && machines("shop").equals(List.of("one", "two", "two")),
                    () -> apps.get(app.id(), Testbed.call()) + " " + AppBed.replicas(config, "shop"));
            assertThat(AppBed.ask(app)).isEqualTo("r1");
            assertThat(apps.get(app.id(), Testbed.call()).troubles())
                    .anyMatch(trouble -> trouble.replica().equals(lost.name())
                            && trouble.message().contains("ended when it does"));
            assertThat(AppBed.folder(config, "shop", lost.name())).exists();
        } finally {
            bed.start("node-1");
        }
        AppBed.until("what was left is gone", () -> machines("shop").equals(List.of("two", "two")));
        assertThat(AppBed.folder(config, "shop", lost.name())).doesNotExist();
        assertThat(apps.get(app.id(), Testbed.call()).troubles()).isEmpty();
    }

    @Test
    void aHostKeyThatChangedIsToldAndWhatServesGoesOn() throws Exception {
        Path known = Path.of(bed.setting("known-hosts"));
        String trusted = Files.readString(known);
        open();
        App app = apply(AppBed.serves("shop", "r1", 2).build());
        bed.changeHostKey("node-1");
        AppBed.until(
                "the trouble is told",
                () -> apps.get(app.id(), Testbed.call()).troubles().stream()
                        .anyMatch(trouble -> trouble.message().contains("key")));
        App now = apps.get(app.id(), Testbed.call());
        assertThat(now.settled()).isTrue();
        assertThat(AppBed.ask(now)).isEqualTo("r1");
        Path key = bed.dir().resolve("node-1/host_key.pub");
        String line = "[127.0.0.1]:" + bed.port("node-1") + " ";
        Files.writeString(
                known,
                trusted.lines()
                        .map(each -> each.startsWith(line) ? line + AppBed.keyOf(key) : each)
                        .reduce("", (a, b) -> a + b + "\n"));
        AppBed.until(
                "all is well",
                () -> apps.get(app.id(), Testbed.call()).troubles().isEmpty());
    }

    @Test
    void aFullDiskIsToldAndTheOldRevisionServesOn() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("small"));
        try {
            Testbed.run(List.of("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()));
        } catch (IOException refused) {
            Assumptions.abort("no disk of 1 MiB can be mounted here; run as root to test a full one");
        }
        try {
            open("app-folder", disk.toString());
            AppOrder order = AppBed.runs("shop", "r1", 1, FOREVER).build();
            apply(order);
            Files.write(disk.resolve("fill"), new byte[900 * 1024]);
            AppOrder next = order.toBuilder()
                    .revision("r2")
                    .files(List.of(new ConfigFile("big", Secret.of("x".repeat(400 * 1024)), false)))
                    .build();
            Progress<App> failed = AppBed.end(apps, apps.apply(next, Testbed.call()));
            assertThat(failed).isInstanceOf(Progress.Failed.class);
            assertThat(((Progress.Failed<App>) failed).problem().message())
                    .contains("is full")
                    .contains("Make room");
            assertThat(apps.get(order.app(), Testbed.call()).replicas())
                    .anyMatch(replica -> replica.revision().equals("r1"));
            Files.delete(disk.resolve("fill"));
            assertThat(AppBed.done(apps, apps.apply(order, Testbed.call())).settled())
                    .isTrue();
        } finally {
            deleteAll();
            cloud = null;
            Testbed.run(List.of("umount", disk.toString()));
        }
    }

    @Test
    void noSecretIsSeenOnTheMachineOrInWhatIsSaid() throws Exception {
        open();
        AppOrder order = AppBed.runs("shop", "r1", 1, "echo started; " + FOREVER)
                .secrets(Map.of("TOKEN", Secret.of("canary-app-5b1d")))
                .files(List.of(new ConfigFile("conf/app.conf", Secret.of("password=canary-file-77e0"), false)))
                .build();
        App app = apply(order);
        List<String> texts = new ArrayList<>(List.of(app.toString(), cloud.toString()));
        Path replica = AppBed.folder(config, "shop", "r1");
        for (String file : List.of("env", "root/conf/app.conf")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(replica.resolve(file))))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(replica)))
                .isEqualTo("rwx------");
        AppBed.processes(config)
                .forEach(process ->
                        texts.add(AppBed.commandLine(process.identity().pid())));
        assertThat(texts).anyMatch(text -> text.contains("started"));
        AppOrder wrong = order.toBuilder()
                .revision("r2")
                .volumes(List.of(new VolumeMount("data", "data", false)))
                .build();
        CloudException refused = catchThrowableOfType(CloudException.class, () -> apps.apply(wrong, Testbed.call()));
        assertThat(refused.reason()).isEqualTo(Reason.INVALID);
        assertThat(refused).hasMessageContaining("volumes:");
        texts.add(AppBed.all(refused));
        List<LogLine> lines = new ArrayList<>();
        AppBed.until("it was logged", () -> {
            apps.logs(order.app(), LogQuery.builder().build(), Cursor.START, lines::add, Testbed.call());
            return !lines.isEmpty();
        });
        assertThat(lines.get(0).text()).isEqualTo("started");
        Path log = Path.of(System.getProperty("org.slf4j.simpleLogger.logFile", "target/ssh-test.log"));
        try (Stream<String> logged = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            assertThat(logged.filter(line -> line.contains("canary-")).toList()).isEmpty();
        }
        assertThat(texts).noneMatch(text -> text.contains("canary-"));
    }

    @Test
    void aHostWithReplicasIsNotGivenAway() throws Exception {
        open("app-machines", "extra");
        CloudException none = catchThrowableOfType(
                CloudException.class,
                () -> apps.apply(AppBed.runs("shop", "r1", 1, FOREVER).build(), Testbed.call()));
        assertThat(none).hasMessageContaining("machines: there is none for apps");
        Hosts hosts = cloud.find(Hosts.class).orElseThrow();
        HostAddress address = HostAddress.builder(Testbed.REGION, "extra", "127.0.0.1")
                .port(bed.port("node-3"))
                .build();
        hosts.adopt(address, new Intent("0123456789abcdef", Map.of()), Testbed.call());
        AppBed.pause(1_100); // Hosts are read anew every second.
        AppOrder order = AppBed.runs("shop", "r1", 1, FOREVER).build();
        apply(order);
        assertThat(machines("shop")).containsExactly("extra");
        CloudException busy =
                catchThrowableOfType(CloudException.class, () -> hosts.delete(Testbed.host("extra"), Testbed.call()));
        assertThat(busy.reason()).isEqualTo(Reason.CONFLICT);
        assertThat(busy).hasMessageContaining("runs 1 replicas of apps");
        AppBed.done(apps, apps.delete(order.app(), Testbed.call()));
        hosts.delete(Testbed.host("extra"), Testbed.call());
    }

    @Test
    void aFolderThatSomebodyElseLooksAfterIsLeftToHim() throws Exception {
        config = bed.machines("one=127.0.0.1:" + bed.port("node-1"));
        try (FolderLock other = FolderLock.take(Files.createDirectories(config.folder()));
                Cloud mine = Testbed.open(config)) {
            CloudException conflict = catchThrowableOfType(
                    CloudException.class, () -> AppBed.apps(mine).list(AppBed.PROJECT, Cursor.START, Testbed.call()));
            assertThat(conflict.reason()).isEqualTo(Reason.CONFLICT);
            assertThat(other).isNotNull();
        }
    }
}
