package io.shiyun.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.App;
import io.shiyun.model.Host;
import io.shiyun.process.CrashPoint;
import io.shiyun.process.ProcessScanner;
import io.shiyun.process.apps.StateFile;
import io.shiyun.spi.Apps;
import io.shiyun.spi.ChargeQuery;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.Costs;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class OwnerKillTest {
    private static final int LATER = 4;
    private static final long SEED = Long.getLong("shiyun.seed", System.nanoTime() % 1_000_000);

    @TempDir
    Path folder;

    /** Every point at its first arrival, and some once more at a later one that the seed chooses. */
    static Stream<String> plans() {
        System.out.println("owner kill test: -Dshiyun.seed=" + SEED);
        Random random = new Random(SEED);
        Stream<String> later = random
                .ints(LATER, 0, CrashPoints.ALL.size())
                .mapToObj(n -> CrashPoints.ALL.get(n) + ":" + (2 + random.nextInt(3)))
                .toList()
                .stream();
        return Stream.concat(CrashPoints.ALL.stream().map(point -> point + ":1"), later);
    }

    private Process owner(String plan) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        OwnerMain.class.getName(),
                        folder.resolve("state").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile());
        builder.environment().put(CrashPoint.VARIABLE, plan);
        return builder.start();
    }

    private String ownerId() {
        return StateFile.read(folder.resolve("state/owner.state"), fields -> fields.text("id"));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void afterTheOwnersDeathNothingIsOrphanedDoubledOrLost(String plan) throws Exception {
        Process owner = owner(plan);
        assertThat(owner.waitFor(60, TimeUnit.SECONDS)).isTrue();
        if (owner.exitValue() != 137) {
            assertThat(folder.resolve("out.log")).content().contains("lived to the end");
            assertThat(plan).doesNotEndWith(":1");
        }
        try (Cloud cloud = Lab.connect(folder.resolve("state"))) {
            Apps apps = Lab.service(cloud, Apps.class);
            Hosts hosts = Lab.service(cloud, Hosts.class);
            if (apps.list(Lab.PROJECT, Cursor.START, Lab.call()).items().stream()
                    .anyMatch(app -> app.wanted() == 0)) {
                Lab.done(apps, apps.delete(OwnerMain.order("v2", 2).app(), Lab.call()));
            }
            App app = Lab.done(apps, apps.apply(OwnerMain.order("v2", 2), Lab.call()));
            assertThat(app.settled()).isTrue();
            Host host = ((Progress.Done<Host>) hosts.create(OwnerMain.host(), OwnerMain.intent(), Lab.call())).value();
            List<Host> all = hosts.list(HostQuery.all(Lab.REGION), Cursor.START, Lab.call())
                    .items();
            assertThat(all.size()).isLessThanOrEqualTo(1);
            List<ProcessScanner.Owned> running = ProcessScanner.owned(ownerId());
            assertThat(running)
                    .hasSize(2)
                    .extracting(found -> found.marker().replica())
                    .doesNotHaveDuplicates();
            hosts.delete(host.id(), Lab.call());
            Lab.done(apps, apps.delete(app.id(), Lab.call()));
            assertThat(ProcessScanner.owned(ownerId())).isEmpty();
            Instant now = Instant.now();
            ChargeQuery today = new ChargeQuery(Lab.REGION, now.minusSeconds(3600), now.plusSeconds(3600));
            assertThat(Lab.service(cloud, Costs.class)
                            .charges(today, Cursor.START, Lab.call())
                            .items())
                    .extracting(charge -> charge.resource() + charge.from())
                    .isNotEmpty()
                    .doesNotHaveDuplicates();
        }
        try (Stream<Path> left = Files.walk(folder.resolve("state"))) {
            assertThat(left.map(path -> String.valueOf(path.getFileName())))
                    .noneMatch(name -> name.equals("app.state"));
        }
    }

    @Test
    void aSecondOwnerIsRefusedWhileTheFirstLives() throws Exception {
        try (Cloud cloud = Lab.connect(folder.resolve("state"))) {
            Process second = owner("nowhere");
            assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(1);
            assertThat(folder.resolve("out.log"))
                    .content()
                    .contains("is in use by process " + ProcessHandle.current().pid())
                    .contains("give this cloud a folder of its own");
            assertThat(cloud.regions()).isNotEmpty();
        }
        assertThatThrownBy(() -> new LocalProvider()
                        .connect(io.shiyun.spi.CloudConfig.builder(new io.shiyun.model.CloudId("other"))
                                .folder(folder.resolve("state"))
                                .build()))
                .hasMessageContaining("belongs to the cloud 'here'");
    }
}
