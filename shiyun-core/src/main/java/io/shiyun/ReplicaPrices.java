package io.shiyun;

import io.shiyun.call.Clouds;
import io.shiyun.call.Found;
import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.Cpu;
import io.shiyun.model.Offer;
import io.shiyun.model.Price;
import io.shiyun.model.Purchase;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.OfferQuery;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Operation;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one replica of an app costs: as much as the cheapest host on demand in its region that has the processors and
 * memory it asks for, and as the cheapest of all when it asks for none. Nothing is known where nothing is on sale.
 */
final class ReplicaPrices implements Function<AppOrder, Optional<Price>> {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaPrices.class);

    private final Clouds clouds;

    ReplicaPrices(Clouds clouds) {
        this.clouds = clouds;
    }

    @Override
    public Optional<Price> apply(AppOrder order) {
        OfferQuery query = OfferQuery.builder(order.region())
                .purchase(Purchase.ON_DEMAND)
                .minCpu(order.cpu().orElse(Cpu.millis(0)))
                .minMemory(order.memory().orElse(Bytes.of(0)))
                .build();
        try {
            return clouds.cloud(order.cloud())
                    .find(Offers.class)
                    .map(offers -> Found.pages(from -> offers.list(query, from, clouds.call(Operation.OFFERS_LIST)))
                            .items())
                    .flatMap(ReplicaPrices::cheapest);
        } catch (CloudException e) {
            LOG.warn("The replicas of {} are recorded without a price: {}", order.app(), e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Price> cheapest(List<Offer> offers) {
        List<Price> prices = offers.stream()
                .flatMap(offer -> offer.price().stream())
                .filter(price -> price.per().isTime() && price.money().amount().signum() > 0)
                .toList();
        Optional<Currency> currency =
                prices.stream().findFirst().map(price -> price.money().currency());
        return prices.stream()
                .filter(price ->
                        currency.filter(price.money().currency()::equals).isPresent())
                .min(Comparator.naturalOrder());
    }
}
