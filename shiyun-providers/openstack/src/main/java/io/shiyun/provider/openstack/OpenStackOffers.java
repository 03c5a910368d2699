package io.shiyun.provider.openstack;

import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.Cpu;
import io.shiyun.model.Layer;
import io.shiyun.model.Offer;
import io.shiyun.model.Price;
import io.shiyun.model.Purchase;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.model.Stock;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.DiskOrder;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.OfferQuery;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Page;
import java.util.List;

/** Flavors, with the prices of the owner's card. */
final class OpenStackOffers implements Offers {
    private final Desk desk;

    OpenStackOffers(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Page<Offer> list(OfferQuery query, Cursor from, Call call) {
        Api nova = desk.compute(query.region(), call);
        if (query.layer() != Layer.HOST) {
            call.check();
            return Page.last(List.of());
        }
        Page<Flavor> page = Flavors.page(nova, desk.options().pageSize(), from);
        List<Offer> offers = page.items().stream()
                .filter(Flavor::onSale)
                .map(flavor -> offer(query.region(), flavor))
                .filter(query::matches)
                .toList();
        return new Page<>(offers, page.next(), page.missing());
    }

    @Override
    public Price quote(HostOrder order, Call call) {
        Api nova = desk.compute(order.region(), call);
        Flavor flavor = Flavors.named(nova, order.shape(), desk.options().pageSize(), call);
        Price price = desk.options().prices().hour(flavor).orElseThrow(OpenStackOffers::unknown);
        long more = order.disks().stream()
                        .map(DiskOrder::size)
                        .mapToLong(Bytes::count)
                        .sum()
                + order.disk()
                        .map(disk -> Math.max(0, disk.count() - flavor.disk().count()))
                        .orElse(0L);
        if (more == 0) {
            return price;
        }
        Price disk = desk.options().prices().hour(new Bytes(more)).orElseThrow(OpenStackOffers::unknown);
        return new Price(price.money().plus(disk.money()), price.per());
    }

    private Offer offer(Region region, Flavor flavor) {
        Offer.Builder offer = Offer.builder(region, new Shape(flavor.name()))
                .layer(Layer.HOST)
                .purchase(Purchase.ON_DEMAND)
                .cpu(Cpu.vcpus(Math.toIntExact(flavor.vcpus())))
                .memory(flavor.memory())
                .disk(flavor.disk())
                .gpus(flavor.gpus())
                .stock(Stock.UNKNOWN)
                .asOf(desk.now())
                .source("flavors of Nova")
                .attributes(flavor.extra());
        desk.options().prices().hour(flavor).ifPresent(offer::price);
        return offer.build();
    }

    private static CloudException unknown() {
        return CloudException.unsupported(
                "OpenStack knows no prices; name a price card with this size by the setting 'price-card'");
    }
}
