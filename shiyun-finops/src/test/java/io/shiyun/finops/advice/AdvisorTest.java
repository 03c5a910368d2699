package io.shiyun.finops.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Address;
import io.shiyun.model.AddressId;
import io.shiyun.model.Architecture;
import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.ImageId;
import io.shiyun.model.Layer;
import io.shiyun.model.Money;
import io.shiyun.model.Offer;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Shape;
import io.shiyun.model.Volume;
import io.shiyun.model.VolumeId;
import io.shiyun.offer.OfferCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdvisorTest {
    private static final Instant NOW = Instant.parse("2026-03-15T00:00:00Z");
    private static final Instant OLD = NOW.minus(Duration.ofDays(60));
    private static final Region HERE = Region.of("prod", "eu-1");
    private static final OfferCatalogue CATALOGUE = catalogue(
            host("eu-1", "large", 4, 8, "0.08"),
            host("eu-1", "medium", 2, 4, "0.04"),
            host("eu-1", "arm", 2, 4, "0.01", Architecture.ARM64),
            host("eu-2", "large", 4, 8, "0.07"),
            Offer.builder(HERE, new Shape("ssd"))
                    .layer(Layer.VOLUME)
                    .price(new Price(Money.of("0.1", "USD"), Per.GIB_MONTH))
                    .build());

    private static OfferCatalogue catalogue(Offer... offers) {
        return OfferCatalogue.of(List.of(), List.of(offers), List.of());
    }

    private static Offer host(String region, String shape, int cpu, int gib, String price) {
        return host(region, shape, cpu, gib, price, Architecture.X86_64);
    }

    private static Offer host(String region, String shape, int cpu, int gib, String price, Architecture kind) {
        return Offer.builder(Region.of("prod", region), new Shape(shape))
                .cpu(Cpu.vcpus(cpu))
                .memory(Bytes.gib(gib))
                .architecture(kind)
                .price(Price.hourly(price, "USD"))
                .build();
    }

    private static Host.Builder large(HostState state) {
        return Host.builder(new HostId(HERE, "h-1"), "web", state)
                .shape(new Shape("large"))
                .cpu(Cpu.vcpus(4))
                .memory(Bytes.gib(8))
                .image(new ImageId(HERE, "debian-12"))
                .created(OLD);
    }

    private static Estate estate(Host host, double cpu, double memory, int samples, int days) {
        HostMeasures measures = new HostMeasures(
                Collections.nCopies(samples, cpu), Collections.nCopies(samples, memory), Duration.ofDays(days));
        return new Estate(List.of(host), Map.of(host.id(), measures), Map.of(), List.of(), List.of(), List.of());
    }

    private static List<Advice> advise(Estate estate) {
        return Advisor.with(CATALOGUE).advise(estate, NOW);
    }

    @Test
    void idleHostIsToBeStopped() {
        assertThat(advise(estate(large(HostState.RUNNING).build(), 0.01, 0.1, 500, 14)))
                .singleElement()
                .satisfies(advice -> {
                    assertThat(advice.kind()).isEqualTo(Advice.Kind.IDLE_HOST);
                    assertThat(advice.saving().orElseThrow().perMonth()).isEqualTo(Money.of("58.4", "USD"));
                    assertThat(advice.evidence()).contains("500 samples over 14 days");
                    assertThat(advice.plan().steps()).containsExactly(new Step.StopHost(new HostId(HERE, "h-1")));
                    assertThat(advice.plan().toString()).contains("hosts().stop");
                });
    }

    @Test
    void oversizedHostGetsTheSmallerSizeOfItsOwnInstructionSet() {
        assertThat(advise(estate(large(HostState.RUNNING).build(), 0.3, 0.3, 500, 14)))
                .singleElement()
                .satisfies(advice -> {
                    assertThat(advice.kind()).isEqualTo(Advice.Kind.OVERSIZED_HOST);
                    assertThat(advice.saving().orElseThrow().perMonth()).isEqualTo(Money.of("29.2", "USD"));
                    assertThat(advice.plan().steps())
                            .containsExactly(new Step.ResizeHost(
                                    new HostId(HERE, "h-1"), new Shape("large"), new Shape("medium")));
                });
    }

    @Test
    void busyHostIsOnlyCheaperElsewhere() {
        assertThat(advise(estate(large(HostState.RUNNING).build(), 0.9, 0.9, 500, 14)))
                .singleElement()
                .satisfies(advice -> {
                    assertThat(advice.kind()).isEqualTo(Advice.Kind.CHEAPER_ELSEWHERE);
                    assertThat(advice.summary()).contains("prod/eu-2");
                    assertThat(advice.saving().orElseThrow().perMonth()).isEqualTo(Money.of("7.3", "USD"));
                    assertThat(advice.saving().orElseThrow().confidence()).isEqualTo(Saving.Confidence.LOW);
                    assertThat(advice.plan().steps())
                            .hasExactlyElementsOfTypes(Step.CreateHost.class, Step.ByHand.class, Step.StopHost.class);
                });
    }

    @Test
    void littleEvidenceIsNoEvidence() {
        Host host = large(HostState.RUNNING).build();
        for (Estate thin : List.of(estate(host, 0.01, 0.1, 99, 14), estate(host, 0.01, 0.1, 500, 6))) {
            assertThat(advise(thin)).extracting(Advice::kind).containsExactly(Advice.Kind.CHEAPER_ELSEWHERE);
        }
        assertThat(Advisor.with(catalogue()).advise(estate(host, 0.5, 0.5, 500, 14), NOW))
                .isEmpty();
    }

    @Test
    void stoppedHostThatIsBilledIsNamedAndOneThatIsNotIsLeftAlone() {
        Host billed =
                large(HostState.STOPPED).nativeState("SHUTOFF").billed(true).build();
        assertThat(advise(estate(billed, 0, 0, 0, 0))).singleElement().satisfies(advice -> {
            assertThat(advice.kind()).isEqualTo(Advice.Kind.STOPPED_HOST);
            assertThat(advice.evidence().get(0)).contains("SHUTOFF");
        });
        assertThat(advise(estate(large(HostState.STOPPED).billed(false).build(), 0, 0, 0, 0)))
                .isEmpty();
        Host young = large(HostState.STOPPED)
                .billed(true)
                .created(NOW.minus(Duration.ofDays(2)))
                .build();
        assertThat(advise(estate(young, 0, 0, 0, 0))).isEmpty();
    }

    @Test
    void volumesAndAddressesThatNobodyUsesAreNamed() {
        HostId host = new HostId(HERE, "h-1");
        Volume.Builder volume = Volume.builder(new VolumeId(HERE, "v-1"), "data", ResourceState.READY, Bytes.gib(50))
                .kind("ssd");
        Address free = Address.builder(new AddressId(HERE, "a-1"), "192.0.2.1").build();
        Address used = Address.builder(new AddressId(HERE, "a-2"), "192.0.2.2")
                .host(host)
                .build();
        Estate estate = new Estate(
                List.of(),
                Map.of(),
                Map.of(),
                List.of(
                        volume.created(OLD).build(),
                        volume.created(NOW).build(),
                        volume.created(OLD).host(host).build()),
                List.of(free, used),
                List.of());

        assertThat(advise(estate))
                .extracting(Advice::kind)
                .containsExactly(Advice.Kind.UNATTACHED_VOLUME, Advice.Kind.UNATTACHED_ADDRESS);
        assertThat(advise(estate).get(0).saving().orElseThrow().perMonth()).isEqualTo(Money.of("5", "USD"));
        assertThat(advise(estate).get(1).saving()).isEmpty();
        assertThat(advise(estate).get(1).toString()).contains("not known");
    }

    @Test
    void badSettingsAreRefused() {
        assertThatThrownBy(() -> Advisor.with(CATALOGUE).idleBelow(1.5)).hasMessageContaining("share from 0 to 1");
        assertThatThrownBy(() -> Advisor.with(CATALOGUE).headroom(Double.NaN)).hasMessageContaining("headroom");
    }
}
