package io.shiyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Layer;
import io.shiyun.model.Money;
import io.shiyun.model.Offer;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.offer.CatalogueOffer;
import io.shiyun.offer.OfferCatalogue;
import io.shiyun.offer.Quote;
import io.shiyun.offer.QuoteItem;
import io.shiyun.offer.QuoteRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuyOrderTest {
    private static final HostSpec WEB = HostSpec.named("web").image("debian-12");

    private static CatalogueOffer offer(Layer layer) {
        Offer offer = Offer.builder(Region.of("a", "r1"), new Shape("m1"))
                .layer(layer)
                .price(new Price(Money.of("0.1", "USD"), Per.HOUR))
                .build();
        return OfferCatalogue.of(List.of(), List.of(offer), List.of())
                .detail("a", "r1", "m1")
                .get(0);
    }

    private static Quote quote(Layer layer, String quantity) {
        QuoteItem item = QuoteItem.of(offer(layer)).times(new BigDecimal(quantity));
        return QuoteRequest.of(item.lasting(Duration.ofHours(1))).quote(Instant.EPOCH);
    }

    @Test
    void theReferenceHasRoomForTheNumberOfEachOfSeveral() {
        String full = "r".repeat(200);
        BuyOrder one = BuyOrder.of(full, WEB, offer(Layer.HOST));
        assertThat(one.single(1).reference()).isEqualTo(full);
        assertThatThrownBy(() -> one.times(2)).hasMessageContaining("1 to 200");
        assertThatThrownBy(() -> BuyOrder.of(full + "r", WEB, offer(Layer.HOST)))
                .hasMessageContaining("1 to 200");

        BuyOrder many = BuyOrder.of("r".repeat(195), WEB, offer(Layer.HOST)).times(1_000);
        assertThat(many.single(1_000).reference()).hasSize(200).endsWith("#1000");
        assertThatThrownBy(() ->
                        BuyOrder.of("r".repeat(196), WEB, offer(Layer.HOST)).times(1_000))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPurchaseIsOfOneToAThousandWholePieces() {
        BuyOrder order = BuyOrder.of("order-1", WEB, offer(Layer.HOST));
        assertThat(order.times(1_000).count()).isEqualTo(1_000);
        for (int wrong : new int[] {-1, 0, 1_001, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> order.times(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1 to 1000, not of " + wrong);
        }
    }

    @Test
    void aQuoteIsBoughtByWholePiecesOnly() {
        assertThat(BuyOrder.quoted("order-1", WEB, quote(Layer.HOST, "3.0")).count())
                .isEqualTo(3);
        for (String wrong : List.of("2.5", "1001", "10000000000")) {
            assertThatThrownBy(() -> BuyOrder.quoted("order-1", WEB, quote(Layer.VOLUME, wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1 to 1000 whole pieces, not of " + wrong);
        }
    }
}
