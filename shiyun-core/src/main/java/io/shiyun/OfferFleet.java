package io.shiyun;

import io.shiyun.call.Found;
import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Offer;
import io.shiyun.model.Region;
import io.shiyun.model.Stock;
import io.shiyun.spi.OfferQuery;
import io.shiyun.spi.Offers;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;

/** What all clouds sell, as one catalogue. Thread-safe. */
public final class OfferFleet {
    private final FleetContext context;

    OfferFleet(FleetContext context) {
        this.context = context;
    }

    /** Lists every host on sale. */
    public Gathered<Offer> list() {
        return list(OfferQuery::hosts);
    }

    /** Lists what the query for each region asks for. */
    public Gathered<Offer> list(Function<Region, OfferQuery> query) {
        return context.gather(
                context.patience(),
                (cloud, region, call) -> cloud.find(Offers.class)
                        .map(offers -> Found.pages(from -> offers.list(query.apply(region), from, call)))
                        .orElseGet(Found::nothing));
    }

    /**
     * Lists the hosts of at least this size that can be had, cheapest first. An offer without a price, or with one of
     * zero, or in another currency, is left out: it cannot be compared.
     */
    public Gathered<Offer> cheapest(Cpu cpu, Bytes memory, Currency currency) {
        Gathered<Offer> all = list(region ->
                OfferQuery.builder(region).minCpu(cpu).minMemory(memory).build());
        return new Gathered<>(sort(all.items(), currency), sort(all.stale(), currency), all.missing());
    }

    private static List<Offer> sort(List<Offer> offers, Currency currency) {
        return offers.stream()
                .filter(offer -> offer.stock() != Stock.SOLD_OUT)
                .filter(offer -> offer.price()
                        .filter(price -> price.money().currency().equals(currency))
                        .filter(price -> price.money().amount().signum() > 0
                                && price.per().isTime())
                        .isPresent())
                .sorted(Comparator.comparing(offer -> offer.price().orElseThrow()))
                .toList();
    }
}
