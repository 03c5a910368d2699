package io.shiyun.tck;

import static io.shiyun.spi.Operation.COSTS_CHARGES;
import static io.shiyun.spi.Operation.METRICS_NAMES;
import static io.shiyun.spi.Operation.METRICS_QUERY;
import static io.shiyun.spi.Operation.OFFERS_IN_STOCK;
import static io.shiyun.spi.Operation.OFFERS_LIST;
import static io.shiyun.spi.Operation.OFFERS_QUOTE;
import static io.shiyun.spi.Operation.PLACES_REGIONS;
import static io.shiyun.spi.Operation.PLACES_ZONES;
import static io.shiyun.spi.Operation.QUOTAS_LIST;

import io.shiyun.model.Charge;
import io.shiyun.model.Metric;
import io.shiyun.model.MetricSeries;
import io.shiyun.model.Money;
import io.shiyun.model.Offer;
import io.shiyun.model.Place;
import io.shiyun.model.Price;
import io.shiyun.model.Quota;
import io.shiyun.model.Reason;
import io.shiyun.model.Shape;
import io.shiyun.model.Stock;
import io.shiyun.model.Zone;
import io.shiyun.spi.ChargeQuery;
import io.shiyun.spi.Costs;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.MetricQuery;
import io.shiyun.spi.Metrics;
import io.shiyun.spi.OfferQuery;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Places;
import io.shiyun.spi.Quotas;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What a cloud sells, where it is, what it allows, measures and bills. */
final class MarketRules {
    private MarketRules() {}

    static List<Rule> rules() {
        return List.of(
                rule(
                        "offers",
                        "what is on sale has a place, a size and no price below nothing",
                        MarketRules::offers,
                        OFFERS_LIST),
                rule("offers", "a query shows only what it asks for", MarketRules::filter, OFFERS_LIST),
                rule("offers", "stock is told of what is on sale", MarketRules::stock, OFFERS_LIST, OFFERS_IN_STOCK),
                rule("offers", "a quote is not below nothing", MarketRules::quote, OFFERS_QUOTE),
                rule("offers", "a size that is not on sale is not sold", MarketRules::notSold, OFFERS_QUOTE),
                rule("places", "its regions and zones lie in it", MarketRules::places, PLACES_REGIONS, PLACES_ZONES),
                rule(
                        "quotas",
                        "limits are those of the region, and use is not negative",
                        MarketRules::quotas,
                        QUOTAS_LIST),
                rule("costs", "charges begin within the window and are exact", MarketRules::charges, COSTS_CHARGES),
                rule("costs", "a window of nothing has no charges", MarketRules::nothing, COSTS_CHARGES),
                rule("metrics", "metrics are named once", MarketRules::names, METRICS_NAMES),
                rule(
                        "metrics",
                        "samples lie in the window, in order",
                        MarketRules::query,
                        METRICS_NAMES,
                        METRICS_QUERY),
                rule("metrics", "a metric that is not there is not found", MarketRules::noMetric, METRICS_QUERY));
    }

    private static Rule rule(String section, String sentence, Rule.Body body, Operation... needs) {
        return new Rule(section, sentence, List.of(needs), body);
    }

    private static List<Offer> list(Bench bench, OfferQuery query) {
        Offers offers = bench.service(Offers.class);
        return bench.all(cursor -> offers.list(query, cursor, bench.call()), offer -> offer);
    }

    private static void offers(Bench bench) {
        List<Offer> offers = list(bench, OfferQuery.hosts(bench.region()));
        Expect.that(!offers.isEmpty(), "nothing is on sale");
        for (Offer offer : offers) {
            Expect.same(bench.region(), offer.region(), "the region of the offer " + offer.shape());
            offer.zone().ifPresent(zone -> Expect.same(bench.region(), zone.region(), "the region of a zone"));
            offer.price()
                    .ifPresent(price ->
                            Expect.that(price.money().amount().signum() >= 0, "%s costs %s", offer.shape(), price));
            offer.cpu().ifPresent(cpu -> Expect.that(cpu.millis() > 0, "%s has no processor", offer.shape()));
            offer.memory().ifPresent(memory -> Expect.that(memory.count() > 0, "%s has no memory", offer.shape()));
        }
    }

    private static void filter(Bench bench) {
        Offer one = list(bench, OfferQuery.hosts(bench.region())).get(0);
        OfferQuery.Builder query =
                OfferQuery.builder(bench.region()).shape(one.shape()).purchase(one.purchase());
        one.cpu().ifPresent(query::minCpu);
        OfferQuery asked = query.build();
        List<Offer> found = list(bench, asked);
        Expect.that(
                found.stream().anyMatch(offer -> offer.shape().equals(one.shape())),
                "%s is not among what was asked for by its own size",
                one.shape());
        found.forEach(offer -> Expect.that(asked.matches(offer), "%s was not asked for by %s", offer, asked));
    }

    private static void stock(Bench bench) {
        Offers offers = bench.service(Offers.class);
        for (Offer offer : list(bench, OfferQuery.hosts(bench.region()))) {
            if (offer.zone().isPresent() && offer.stock() == Stock.AVAILABLE) {
                Optional<Boolean> there = offers.inStock(offer.zone().get(), offer.shape(), bench.call());
                Expect.that(there.orElse(true), "%s is AVAILABLE by the list and not in stock", offer.shape());
                return;
            }
        }
        Zone zone = bench.fixtures().zone();
        Expect.that(
                !offers.inStock(zone, new Shape("tck-no-such-size"), bench.call())
                        .orElse(false),
                "a size that is not sold is in stock");
    }

    private static void quote(Bench bench) {
        HostOrder order = bench.fixtures().hostOrder("quote").build();
        Price price = bench.service(Offers.class).quote(order, bench.call());
        Expect.that(price.money().amount().signum() >= 0, "the quote is %s", price);
    }

    private static void notSold(Bench bench) {
        HostOrder order = bench.fixtures()
                .hostOrder("quote")
                .shape(new Shape("tck-no-such-size"))
                .build();
        Expect.refused(
                "the quote of an unknown size",
                () -> bench.service(Offers.class).quote(order, bench.call()),
                Reason.NOT_SOLD,
                Reason.INVALID,
                Reason.NOT_FOUND);
    }

    private static void places(Bench bench) {
        Places places = bench.service(Places.class);
        List<Place> regions = places.regions(bench.region(), bench.call());
        Expect.that(
                regions.stream().anyMatch(place -> place.region().equals(bench.region())),
                "%s is not among its own regions %s",
                bench.region(),
                regions.stream().map(Place::region).toList());
        regions.forEach(place -> Expect.same(bench.region().cloud(), place.cloud(), "the cloud of a region"));
        List<Zone> zones = places.zones(bench.region(), bench.call());
        zones.forEach(zone -> Expect.same(bench.region(), zone.region(), "the region of the zone " + zone.name()));
        Expect.same(zones.size(), new HashSet<>(zones).size(), "the number of different zones");
    }

    private static void quotas(Bench bench) {
        List<Quota> quotas = bench.service(Quotas.class).list(bench.region(), bench.call());
        for (Quota quota : quotas) {
            Expect.same(bench.region(), quota.region(), "the region of the limit " + quota.name());
            Expect.that(!quota.name().isBlank(), "a limit has no name");
            quota.used().ifPresent(used -> Expect.that(used >= 0, "%s is used %s times", quota.name(), used));
            quota.limit().ifPresent(limit -> Expect.that(limit >= 0, "%s is limited to %s", quota.name(), limit));
        }
    }

    private static List<Charge> charges(Bench bench, Instant from, Instant to) {
        Costs costs = bench.service(Costs.class);
        ChargeQuery query = new ChargeQuery(bench.region(), from, to);
        return bench.all(cursor -> costs.charges(query, cursor, bench.call()), charge -> charge);
    }

    private static void charges(Bench bench) {
        if (bench.fixtures().has(Operation.HOSTS_CREATE) && bench.fixtures().has(Operation.HOSTS_DELETE)) {
            bench.fixtures().newHost("bill");
            bench.pause(Duration.ofMillis(20));
        }
        Instant now = bench.harness().config().clock().instant();
        Instant from = now.minus(Duration.ofDays(2));
        Instant to = now.plus(Duration.ofDays(1));
        for (Charge charge : charges(bench, from, to)) {
            Expect.same(bench.region(), charge.region(), "the region a charge was asked of");
            Expect.that(
                    !charge.from().isBefore(from) && charge.from().isBefore(to),
                    "a charge begins at %s, outside %s to %s",
                    charge.from(),
                    from,
                    to);
            Expect.that(!charge.to().isBefore(charge.from()), "a charge ends before it begins: %s", charge);
            charge.listUnitPrice().ifPresent(price -> exact(charge, price));
        }
    }

    /** Quantity times unit price is the list cost, to the 18 decimals that a price keeps. */
    private static void exact(Charge charge, Money price) {
        if (charge.pricedQuantity().isEmpty() || charge.list().isEmpty()) {
            return;
        }
        Money list = charge.list().get();
        Expect.same(price.currency(), list.currency(), "the currency of a charge");
        BigDecimal product = price.amount().multiply(charge.pricedQuantity().get());
        BigDecimal difference = product.subtract(list.amount()).abs().setScale(12, RoundingMode.DOWN);
        Expect.that(
                difference.signum() == 0,
                "%s of %s cost %s, but the list cost is %s",
                charge.pricedQuantity().get().toPlainString(),
                price,
                product.toPlainString(),
                list);
    }

    private static void nothing(Bench bench) {
        Instant past = Instant.parse("1990-01-01T00:00:00Z");
        List<Charge> none = charges(bench, past, past.plus(Duration.ofDays(1)));
        Expect.that(none.isEmpty(), "a day of 1990 was charged: %s", none);
    }

    private static void names(Bench bench) {
        List<Metric> names = bench.service(Metrics.class).names(bench.region(), bench.call());
        Expect.that(!names.isEmpty(), "no metric is named");
        long different = names.stream().map(Metric::name).distinct().count();
        Expect.same((long) names.size(), different, "the number of different names");
    }

    private static void query(Bench bench) throws Exception {
        Metrics metrics = bench.service(Metrics.class);
        if (bench.fixtures().has(Operation.HOSTS_CREATE) && bench.fixtures().has(Operation.HOSTS_DELETE)) {
            bench.fixtures().newHost("metric");
        }
        List<Metric> names = metrics.names(bench.region(), bench.call());
        Instant from = bench.harness().config().clock().instant().minus(Duration.ofMinutes(5));
        Instant to = from.plus(Duration.ofHours(1));
        List<MetricQuery> queries = new ArrayList<>();
        for (Metric metric : names.subList(0, Math.min(3, names.size()))) {
            queries.add(MetricQuery.builder(metric.name(), from, to)
                    .step(Duration.ofSeconds(1))
                    .build());
        }
        for (MetricSeries series : metrics.query(bench.region(), queries, bench.call())) {
            Expect.that(
                    queries.stream().anyMatch(query -> query.metric().equals(series.metric())),
                    "%s was not asked for",
                    series.metric());
            Expect.that(series.size() > 0, "%s has no samples; such a series is left out", series);
            for (int i = 0; i < series.size(); i++) {
                Instant time = Instant.ofEpochMilli(series.time(i));
                Expect.that(
                        !time.isBefore(from.truncatedTo(ChronoUnit.MILLIS)) && time.isBefore(to),
                        "%s has a sample of %s, outside %s to %s",
                        series,
                        time,
                        from,
                        to);
                Expect.that(!Double.isInfinite(series.value(i)), "%s has an infinite sample", series);
            }
        }
    }

    private static void noMetric(Bench bench) {
        Instant now = bench.harness().config().clock().instant();
        MetricQuery query = MetricQuery.builder("tck.no.such.metric", now.minusSeconds(60), now)
                .build();
        Expect.refused(
                "a query of an unknown metric",
                () -> bench.service(Metrics.class).query(bench.region(), List.of(query), bench.call()),
                Reason.NOT_FOUND);
    }
}
