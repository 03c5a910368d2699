package io.shiyun.broker;

import io.shiyun.Gathered;
import io.shiyun.model.Offer;
import io.shiyun.model.Region;
import io.shiyun.spi.OfferQuery;
import java.util.function.Function;

/** What all clouds sell. */
@FunctionalInterface
public interface Catalogue {
    /** Asks every region what it has of this: what it says now, or else what it said last. */
    Gathered<Offer> list(Function<Region, OfferQuery> query);
}
