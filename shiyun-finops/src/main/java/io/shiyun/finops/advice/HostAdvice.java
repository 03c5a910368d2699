package io.shiyun.finops.advice;

import io.shiyun.HostSpec;
import io.shiyun.Placement;
import io.shiyun.model.Architecture;
import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Host;
import io.shiyun.model.Money;
import io.shiyun.model.Price;
import io.shiyun.model.Shape;
import io.shiyun.offer.CatalogueOffer;
import io.shiyun.offer.HostUse;
import io.shiyun.offer.OfferCatalogue;
import io.shiyun.offer.OfferFilter;
import io.shiyun.offer.Recommendation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Advice on one running host. */
final class HostAdvice {
    private static final double BUSY = 0.95;

    private final OfferCatalogue catalogue;
    private final double idle;
    private final double headroom;

    HostAdvice(OfferCatalogue catalogue, double idle, double headroom) {
        this.catalogue = catalogue;
        this.idle = idle;
        this.headroom = headroom;
    }

    /** Returns at most one piece of advice: of several, doing one undoes the ground of the others. */
    List<Advice> of(Host host, @Nullable HostMeasures measures, Optional<Price> price) {
        double[] cpu = measures == null ? new double[0] : HostMeasures.array(measures.cpu());
        boolean known = measures != null
                && cpu.length >= Advisor.SAMPLES
                && measures.window().compareTo(Advisor.WEEK) >= 0;
        if (known && measures != null) {
            double busy = quantile(cpu);
            if (busy < idle) {
                return List.of(idle(host, measures, cpu, busy, price));
            }
            Optional<Advice> smaller = oversized(host, measures, cpu, price);
            if (smaller.isPresent()) {
                return List.of(smaller.get());
            }
        }
        return elsewhere(host, price).stream().toList();
    }

    private static double quantile(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.max(0, Math.ceil(BUSY * sorted.length) - 1)];
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    private static String samples(HostMeasures measures, int count) {
        return count + " samples over " + measures.window().toDays() + " days";
    }

    private Advice idle(Host host, HostMeasures measures, double[] cpu, double busy, Optional<Price> price) {
        return new Advice(
                Advice.Kind.IDLE_HOST,
                host.id().text(),
                "Host " + host.name() + " does next to nothing",
                List.of(
                        "at 95 % of the time it uses " + percent(busy) + " of its processors or less",
                        "at most it used " + percent(Arrays.stream(cpu).max().orElse(0)),
                        samples(measures, cpu.length)),
                price.map(one -> Saving.of(one, Saving.Confidence.FAIR)),
                Plan.of(new Step.StopHost(host.id())));
    }

    private OfferFilter sameKind(Price price) {
        return OfferFilter.in(price.money().currency()).withoutGpus();
    }

    private Optional<Advice> oversized(Host host, HostMeasures measures, double[] cpu, Optional<Price> price) {
        double[] memory = HostMeasures.array(measures.memory());
        if (price.isEmpty() || memory.length < Advisor.SAMPLES || host.shape().isEmpty() || hasGpu(host)) {
            return Optional.empty();
        }
        Optional<Cpu> has = host.cpu();
        Optional<Bytes> size = host.memory();
        if (has.isEmpty() || size.isEmpty()) {
            return Optional.empty();
        }
        HostUse use = HostUse.measured(has.get(), size.get(), cpu, memory, BUSY);
        OfferFilter here = architecture(sameKind(price.get()), host)
                .at(host.cloud().name(), host.region().name());
        Shape now = host.shape().get();
        return Recommendation.of(catalogue, use, price.get(), headroom, here, 3).stream()
                .filter(one -> !one.offer().shape().equals(now.name()))
                .filter(one -> one.offer()
                        .cpu()
                        .filter(c -> c.compareTo(has.get()) <= 0)
                        .isPresent())
                .filter(one -> one.offer()
                        .memory()
                        .filter(m -> m.compareTo(size.get()) <= 0)
                        .isPresent())
                .findFirst()
                .map(one -> new Advice(
                        Advice.Kind.OVERSIZED_HOST,
                        host.id().text(),
                        "Host " + host.name() + " is larger than its work: "
                                + one.offer().shape() + " would do",
                        List.of(
                                "at 95 % of the time it uses " + percent(use.cpuShare()) + " of " + has.get()
                                        + " or less, and never more than " + percent(use.memoryShare()) + " of "
                                        + size.get(),
                                "with " + percent(headroom) + " left free it needs " + one.cpuNeeded() + " and "
                                        + one.memoryNeeded(),
                                "now it costs " + price.get() + "; " + one.offer(),
                                samples(measures, Math.min(cpu.length, memory.length))),
                        Optional.of(
                                Saving.of(new Price(one.saving(), io.shiyun.model.Per.HOUR), Saving.Confidence.FAIR)),
                        Plan.of(new Step.ResizeHost(
                                host.id(), now, new Shape(one.offer().shape())))));
    }

    /** Finds the same size for less in another place; the same place would be a matter of its names. */
    private Optional<Advice> elsewhere(Host host, Optional<Price> price) {
        if (price.isEmpty() || host.cpu().isEmpty() || host.memory().isEmpty() || hasGpu(host)) {
            return Optional.empty();
        }
        Money hour = price.get().perHour().money();
        BigDecimal ceiling = hour.amount();
        List<CatalogueOffer> offers = catalogue.cheapest(
                architecture(sameKind(price.get()), host)
                        .atLeast(host.cpu().get(), host.memory().get())
                        .atMost(hour),
                50);
        return offers.stream()
                .filter(offer -> !offer.seller().equals(host.cloud().name())
                        || !offer.region().equals(host.region().name()))
                .filter(offer -> offer.price()
                        .filter(one -> one.perHour().money().amount().compareTo(ceiling) < 0)
                        .isPresent())
                .findFirst()
                .map(offer -> move(host, price.get(), hour, offer));
    }

    private static Advice move(Host host, Price price, Money hour, CatalogueOffer offer) {
        Money less = hour.minus(offer.price().orElseThrow().perHour().money());
        List<Step> steps = new ArrayList<>();
        String where = "as " + offer.shape() + " at " + offer.seller() + "/" + offer.region();
        HostSpec spec = HostSpec.named(host.name()).shape(offer.shape());
        boolean connected =
                host.image().isPresent() && offer.seller().equals(host.cloud().name());
        if (connected) {
            steps.add(new Step.CreateHost(
                    spec.image(host.image().orElseThrow().value()),
                    Placement.cheapest().in(offer.seller(), offer.region()),
                    where));
        } else {
            steps.add(new Step.ByHand("connect " + offer.seller() + ", and create a host " + where
                    + " with an image like that of " + host.name()));
        }
        steps.add(new Step.ByHand("move data and traffic of " + host.name() + " to it, and see that it serves"));
        steps.add(new Step.StopHost(host.id()));
        return new Advice(
                Advice.Kind.CHEAPER_ELSEWHERE,
                host.id().text(),
                "The size of host " + host.name() + " is sold for less at " + offer.seller() + "/" + offer.region(),
                List.of(
                        "now it costs " + price + " for " + host.cpu().orElseThrow() + " and "
                                + host.memory().orElseThrow(),
                        offer.toString(),
                        "what it costs to move, and data that then crosses regions, are not counted"),
                Optional.of(Saving.of(new Price(less, io.shiyun.model.Per.HOUR), Saving.Confidence.LOW)),
                new Plan(steps));
    }

    private Optional<CatalogueOffer> own(Host host) {
        return host.shape().stream()
                .flatMap(shape ->
                        catalogue.detail(host.cloud().name(), host.region().name(), shape.name()).stream())
                .findFirst();
    }

    private boolean hasGpu(Host host) {
        return own(host).filter(offer -> offer.gpus() > 0).isPresent();
    }

    /** Looks only for the instruction set that the host has, where the catalogue knows it. */
    private OfferFilter architecture(OfferFilter filter, Host host) {
        Optional<Architecture> own = own(host).map(CatalogueOffer::architecture);
        return own.isPresent() ? filter.architecture(own.get()) : filter;
    }
}
