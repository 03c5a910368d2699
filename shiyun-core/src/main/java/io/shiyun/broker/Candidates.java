package io.shiyun.broker;

import io.shiyun.Candidate;
import io.shiyun.Gathered;
import io.shiyun.HostPlan;
import io.shiyun.HostSpec;
import io.shiyun.Placement;
import io.shiyun.call.Clouds;
import io.shiyun.model.Architecture;
import io.shiyun.model.Bytes;
import io.shiyun.model.CloudId;
import io.shiyun.model.Cpu;
import io.shiyun.model.Layer;
import io.shiyun.model.Offer;
import io.shiyun.model.Price;
import io.shiyun.model.Purchase;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.model.Stock;
import io.shiyun.model.Zone;
import io.shiyun.spi.OfferQuery;
import io.shiyun.spi.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the places that a wish may go to, and puts them in order. */
final class Candidates {
    private final Clouds clouds;
    private final Catalogue catalogue;

    Candidates(Clouds clouds, Catalogue catalogue) {
        this.clouds = clouds;
        this.catalogue = catalogue;
    }

    HostPlan of(HostSpec spec, Placement placement) {
        Gathered<Offer> offers = catalogue.list(region -> query(region, spec));
        Map<List<Object>, Candidate> places = new LinkedHashMap<>();
        for (Offer offer : offers.known()) {
            if (takes(spec, placement, offer)) {
                Candidate place = candidate(offer);
                places.merge(
                        List.of(place.region(), place.zone(), place.shape(), place.purchase()),
                        place,
                        Candidates::newer);
            }
        }
        unlisted(spec, placement)
                .forEach(place -> places.putIfAbsent(
                        List.of(place.region(), place.zone(), place.shape(), place.purchase()), place));

        List<String> notes = new ArrayList<>();
        List<Candidate> affordable = affordable(places.values(), placement, notes);
        List<Candidate> sorted = affordable.stream()
                .sorted(order(placement, currencies(affordable, placement, notes)))
                .toList();
        return new HostPlan(
                sorted,
                notes,
                offers.missing().stream()
                        .filter(gap -> placement.allows(gap.region()))
                        .toList());
    }

    private static OfferQuery query(Region region, HostSpec spec) {
        OfferQuery.Builder query = OfferQuery.builder(region).purchase(spec.purchase());
        spec.shape().ifPresent(query::shape);
        spec.cpu().ifPresent(query::minCpu);
        spec.memory().ifPresent(query::minMemory);
        return query.build();
    }

    private boolean takes(HostSpec spec, Placement placement, Offer offer) {
        return offer.layer() == Layer.HOST
                && query(offer.region(), spec).matches(offer)
                && offer.gpus() >= spec.gpus()
                && placement.allows(offer.region())
                && placement.allows(offer.zone())
                && creates(offer.cloud());
    }

    private boolean creates(CloudId cloud) {
        return clouds.capabilities(cloud).of(Operation.HOSTS_CREATE).usable();
    }

    static Candidate candidate(Offer offer) {
        return new Candidate(
                offer.region(),
                offer.zone(),
                offer.shape(),
                offer.purchase(),
                offer.price().filter(Candidates::comparable),
                offer.cpu(),
                offer.memory(),
                offer.architecture(),
                offer.stock(),
                offer.asOf());
    }

    /** A price of nothing is one that nobody filled in. */
    private static boolean comparable(Price price) {
        return price.money().amount().signum() > 0 && price.per().isTime();
    }

    private static Candidate newer(Candidate one, Candidate other) {
        return one.asOf().isPresent()
                        && other.asOf().isPresent()
                        && other.asOf().get().isAfter(one.asOf().get())
                ? other
                : one;
    }

    /** The regions of clouds that say nothing of what they sell: an exact size may be asked for there all the same. */
    private List<Candidate> unlisted(HostSpec spec, Placement placement) {
        List<Candidate> places = new ArrayList<>();
        spec.shape().ifPresent(shape -> {
            for (CloudId cloud : clouds.ids()) {
                boolean silent =
                        !clouds.capabilities(cloud).of(Operation.OFFERS_LIST).usable();
                if (silent && creates(cloud) && placement.allows(cloud)) {
                    clouds.cloud(cloud).regions().stream()
                            .filter(placement::allows)
                            .filter(region -> placement.allows(Optional.empty()))
                            .forEach(region -> places.add(unknown(region, shape, spec.purchase())));
                }
            }
        });
        return places;
    }

    private static Candidate unknown(Region region, Shape shape, Purchase purchase) {
        return new Candidate(
                region,
                Optional.empty(),
                shape,
                purchase,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Architecture.UNKNOWN,
                Stock.UNKNOWN,
                Optional.empty());
    }

    private static List<Candidate> affordable(Iterable<Candidate> places, Placement placement, List<String> notes) {
        List<Candidate> kept = new ArrayList<>();
        int dear = 0;
        for (Candidate place : places) {
            boolean fits = placement
                    .maxPrice()
                    .map(most -> place.price()
                            .filter(price -> currency(price).equals(currency(most)))
                            .filter(price -> price.compareTo(most) <= 0)
                            .isPresent())
                    .orElse(true);
            if (fits) {
                kept.add(place);
            } else {
                dear++;
            }
        }
        if (dear > 0) {
            notes.add(dear + " places cost more than " + placement.maxPrice().orElseThrow()
                    + ", or have no known price in its currency");
        }
        return kept;
    }

    private static Currency currency(Price price) {
        return price.money().currency();
    }

    /** The currencies, in the order of the clouds that ask for them; without a rate nothing else can be said of them. */
    private List<Currency> currencies(List<Candidate> places, Placement placement, List<String> notes) {
        List<Currency> found = places.stream()
                .sorted(Comparator.comparingInt(place -> rank(place, placement)))
                .flatMap(place -> place.price().map(Candidates::currency).stream())
                .distinct()
                .toList();
        if (found.size() > 1 && placement.order() == Placement.Order.CHEAPEST) {
            notes.add("prices in " + found + " are not compared, since no rate between them is known: those in "
                    + found.get(0) + " come first");
        }
        if (places.stream().anyMatch(place -> place.price().isEmpty())) {
            notes.add("places without a known price come last");
        }
        return found;
    }

    private int rank(Candidate place, Placement placement) {
        List<CloudId> order = placement.clouds().isEmpty() ? clouds.ids() : placement.clouds();
        return order.indexOf(place.cloud());
    }

    private Comparator<Candidate> order(Placement placement, List<Currency> currencies) {
        Comparator<Candidate> soldOut = Comparator.comparing(place -> place.stock() == Stock.SOLD_OUT);
        Comparator<Candidate> cloud = Comparator.comparingInt(place -> rank(place, placement));
        Comparator<Candidate> money = Comparator.comparingInt((Candidate place) -> place.price()
                        .map(price -> currencies.indexOf(currency(price)))
                        .orElse(Integer.MAX_VALUE))
                .thenComparing(Candidates::cheaper);
        Comparator<Candidate> size = Comparator.comparing(
                        (Candidate place) -> place.cpu().orElse(Cpu.millis(0)))
                .thenComparing(place -> place.memory().orElse(Bytes.of(0)));
        Comparator<Candidate> name = Comparator.comparing(
                        (Candidate place) -> place.region().name())
                .thenComparing(place -> place.zone().map(Zone::name).orElse(""))
                .thenComparing(place -> place.shape().name());
        Comparator<Candidate> first = placement.order() == Placement.Order.CHEAPEST
                ? soldOut.thenComparing(money).thenComparing(cloud)
                : soldOut.thenComparing(cloud).thenComparing(money);
        return first.thenComparing(size).thenComparing(name);
    }

    /** Only called for prices of one currency, or for none. */
    private static int cheaper(Candidate one, Candidate other) {
        return one.price().isPresent() && other.price().isPresent()
                ? one.price().get().compareTo(other.price().get())
                : 0;
    }
}
