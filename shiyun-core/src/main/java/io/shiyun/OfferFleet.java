package io.shiyun;

import io.shiyun.call.Found;
import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Host;
import io.shiyun.model.Id;
import io.shiyun.model.Layer;
import io.shiyun.model.Offer;
import io.shiyun.model.Region;
import io.shiyun.model.Stock;
import io.shiyun.offer.CatalogueOffer;
import io.shiyun.offer.OfferCatalogue;
import io.shiyun.offer.OfferFilter;
import io.shiyun.offer.PriceAdjustment;
import io.shiyun.offer.PriceFile;
import io.shiyun.offer.PriceList;
import io.shiyun.offer.Quote;
import io.shiyun.offer.QuoteRequest;
import io.shiyun.spi.OfferQuery;
import io.shiyun.spi.Offers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What all clouds sell: asked now ({@link #list}, {@link #cheapest}), or searched in a {@linkplain #catalogue catalogue} of
 * price lists and of what the clouds said when it was last refreshed, in microseconds. Thread-safe.
 */
public final class OfferFleet {
    private final FleetContext context;
    private final InstantSource clock;
    private final OfferBuyer buyer;
    private final OfferConnector connector;
    private final ReentrantLock change = new ReentrantLock();
    private Sources sources = new Sources();
    private volatile OfferCatalogue catalogue = OfferCatalogue.of();

    OfferFleet(Surroundings around) {
        this.context = around.fleets();
        this.clock = around.clock();
        this.buyer = new OfferBuyer(around);
        this.connector = new OfferConnector(around.clouds(), around.intents(), around.kinds(), around.actor());
    }

    /** Lists every host on sale. */
    public Gathered<Offer> list() {
        return list(OfferQuery::hosts);
    }

    /** Lists what the query for each region asks for. */
    public Gathered<Offer> list(Function<Region, OfferQuery> query) {
        return list(context, query);
    }

    static Gathered<Offer> list(FleetContext context, Function<Region, OfferQuery> query) {
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

    /**
     * Reads a price file into the catalogue, in the place of a former one of the same name.
     *
     * @throws io.shiyun.offer.PriceFileException when anything in it is wrong; the catalogue stays as it was
     */
    public PriceList importPrices(Path file) {
        return importPrices(PriceFile.reader().read(file));
    }

    /** Takes a price list into the catalogue, in the place of a former one of the same name. */
    public PriceList importPrices(PriceList list) {
        change(all -> all.lists.put(list.name(), list));
        return list;
    }

    /** Takes a price list out of the catalogue; one that is not in it is nothing. */
    public void forgetPrices(String name) {
        change(all -> all.lists.remove(name));
    }

    /** Sets the negotiated prices, in the order in which they are applied, in the place of all former ones. */
    public void adjustPrices(List<PriceAdjustment> agreed) {
        List<PriceAdjustment> copy = List.copyOf(agreed);
        change(all -> all.agreed = copy);
    }

    /** Asks all clouds what hosts they sell and takes it into the catalogue. */
    public Gathered<Offer> refresh() {
        return refresh(Layer.HOST);
    }

    /**
     * Asks all clouds what they sell of this kind and takes it into the catalogue, in the place of what they said before.
     * Of a cloud that does not answer the catalogue keeps what it said last, with its age.
     */
    public Gathered<Offer> refresh(Layer layer) {
        Gathered<Offer> answers =
                list(region -> OfferQuery.builder(region).layer(layer).build());
        change(all -> all.live.put(layer, answers.known()));
        return answers;
    }

    /** Returns the catalogue as it is: the price lists, and the clouds' own offers as of the last refresh. */
    public OfferCatalogue catalogue() {
        return catalogue;
    }

    /** Searches the catalogue: the cheapest first, at most so many. */
    public List<CatalogueOffer> search(OfferFilter filter, int limit) {
        return catalogue.cheapest(filter, limit);
    }

    /**
     * Quotes what offers of the catalogue would cost.
     *
     * @throws io.shiyun.offer.QuoteException when anything asked for has no price, or one that is too old, or cannot be
     *     had; it tells every fault
     */
    public Quote quote(QuoteRequest request) {
        return request.quote(clock.instant());
    }

    /**
     * Buys a host as an offer says, or as the next one says when it cannot be had. Before anything is sent its cloud is asked
     * what it costs now. The same reference buys once, for as long as the journal keeps the operation (see
     * {@link Retention}): asked again, also by a later process, the answer is the host that there is, and what a dead process
     * left unfinished comes to its end first.
     *
     * @throws io.shiyun.model.CloudException INVALID, NOT_SENT, with every fault of the spec, for a quote that no longer
     *     counts, and for a seller that is no connected cloud; UNSUPPORTED for a term; DENIED for what may not be bought;
     *     CONFLICT for a reference that stands for another host, and for a host that another operation made; NOT_FOUND for a
     *     reference whose host is gone; or, when no place took it, with every place and its reason
     */
    public Host buy(BuyOrder order) {
        return tryBuy(order).orThrow();
    }

    /** As {@link #buy}, and answers what came of it with the account of all places. */
    public Placed<Host> tryBuy(BuyOrder order) {
        return buyer.buy(order, known());
    }

    /** Buys as many as the order says, each for itself: some may fail while others succeed. */
    public List<Placed<Host>> buyMany(BuyOrder order) {
        return buyer.buyMany(order, known());
    }

    /**
     * Makes what an offer of another layer sells where its cloud can: databases and middleware, and volumes. The same
     * reference makes it once, as with {@link #buy}.
     *
     * @return the id of what was made
     * @throws io.shiyun.model.CloudException UNSUPPORTED when the cloud cannot, or for what no cloud makes on order, with what
     *     to do instead; else as {@link #buy}
     */
    public Id connect(ConnectOrder order) {
        return connector.connect(order, known());
    }

    private LiveOffers known() {
        change.lock();
        try {
            return new LiveOffers(context.clouds(), catalogue, sources.agreed);
        } finally {
            change.unlock();
        }
    }

    /** What the catalogue is made of. */
    private static final class Sources {
        final Map<String, PriceList> lists = new LinkedHashMap<>();
        final Map<Layer, List<Offer>> live = new EnumMap<>(Layer.class);
        List<PriceAdjustment> agreed = List.of();

        Sources copy() {
            Sources copy = new Sources();
            copy.lists.putAll(lists);
            copy.live.putAll(live);
            copy.agreed = agreed;
            return copy;
        }

        OfferCatalogue catalogue() {
            List<Offer> said = live.values().stream().flatMap(List::stream).toList();
            return OfferCatalogue.of(List.copyOf(lists.values()), said, agreed);
        }
    }

    /** Changes what the catalogue is made of, or nothing when none can be made of that. */
    private void change(Consumer<Sources> action) {
        change.lock();
        try {
            Sources changed = sources.copy();
            action.accept(changed);
            catalogue = changed.catalogue();
            sources = changed;
        } finally {
            change.unlock();
        }
    }
}
