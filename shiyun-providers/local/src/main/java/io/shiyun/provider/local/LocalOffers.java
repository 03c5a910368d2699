package io.shiyun.provider.local;

import io.shiyun.model.CloudException;
import io.shiyun.model.Layer;
import io.shiyun.model.Offer;
import io.shiyun.model.Price;
import io.shiyun.model.Purchase;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import io.shiyun.model.Shape;
import io.shiyun.model.Stock;
import io.shiyun.model.Zone;
import io.shiyun.process.apps.Pages;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.OfferQuery;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Page;
import java.util.List;
import java.util.Optional;

/** The sizes of this machine with the prices of its card. */
final class LocalOffers implements Offers {
    private final Desk desk;

    LocalOffers(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Page<Offer> list(OfferQuery query, Cursor from, Call call) {
        return desk.ask(query, call, () -> {
            boolean sold = query.layer() == Layer.HOST
                    && query.purchase().map(Purchase.ON_DEMAND::equals).orElse(true);
            List<Offer> offers = Machine.sizes().values().stream()
                    .filter(size -> sold)
                    .filter(size -> query.shape().map(size.shape()::equals).orElse(true))
                    .filter(size -> query.minCpu()
                            .map(least -> size.cpu().compareTo(least) >= 0)
                            .orElse(true))
                    .filter(size -> query.minMemory()
                            .map(least -> size.memory().compareTo(least) >= 0)
                            .orElse(true))
                    .map(this::offer)
                    .toList();
            return Pages.of(offers, offer -> offer.shape().name(), from);
        });
    }

    private Offer offer(Machine.Size size) {
        World world = desk.world();
        return Offer.builder(world.region(), size.shape())
                .layer(Layer.HOST)
                .purchase(Purchase.ON_DEMAND)
                .price(world.card().hour(size.shape(), size.cpu(), size.memory()))
                .zone(world.zone())
                .cpu(size.cpu())
                .memory(size.memory())
                .architecture(Machine.architecture())
                .stock(Stock.AVAILABLE)
                .asOf(world.now())
                .source("price card of this machine")
                .build();
    }

    @Override
    public Optional<Boolean> inStock(Zone zone, Shape shape, Call call) {
        return desk.ask(
                zone,
                call,
                () -> Optional.of(
                        zone.equals(desk.world().zone()) && Machine.size(shape).isPresent()));
    }

    @Override
    public Price quote(HostOrder order, Call call) {
        return desk.ask(
                order,
                call,
                () -> Machine.size(order.shape())
                        .map(size -> desk.world().card().hour(size.shape(), size.cpu(), size.memory()))
                        .orElseThrow(() -> CloudException.rejected(
                                        Reason.NOT_SOLD, "this machine has no size '" + order.shape() + "'")
                                .scope(Scope.SHAPE)
                                .build()));
    }
}
