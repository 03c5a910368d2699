package io.shiyun.finops.advice;

import io.shiyun.model.Address;
import io.shiyun.model.Bytes;
import io.shiyun.model.Host;
import io.shiyun.model.HostState;
import io.shiyun.model.Layer;
import io.shiyun.model.Money;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import io.shiyun.model.Volume;
import io.shiyun.offer.CatalogueOffer;
import io.shiyun.offer.OfferCatalogue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Looks through an estate for what could cost less. Advises only; whoever agrees runs the plan. Immutable; each method
 * answers a changed copy. Safe for use by several threads.
 *
 * <p>Nothing is said of a host that was measured for less than a week or by fewer than a hundred samples, and nothing of a
 * thing that is younger than a week: what is new may be about to be used.
 */
public final class Advisor {
    /** The least time of measurements, and the least age of things. */
    public static final Duration WEEK = Duration.ofDays(7);

    /** The fewest samples of a host. */
    public static final int SAMPLES = 100;

    private static final BigDecimal GIB = BigDecimal.valueOf(Bytes.gib(1).count());

    private final OfferCatalogue catalogue;
    private final double idle;
    private final double headroom;

    private Advisor(OfferCatalogue catalogue, double idle, double headroom) {
        this.catalogue = catalogue;
        this.idle = idle;
        this.headroom = headroom;
    }

    /**
     * Begins with a host being idle below 3 % of its processors at 95 % of the time, and a quarter of a host being left
     * free when a smaller one is looked for.
     *
     * @param catalogue knows prices, by the names of the connected clouds
     */
    public static Advisor with(OfferCatalogue catalogue) {
        return new Advisor(catalogue, 0.03, 0.25);
    }

    /** Calls a host idle below this share of its processors, 0 to 1, at 95 % of the time. */
    public Advisor idleBelow(double share) {
        return new Advisor(catalogue, share("idle", share), headroom);
    }

    /** Leaves this share of a host free, 0 to 1, when a smaller one is looked for. */
    public Advisor headroom(double share) {
        return new Advisor(catalogue, idle, share("headroom", share));
    }

    private static double share(String name, double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException(name + " is " + share + "; it is a share from 0 to 1, 1 not included");
        }
        return share;
    }

    /**
     * Advises, the largest savings first within each currency; what cannot be valued comes last.
     *
     * @param estate what is there
     * @param now when it was there
     */
    public List<Advice> advise(Estate estate, Instant now) {
        List<Advice> all = new ArrayList<>();
        for (Host host : estate.hosts()) {
            Optional<Price> price = Estate.price(estate.prices(), catalogue, host);
            if (host.state() == HostState.STOPPED) {
                stopped(host, price, now).ifPresent(all::add);
            } else if (host.state() == HostState.RUNNING) {
                HostMeasures measures = estate.measures().get(host.id());
                all.addAll(new HostAdvice(catalogue, idle, headroom).of(host, measures, price));
            }
        }
        estate.volumes().forEach(volume -> unattached(volume, now).ifPresent(all::add));
        estate.addresses().forEach(address -> unattached(address).ifPresent(all::add));
        return sorted(all);
    }

    /** Returns advice with the largest savings first within each currency, and what cannot be valued last. */
    public static List<Advice> sorted(List<Advice> advice) {
        Comparator<Advice> order = Comparator.comparing(
                        (Advice one) -> one.saving().isEmpty())
                .thenComparing(one -> one.saving()
                        .map(saving -> saving.perMonth().currency().getCurrencyCode())
                        .orElse(""))
                .thenComparing(
                        one -> one.saving()
                                .map(saving -> saving.perMonth().amount())
                                .orElse(BigDecimal.ZERO),
                        Comparator.reverseOrder())
                .thenComparing(Advice::subject);
        return advice.stream().sorted(order).toList();
    }

    private static boolean young(Optional<Instant> created, Instant now) {
        return created.filter(then -> then.plus(WEEK).isAfter(now)).isPresent();
    }

    private static Optional<Advice> stopped(Host host, Optional<Price> price, Instant now) {
        if (!host.billed() || young(host.created(), now)) {
            return Optional.empty();
        }
        return Optional.of(new Advice(
                Advice.Kind.STOPPED_HOST,
                host.id().text(),
                "Host " + host.name() + " is stopped and still costs",
                List.of(
                        "its cloud says that it is " + host.nativeState() + ", and that it is billed in this state",
                        price.map(one -> "its size costs up to " + one).orElse("what it costs is not known")),
                price.map(one -> Saving.of(one, Saving.Confidence.FAIR)),
                Plan.of(new Step.DeleteStoppedHost(host.id()))));
    }

    private Optional<Advice> unattached(Volume volume, Instant now) {
        if (volume.host().isPresent() || !volume.billed() || young(volume.created(), now)) {
            return Optional.empty();
        }
        Optional<Money> month = catalogue
                .detail(
                        volume.cloud().name(),
                        volume.region().name(),
                        volume.kind().isEmpty() ? "volume" : volume.kind())
                .stream()
                .filter(offer -> offer.layer() == Layer.VOLUME)
                .flatMap(offer -> offer.price().stream())
                .filter(price -> price.per() == Per.GIB_MONTH)
                .findFirst()
                .map(price -> price.money()
                        .times(BigDecimal.valueOf(volume.size().count())
                                .divide(GIB, 18, java.math.RoundingMode.HALF_EVEN)));
        return Optional.of(new Advice(
                Advice.Kind.UNATTACHED_VOLUME,
                volume.id().text(),
                "No host uses volume " + (volume.name().isEmpty() ? volume.id().value() : volume.name()),
                List.of(
                        volume.size() + (volume.kind().isEmpty() ? "" : " of kind " + volume.kind())
                                + ", attached to nothing",
                        volume.created().map(then -> "made at " + then).orElse("its age is not known"),
                        "what is on it is lost with it unless a snapshot is made before"),
                month.map(amount -> new Saving(amount, Saving.Confidence.HIGH)),
                Plan.of(new Step.DeleteVolume(volume.id()))));
    }

    private Optional<Advice> unattached(Address address) {
        if (address.host().isPresent()) {
            return Optional.empty();
        }
        Optional<Price> price = catalogue
                .detail(address.cloud().name(), address.region().name(), "address")
                .stream()
                .flatMap((CatalogueOffer offer) -> offer.price().stream())
                .filter(one -> one.per().isTime())
                .findFirst();
        return Optional.of(new Advice(
                Advice.Kind.UNATTACHED_ADDRESS,
                address.id().text(),
                "Address " + address.address() + " leads nowhere",
                List.of("it is reserved, and no host has it"),
                price.map(one -> Saving.of(one, Saving.Confidence.HIGH)),
                Plan.of(new Step.ReleaseAddress(address.id()))));
    }
}
