package io.shiyun.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.App;
import io.shiyun.model.Check;
import io.shiyun.model.CloudId;
import io.shiyun.model.Command;
import io.shiyun.model.Port;
import io.shiyun.model.Probe;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Region;
import io.shiyun.model.Rollout;
import io.shiyun.model.Scaling;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Apps;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What the tests of this provider share. */
final class Lab {
    static final CloudId CLOUD = new CloudId("here");
    static final Region REGION = new Region(CLOUD, LocalCloud.REGION);
    static final ProjectId PROJECT = new ProjectId(REGION, "demo");

    private Lab() {}

    static CloudConfig config(Path folder) {
        return CloudConfig.builder(CLOUD)
                .folder(folder)
                .set("ports", "21000-21999")
                .set("sample-every", "PT0.2S")
                .build();
    }

    static Cloud connect(Path folder) {
        return new LocalProvider().connect(config(folder));
    }

    static <S extends CloudService> S service(Cloud cloud, Class<S> type) {
        return cloud.find(type).orElseThrow();
    }

    static List<String> java(Class<?> main) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                Path.of("target/test-classes").toAbsolutePath().toString(),
                main.getName()));
        return command;
    }

    static AppOrder.Builder service(String name, String version, int replicas) {
        return AppOrder.builder(PROJECT, name, version)
                .command(Command.builder(java(ServiceMain.class)).build())
                .scaling(Scaling.fixed(replicas))
                .ports(List.of(Port.http(0)))
                .environment(Map.of("VERSION", version))
                .ready(Probe.builder(new Check.Http("http", "/"))
                        .every(Duration.ofMillis(200))
                        .build())
                .stopGrace(Duration.ofSeconds(10))
                .rollout(Rollout.builder()
                        .drain(Duration.ofMillis(500))
                        .deadline(Duration.ofSeconds(30))
                        .build());
    }

    static Call call() {
        return call(Duration.ofSeconds(60));
    }

    static Call call(Duration time) {
        return Call.within(time);
    }

    static Progress<App> follow(Apps apps, Progress<App> first) {
        Progress<App> now = first;
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (now instanceof Progress.Ongoing<App> ongoing) {
            assertThat(System.nanoTime()).as("it goes on: %s", ongoing.soFar()).isLessThan(deadline);
            LockSupport.parkNanos(ongoing.askAgainIn().toNanos());
            now = apps.proceed(ongoing.ticket(), call());
        }
        return now;
    }

    static App done(Apps apps, Progress<App> first) {
        Progress<App> last = follow(apps, first);
        assertThat(last).isInstanceOf(Progress.Done.class);
        return ((Progress.Done<App>) last).value();
    }

    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
