package io.shiyun.spi;

import io.shiyun.model.Offer;
import io.shiyun.model.Price;
import io.shiyun.model.Shape;
import io.shiyun.model.Zone;
import java.util.Optional;

/**
 * What a cloud sells (资源搜索).
 */
public interface Offers extends CloudService {
    /**
     * Lists offers.
     */
    Page<Offer> list(OfferQuery query, Cursor from, Call call);

    /**
     * Returns whether this size can be had there now; empty when the cloud does not say.
     */
    default Optional<Boolean> inStock(Zone zone, Shape shape, Call call) {
        throw Unsupported.operation("Offers", "inStock");
    }

    /**
     * Returns what the host would cost, with its disks and address. NOT_SOLD when it is not on sale there.
     */
    default Price quote(HostOrder order, Call call) {
        throw Unsupported.operation("Offers", "quote");
    }
}
