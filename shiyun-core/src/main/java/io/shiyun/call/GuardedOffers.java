package io.shiyun.call;

import static io.shiyun.spi.Operation.OFFERS_IN_STOCK;
import static io.shiyun.spi.Operation.OFFERS_LIST;
import static io.shiyun.spi.Operation.OFFERS_QUOTE;

import io.shiyun.model.Offer;
import io.shiyun.model.Price;
import io.shiyun.model.Shape;
import io.shiyun.model.Zone;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.OfferQuery;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Page;
import java.util.Optional;
import java.util.function.Supplier;

/** {@link Offers} by way of the pipeline. */
final class GuardedOffers extends Guarded<Offers> implements Offers {
    GuardedOffers(Pipeline pipeline, Offers offers, Supplier<Capabilities> abilities) {
        super(pipeline, offers, abilities);
    }

    @Override
    public Page<Offer> list(OfferQuery query, Cursor from, Call call) {
        return ask(OFFERS_LIST, query, from, call, Offers::list);
    }

    @Override
    public Optional<Boolean> inStock(Zone zone, Shape shape, Call call) {
        return ask(OFFERS_IN_STOCK, zone, shape, call, Offers::inStock);
    }

    @Override
    public Price quote(HostOrder order, Call call) {
        return ask(OFFERS_QUOTE, order, call, Offers::quote);
    }
}
