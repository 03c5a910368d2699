package io.shiyun.finops.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.CloudSettings;
import io.shiyun.HostSpec;
import io.shiyun.Placement;
import io.shiyun.Shiyun;
import io.shiyun.model.Bytes;
import io.shiyun.model.CloudId;
import io.shiyun.model.Cpu;
import io.shiyun.model.Host;
import io.shiyun.model.HostState;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.model.Volume;
import io.shiyun.offer.OfferCatalogue;
import io.shiyun.spi.AddressOrder;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Networks;
import io.shiyun.spi.Stop;
import io.shiyun.spi.VolumeOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans on a cloud in memory, through the front door. */
class PlanTest {
    private static final Region REGION = Region.of("a", "sim-1");

    @TempDir
    Path folder;

    private Shiyun shiyun;
    private Host host;

    @BeforeEach
    void open() {
        CloudSettings quick = CloudSettings.of("boot-time", "1ms").with("world", folder.toString());
        shiyun = Shiyun.builder()
                .cloud("a", "sim", quick)
                .store(folder.resolve("shiyun.db"))
                .build();
        host = shiyun.hosts()
                .create(
                        HostSpec.named("web")
                                .atLeast(Cpu.vcpus(2), Bytes.gib(4))
                                .image("debian-12"),
                        Placement.cheapest());
    }

    @AfterEach
    void close() {
        shiyun.close();
    }

    private static Plan plan(Step... steps) {
        return new Plan(List.of(steps));
    }

    @Test
    void nothingHappensUntilThePlanIsRun() {
        Plan plan = plan(new Step.StopHost(host.id()));
        assertThat(shiyun.hosts().get(host.id()).state()).isEqualTo(HostState.RUNNING);

        Plan.Run run = plan.run(shiyun).orThrow();
        assertThat(run.done()).hasSize(1);
        assertThat(run.rest().steps()).isEmpty();
        assertThat(shiyun.hosts().get(host.id()).state()).isEqualTo(HostState.STOPPED);
    }

    @Test
    void planThatNoLongerFitsDoesNothing() {
        Shape shape = host.shape().orElseThrow();
        shiyun.hosts().resize(host.id(), new Shape("large"));
        Plan.Run run =
                plan(new Step.ResizeHost(host.id(), shape, new Shape("small"))).run(shiyun);

        assertThat(run.failure().orElseThrow().problem().reason()).isEqualTo(Reason.CONFLICT);
        assertThat(run.rest().steps()).hasSize(1);
        assertThat(shiyun.hosts().get(host.id()).shape()).contains(new Shape("large"));
        assertThat(plan(new Step.DeleteStoppedHost(host.id())).run(shiyun).failure())
                .isPresent();
        assertThat(shiyun.hosts().get(host.id()).state()).isEqualTo(HostState.RUNNING);
    }

    @Test
    void planWaitsForAPersonAndGoesOnAfterwards() {
        Plan plan = plan(
                new Step.ResizeHost(host.id(), host.shape().orElseThrow(), new Shape("large")),
                new Step.ByHand("look whether it serves"),
                new Step.StopHost(host.id()),
                new Step.DeleteStoppedHost(host.id()));
        Plan.Run first = plan.run(shiyun).orThrow();

        assertThat(first.done()).hasSize(1);
        assertThat(first.waiting()).contains("look whether it serves");
        assertThat(shiyun.hosts().get(host.id()).state()).isEqualTo(HostState.RUNNING);
        assertThat(first.rest().run(shiyun).orThrow().done()).hasSize(2);
        assertThat(shiyun.hosts().list().items()).isEmpty();
    }

    @Test
    void volumeIsDeletedAndAddressGivenBackOnlyWhileNobodyUsesThem() {
        Volume volume = shiyun.volumes()
                .create(VolumeOrder.builder(REGION, "data", Bytes.gib(10)).build());
        Networks networks = shiyun.service("a", Networks.class);
        Intent intent = new Intent("abcdefgh12345678", Map.of());
        networks.reserveAddress(
                AddressOrder.builder(REGION, "front").build(), intent, shiyun.call(Duration.ofSeconds(5)));
        Estate estate = Estate.of(shiyun, Map.of(), Instant.now(), Duration.ofDays(7), Duration.ofHours(1));

        assertThat(estate.hosts()).hasSize(1);
        assertThat(estate.volumes()).hasSize(1);
        assertThat(estate.addresses()).hasSize(1);
        Plan.Run run = plan(
                        new Step.DeleteVolume(volume.id()),
                        new Step.ReleaseAddress(estate.addresses().get(0).id()))
                .run(shiyun)
                .orThrow();
        assertThat(run.done()).hasSize(2);
        Estate after = Estate.of(shiyun, Map.of(), Instant.now(), Duration.ofDays(7), Duration.ofHours(1));
        assertThat(after.volumes()).isEmpty();
        assertThat(after.addresses()).isEmpty();
    }

    @Test
    void useOfHostsIsReadFromTheClouds() {
        Instant now = Instant.now();
        Estate.UseMetrics metrics = new Estate.UseMetrics("cpu.utilization", "memory.used", "host");
        Estate estate = Estate.of(
                shiyun,
                Map.of(new CloudId("a"), metrics),
                now.plusSeconds(2),
                Duration.ofSeconds(4),
                Duration.ofMillis(1));

        assertThat(estate.missing()).isEmpty();
        assertThat(estate.measures().get(host.id())).satisfies(measures -> {
            assertThat(measures.cpu()).isNotEmpty().allMatch(share -> share > 0 && share < 1);
            assertThat(measures.memory()).isNotEmpty().allMatch(share -> share > 0 && share < 1);
        });
        Estate.UseMetrics wrong = new Estate.UseMetrics("cpu.gone", "", "host");
        Estate without =
                Estate.of(shiyun, Map.of(new CloudId("a"), wrong), now, Duration.ofHours(1), Duration.ofMinutes(1));
        assertThat(without.missing())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("cpu.gone"));
        assertThat(Advisor.with(OfferCatalogue.of()).advise(without, now)).isEmpty();
    }

    @Test
    void cheaperPlaceIsMovedToWithAPersonBetween() {
        shiyun.hosts().stop(host.id(), Stop.RELEASE);
        Plan.Run run = plan(
                        new Step.CreateHost(
                                HostSpec.named("web").shape("small").image("debian-12"),
                                Placement.cheapest().in(REGION),
                                "as small at a/sim-1"),
                        new Step.ByHand("move the data"))
                .run(shiyun);
        assertThat(run.done()).hasSize(1);
        assertThat(shiyun.hosts().list().items()).hasSize(2);
    }

    @Test
    void noHostIsAddedWhileItIsNotKnownWhetherThereIsOneOfItsName() {
        shiyun.close();
        CloudSettings quick = CloudSettings.of("boot-time", "1ms").with("world", folder.toString());
        shiyun = Shiyun.builder()
                .cloud("a", "sim", quick)
                .cloud("dead", "sim", CloudSettings.of("dead", "true"))
                .store(folder.resolve("shiyun.db"))
                .build();
        Step add = new Step.AddHost(
                HostSpec.named("web-2").shape("small").image("debian-12"),
                Placement.cheapest().in(REGION),
                "as small at a/sim-1");

        Plan.Run run = plan(add).run(shiyun);
        assertThat(run.done()).isEmpty();
        assertThat(run.failure().orElseThrow().problem().reason()).isEqualTo(Reason.CONFLICT);
        assertThat(run.failure().orElseThrow()).hasMessageContaining("not every region answers");
        assertThat(shiyun.hosts().list().items()).hasSize(1);
    }
}
