package io.shiyun.provider.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.CloudSettings;
import io.shiyun.Shiyun;
import io.shiyun.SweepReport;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.ImageId;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.HostAddress;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Images;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.wire.Paging;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many hosts in waves on a real OpenStack: created, listed by pages, tagged, adopted unchanged, deleted; none lost, none left by the cloud's
 * own list. Run it by {@code -Dshiyun.waves=3}, with {@code -Dshiyun.wave=40} hosts in each.
 */
@EnabledIfEnvironmentVariable(
        named = "OS_AUTH_URL",
        matches = ".+",
        disabledReason = "SKIPPED: no OpenStack; start one by testbed/openstack/up and read its openrc")
@EnabledIfSystemProperty(
        named = "shiyun.waves",
        matches = "[1-9][0-9]*",
        disabledReason = "SKIPPED: a long run, asked for by -Dshiyun.waves=3")
class WavesTest {
    private static final int WAVES = Integer.getInteger("shiyun.waves", 3);
    private static final int WAVE = Integer.getInteger("shiyun.wave", 40);

    @TempDir
    java.nio.file.Path folder;

    private final String run = "wave" + Long.toString(System.nanoTime() & 0xfff_ffffL, 36);
    private final Map<String, String> tags = Map.of("shiyun-waves", run);

    private static Call call() {
        return Stand.call(Duration.ofMinutes(10));
    }

    private static long since(long begun) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    @Test
    void none_is_lost_and_none_is_left() throws InterruptedException {
        try (Cloud cloud = new OpenStackProvider()
                .connect(RealCloud.config().set("page-size", "15").build())) {
            Region region = cloud.regions().get(0);
            Hosts hosts = Stand.service(cloud, Hosts.class);
            ImageId image = Stand.service(cloud, Images.class)
                    .resolve(region, "debian-12", call())
                    .id();
            long begun = System.nanoTime();
            try {
                for (int wave = 1; wave <= WAVES; wave++) {
                    wave(wave, hosts, region, image);
                }
            } finally {
                deleteAll(hosts, region);
            }
            try (Desk desk = new Desk(
                    RealCloud.config().build(), Options.of(RealCloud.config().build()))) {
                assertThat(desk.compute(region, call())
                                .get(Path.of("servers").with("limit", "1000"))
                                .items("servers"))
                        .noneMatch(server -> server.text("name").startsWith(run));
            }
            System.out.println(
                    "in all " + WAVES * WAVE + " hosts in " + since(begun) / 1000 + " s; none lost, none left");
        }
    }

    private void wave(int wave, Hosts hosts, Region region, ImageId image) throws InterruptedException {
        long begun = System.nanoTime();
        Map<String, Progress<Host>> going = new LinkedHashMap<>();
        for (int i = 1; i <= WAVE; i++) {
            String name = run + "-" + wave + "-" + i;
            HostOrder order = HostOrder.builder(region, name, new Shape("m1.tiny"), image)
                    .tags(Map.of("wave", String.valueOf(wave)))
                    .build();
            going.put(name, hosts.create(order, intent(wave, i), call()));
        }
        long sent = since(begun);
        List<Host> made = new ArrayList<>();
        for (Progress<Host> each : going.values()) {
            made.add(done(hosts, each));
        }
        long running = since(begun);
        AtomicInteger pages = new AtomicInteger();
        List<Host> listed = list(hosts, region, pages);
        assertThat(listed).extracting(Host::name).containsExactlyInAnyOrderElementsOf(going.keySet());
        assertThat(listed).allMatch(host -> host.state() == HostState.RUNNING);
        for (Host host : listed) {
            Host tagged = hosts.tag(host.id(), Map.of("seen", "yes"), call());
            assertThat(tagged.tags()).containsEntry("seen", "yes").containsAllEntriesOf(tags);
            assertThat(done(hosts, hosts.adopt(there(host), intent(wave, 0), call())))
                    .isEqualTo(tagged);
        }
        adoptedByTheFrontDoorNoneIsSwept(hosts, listed);
        long adopted = since(begun);
        assertThat(list(hosts, region, pages))
                .hasSize(WAVE)
                .allMatch(host -> "yes".equals(host.tags().get("seen")));
        deleteAll(hosts, region);
        assertThat(list(hosts, region, pages)).isEmpty();
        for (Host host : made) {
            assertThat(exists(hosts, host.id())).isFalse();
        }
        System.out.println(
                "wave " + wave + ": " + WAVE + " creates sent in " + sent + " ms, all running after " + running
                        + " ms, listed by " + pages + " pages, tagged and adopted after " + adopted + " ms, gone after "
                        + since(begun) + " ms");
    }

    private static HostAddress there(Host host) {
        return HostAddress.builder(
                        host.id().region(), host.name(), host.addresses().get(0))
                .build();
    }

    /** Another installation adopts what was made here; its sweep, hours later, has nothing to find. */
    private void adoptedByTheFrontDoorNoneIsSwept(Hosts hosts, List<Host> made) {
        java.nio.file.Path store = folder.resolve(Long.toString(System.nanoTime()));
        CloudSettings settings = CloudSettings.fromEnvironment("OS_").with("network", "private");
        List<Host> before =
                made.stream().map(host -> hosts.get(host.id(), call())).toList();
        try (Shiyun shiyun = Shiyun.builder()
                .cloud("lab", "openstack", settings)
                .store(store)
                .build()) {
            before.forEach(host -> assertThat(shiyun.hosts().adopt(there(host))).isEqualTo(host));
        }
        InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofHours(3));
        try (Shiyun shiyun = Shiyun.builder()
                .cloud("lab", "openstack", settings)
                .store(store)
                .time(later, System::nanoTime)
                .build()) {
            SweepReport report = shiyun.sweep(false);
            assertThat(report.finds()).isEmpty();
            assertThat(report.missing()).isEmpty();
        }
        assertThat(made).allMatch(host -> exists(hosts, host.id()));
        assertThat(before)
                .allSatisfy(host -> assertThat(hosts.get(host.id(), call())).isEqualTo(host));
    }

    private Intent intent(int wave, int number) {
        return new Intent(String.format("%s%03d%03d%s", "waves", wave, number, "0123456789"), tags);
    }

    private List<Host> list(Hosts hosts, Region region, AtomicInteger pages) {
        return Paging.all(call(), from -> {
            Page<Host> page = hosts.list(new HostQuery(region, tags), from, call());
            pages.incrementAndGet();
            return page;
        });
    }

    private void deleteAll(Hosts hosts, Region region) throws InterruptedException {
        List<Progress<Host>> going = new ArrayList<>();
        for (Host host : list(hosts, region, new AtomicInteger())) {
            going.add(hosts.delete(host.id(), call()));
        }
        for (Progress<Host> each : going) {
            assertThat(done(hosts, each).state()).isEqualTo(HostState.DELETED);
        }
    }

    private static boolean exists(Hosts hosts, HostId id) {
        try {
            hosts.get(id, call());
            return true;
        } catch (io.shiyun.model.CloudException gone) {
            return false;
        }
    }

    private static Host done(Hosts hosts, Progress<Host> first) throws InterruptedException {
        Intent any = new Intent("0123456789abcdef", Map.of());
        Progress<Host> now = first;
        for (int i = 0; i < 600 && now instanceof Progress.Ongoing<Host> ongoing; i++) {
            assertThat(new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS)).isFalse();
            now = hosts.proceed(ongoing.ticket(), any, call());
        }
        assertThat(now).isInstanceOf(Progress.Done.class);
        return ((Progress.Done<Host>) now).value();
    }
}
