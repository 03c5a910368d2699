package io.shiyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import io.shiyun.model.Cpu;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.spi.HostAddress;
import io.shiyun.spi.Stop;
import io.shiyun.store.Store;
import io.shiyun.store.UsageRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFleetTest {
    private static final HostSpec WEB = HostSpec.named("web")
            .atLeast(Cpu.vcpus(2), Bytes.gib(4))
            .image("debian-12")
            .project("shop")
            .userData("#!/bin/sh\necho secret");

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("shiyun.db");
    }

    private Shiyun open() {
        CloudSettings quick = CloudSettings.of("boot-time", "20ms").with("world", folder.toString());
        return Shiyun.builder().cloud("a", "sim", quick).store(file()).build();
    }

    private Optional<UsageRow> usage(HostId id) {
        try (Store store = Store.open(file())) {
            return store.read(tx -> tx.usage().findOpen("a", id.text(), "HOST"));
        }
    }

    @Test
    void aHostIsCreatedResizedStoppedStartedTaggedAndDeletedAndWhatItCostsIsKept() {
        try (Shiyun shiyun = open()) {
            HostFleet hosts = shiyun.hosts();
            Host host = hosts.create(WEB, Placement.cheapest());
            assertThat(host.state()).isEqualTo(HostState.RUNNING);
            UsageRow first = usage(host.id()).orElseThrow();
            assertThat(first.unitPrice()).isEqualByComparingTo("0.04");
            assertThat(first.project()).isEqualTo("shop");

            assertThat(hosts.resize(host.id(), new Shape("large")).shape()).contains(new Shape("large"));
            UsageRow second = usage(host.id()).orElseThrow();
            assertThat(second.unitPrice()).isEqualByComparingTo("0.08");
            assertThat(second.project()).isEqualTo("shop");
            assertThat(second.shape()).isEqualTo("large");

            Host stopped = hosts.stop(host.id(), Stop.RELEASE);
            assertThat(stopped.state()).isEqualTo(HostState.STOPPED);
            assertThat(usage(host.id()).isPresent()).isEqualTo(stopped.billed());
            assertThat(hosts.start(host.id()).state()).isEqualTo(HostState.RUNNING);
            assertThat(usage(host.id()).orElseThrow().unitPrice()).isEqualByComparingTo("0.08");

            assertThat(hosts.tag(host.id(), Map.of("team", "web")).tags()).containsEntry("team", "web");
            assertThatThrownBy(() -> hosts.tag(host.id(), Map.of("shiyun-op", "x")))
                    .hasMessageContaining("shiyun-op");
            assertThat(hosts.reboot(host.id()).state()).isEqualTo(HostState.RUNNING);

            hosts.delete(host.id());
            hosts.delete(host.id());
            assertThat(usage(host.id())).isEmpty();
            assertThat(hosts.list().items()).isEmpty();
        }
    }

    @Test
    void aCommandRunsOnManyHostsAndEachAnswersForItself() {
        try (Shiyun shiyun = open()) {
            HostFleet hosts = shiyun.hosts();
            List<HostId> ids = hosts.createMany(WEB, 3, Placement.cheapest()).stream()
                    .map(placed -> placed.orThrow().id())
                    .toList();
            HostId nobody = new HostId(ids.get(0).region(), "nobody");
            hosts.stop(ids.get(1), Stop.KEEP);
            List<HostRun> runs = hosts.runOnAll(
                    List.of(ids.get(2), nobody, ids.get(1), ids.get(0)),
                    Command.of("echo", "hello"),
                    Duration.ofSeconds(20));
            assertThat(runs).extracting(HostRun::host).containsExactly(ids.get(2), nobody, ids.get(1), ids.get(0));
            assertThat(runs).extracting(HostRun::succeeded).containsExactly(true, false, false, true);
            assertThat(runs.get(0).output()).isEqualTo("hello\n");
            assertThat(runs.get(1).problem().orElseThrow().reason()).isEqualTo(Reason.NOT_FOUND);
            assertThat(runs.get(2).problem().orElseThrow().reason()).isEqualTo(Reason.CONFLICT);
            assertThat(hosts.runOnAll(List.of(), Command.of("true"), Duration.ofSeconds(1)))
                    .isEmpty();
        }
    }

    @Test
    void severalAreCreatedTogetherByTheExecutor() {
        try (Shiyun shiyun = open()) {
            List<Placed<Host>> placed = shiyun.hosts().createMany(WEB, 8, Placement.cheapest());
            assertThat(placed)
                    .allSatisfy(one -> assertThat(one.orThrow().state()).isEqualTo(HostState.RUNNING));
            assertThat(shiyun.hosts().list().items()).hasSize(8);
        }
    }

    @Test
    void aMachineThatExistsIsTakenInOnce() {
        try (Shiyun shiyun = open()) {
            HostAddress address = HostAddress.builder(Region.of("a", "sim-1"), "old-one", "192.0.2.7")
                    .build();
            Host first = shiyun.hosts().adopt(address);
            assertThat(shiyun.hosts().adopt(address).id()).isEqualTo(first.id());
        }
    }

    @Test
    void nothingOnSaleThatFitsIsSaid() {
        try (Shiyun shiyun = open()) {
            HostSpec huge = WEB.atLeast(Cpu.vcpus(1_000), Bytes.gib(1));
            assertThatThrownBy(() -> shiyun.hosts().create(huge, Placement.cheapest()))
                    .isInstanceOfSatisfying(CloudException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.NOT_SOLD);
                        assertThat(e).hasMessageContaining("nothing on sale fits");
                    });
        }
    }

    @Test
    void twoOverOneStoreInOneProcessDoNotDisturbEachOther() {
        try (Shiyun one = open();
                Shiyun other = open()) {
            Host a = one.hosts().create(WEB.withName("a"), Placement.cheapest());
            Host b = other.hosts().create(WEB.withName("b"), Placement.cheapest());
            assertThat(a.id()).isNotEqualTo(b.id());
            one.hosts().delete(b.id());
            other.hosts().delete(a.id());
        }
    }
}
