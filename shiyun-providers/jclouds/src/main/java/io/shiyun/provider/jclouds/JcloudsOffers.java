package io.shiyun.provider.jclouds;

import io.shiyun.model.Layer;
import io.shiyun.model.Offer;
import io.shiyun.model.Purchase;
import io.shiyun.model.Region;
import io.shiyun.model.Stock;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.OfferQuery;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Page;
import java.util.List;
import org.jclouds.compute.domain.Hardware;

/** The sizes of hosts through jclouds, which knows neither prices nor stock. */
final class JcloudsOffers implements Offers {
    private final Session session;
    private final Catalogue catalogue;

    JcloudsOffers(Session session, Catalogue catalogue) {
        this.session = session;
        this.catalogue = catalogue;
    }

    @Override
    public Page<Offer> list(OfferQuery query, Cursor from, Call call) {
        return session.read(query, call, () -> {
            List<Offer> offers = query.layer() == Layer.HOST
                    ? catalogue.sizes(query.region()).stream()
                            .map(size -> offer(query.region(), size))
                            .filter(query::matches)
                            .toList()
                    : List.of();
            return Page.last(offers);
        });
    }

    private Offer offer(Region region, Hardware size) {
        Offer.Builder offer = Offer.builder(region, Catalogue.shape(size))
                .layer(Layer.HOST)
                .purchase(Purchase.ON_DEMAND)
                .stock(Stock.UNKNOWN)
                .source("jclouds " + session.kind().id());
        Catalogue.zone(region, size.getLocation()).ifPresent(offer::zone);
        Catalogue.cpu(size).ifPresent(offer::cpu);
        Catalogue.memory(size).ifPresent(offer::memory);
        Catalogue.disk(size).ifPresent(offer::disk);
        return offer.build();
    }
}
