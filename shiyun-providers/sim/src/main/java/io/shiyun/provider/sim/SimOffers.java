package io.shiyun.provider.sim;

import io.shiyun.model.Bytes;
import io.shiyun.model.Layer;
import io.shiyun.model.Offer;
import io.shiyun.model.Price;
import io.shiyun.model.Purchase;
import io.shiyun.model.Shape;
import io.shiyun.model.Stock;
import io.shiyun.model.Zone;
import io.shiyun.provider.sim.Catalogue.Size;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.OfferQuery;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The price list: every size in every zone, on demand and as spot, with what is left of it. */
final class SimOffers implements Offers {
    private final SimWorld world;
    private final Wire wire;

    SimOffers(SimWorld world, Wire wire) {
        this.world = world;
        this.wire = wire;
    }

    @Override
    public Page<Offer> list(OfferQuery query, Cursor from, Call call) {
        return wire.ask(Operation.OFFERS_LIST, query, call, () -> {
            List<Offer> offers = new ArrayList<>();
            for (Zone zone : world.zones(query.region())) {
                for (Size size : Catalogue.SIZES) {
                    offers.add(offer(zone, size, Purchase.ON_DEMAND));
                    offers.add(offer(zone, size, Purchase.SPOT));
                }
            }
            offers.removeIf(offer -> !query.matches(offer));
            return Pages.of(offers, from, world.options().pageSize());
        });
    }

    @Override
    public Optional<Boolean> inStock(Zone zone, Shape shape, Call call) {
        return wire.ask(Operation.OFFERS_IN_STOCK, zone, call, () -> {
            boolean sold = Catalogue.find(shape).isPresent()
                    && world.zones(zone.region()).contains(zone);
            return Optional.of(sold && !world.faults().isSoldOut(shape, zone));
        });
    }

    @Override
    public Price quote(HostOrder order, Call call) {
        return wire.ask(
                Operation.OFFERS_QUOTE,
                order,
                call,
                () -> Catalogue.get(order.shape())
                        .price(order.purchase(), world.options().priceFactor()));
    }

    private Offer offer(Zone zone, Size size, Purchase purchase) {
        Shape shape = new Shape(size.name());
        boolean soldOut = world.faults().isSoldOut(shape, zone);
        return Offer.builder(zone.region(), shape)
                .layer(Layer.HOST)
                .purchase(purchase)
                .price(size.price(purchase, world.options().priceFactor()))
                .zone(zone)
                .cpu(size.cpu())
                .memory(size.memory())
                .disk(Bytes.gib(20))
                .architecture(size.architecture())
                .gpus(size.gpus())
                .gpuModel(size.gpus() == 0 ? "" : "sim-gpu")
                .stock(soldOut ? Stock.SOLD_OUT : Stock.AVAILABLE)
                .asOf(world.now())
                .source("sim")
                .build();
    }
}
