package io.shiyun.provider.ssh;

import io.shiyun.model.App;
import io.shiyun.model.Check;
import io.shiyun.model.Command;
import io.shiyun.model.Endpoint;
import io.shiyun.model.Port;
import io.shiyun.model.Probe;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Rollout;
import io.shiyun.model.Scaling;
import io.shiyun.process.ProcessScanner;
import io.shiyun.process.apps.AppRecord;
import io.shiyun.process.apps.ReplicaRecord;
import io.shiyun.process.apps.StateFile;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Apps;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What tests of apps over SSH share: orders, waiting, and a look behind the scenes. The machines are this one, so all is seen. */
final class AppBed {
    static final ProjectId PROJECT = new ProjectId(Testbed.REGION, "shop");

    private AppBed() {}

    /** An app that only runs. */
    static AppOrder.Builder runs(String name, String revision, int replicas, String script) {
        return AppOrder.builder(PROJECT, name, revision)
                .command(Command.of("sh", "-c", script))
                .scaling(Scaling.fixed(replicas))
                .stopGrace(Duration.ofSeconds(3))
                .rollout(Rollout.builder()
                        .surge(1)
                        .unavailable(0)
                        .deadline(Duration.ofSeconds(60))
                        .drain(Duration.ofMillis(200))
                        .build());
    }

    /** An app that answers with a word. */
    static AppOrder.Builder serves(String name, String revision, int replicas) {
        return runs(name, revision, replicas, "unused")
                .command(Command.builder(List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx32m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classes(),
                                ServiceMain.class.getName()))
                        .build())
                .ports(List.of(Port.http(0)))
                .environment(Map.of("WORD", revision))
                .ready(Probe.builder(new Check.Http("http", "/"))
                        .every(Duration.ofMillis(200))
                        .timeout(Duration.ofSeconds(2))
                        .build());
    }

    private static String classes() {
        return Path.of(ServiceMain.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }

    static Apps apps(Cloud cloud) {
        return cloud.find(Apps.class).orElseThrow();
    }

    /** Follows an operation to its end, whatever that is. */
    static Progress<App> end(Apps apps, Progress<App> first) throws Exception {
        Progress<App> now = first;
        for (int i = 0; i < 1_200 && now instanceof Progress.Ongoing<App> ongoing; i++) {
            pause(50);
            now = apps.proceed(ongoing.ticket(), Testbed.call());
        }
        return now;
    }

    static App done(Apps apps, Progress<App> first) throws Exception {
        Progress<App> last = end(apps, first);
        if (last instanceof Progress.Done<App> done) {
            return done.value();
        }
        throw new AssertionError("not done: " + last);
    }

    static void until(String what, Callable<Boolean> holds) throws Exception {
        until(what, holds, () -> "");
    }

    /** Waits until it holds; what was seen last is told when it does not. */
    static void until(String what, Callable<Boolean> holds, Callable<?> seen) throws Exception {
        for (int i = 0; i < 1_200; i++) {
            if (holds.call()) {
                return;
            }
            pause(50);
        }
        throw new AssertionError(what + ": not so after a minute; " + seen.call());
    }

    static void pause(long millis) throws InterruptedException {
        new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    }

    static String ask(App app) throws Exception {
        Endpoint at = app.endpoints().get(0);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + at.authority() + "/"))
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Returns the replicas as the folder of the state knows them. */
    static List<ReplicaRecord> replicas(CloudConfig config, String app) {
        Path file = config.folder().resolve("apps/shop").resolve(app).resolve("app.state");
        return StateFile.read(file, AppRecord::read).replicas();
    }

    static String owner(CloudConfig config) {
        return StateFile.read(config.folder().resolve("owner.state"), fields -> fields.text("id"));
    }

    /** Returns the processes of the apps of this folder. */
    static List<ProcessScanner.Owned> processes(CloudConfig config) {
        return ProcessScanner.owned(owner(config));
    }

    /** Returns the folder of a replica on its machine. */
    static Path folder(CloudConfig config, String app, String replica) {
        Path base = config.get("app-folder")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".shiyun"));
        return base.resolve(owner(config)).resolve("shop").resolve(app).resolve(replica);
    }

    static boolean empty(Path folder) throws Exception {
        if (!Files.exists(folder)) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** Returns kind and key of a public key, as known-hosts files have them. */
    static String keyOf(Path key) {
        try {
            String[] words = Files.readString(key).split(" ");
            return words[0] + " " + words[1].strip();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    static String all(Throwable failed) {
        StringWriter text = new StringWriter();
        failed.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
