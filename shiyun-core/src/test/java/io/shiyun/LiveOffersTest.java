package io.shiyun;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.call.Pipeline;
import io.shiyun.model.CloudId;
import io.shiyun.model.Offer;
import io.shiyun.model.Price;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.offer.CatalogueOffer;
import io.shiyun.offer.OfferCatalogue;
import io.shiyun.offer.PriceFile;
import io.shiyun.offer.PriceList;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Setting;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is bought at a cloud that says what it sells, and names no price. */
class LiveOffersTest {
    private static final CloudId CLOUD = new CloudId("a");
    private static final Offer UNPRICED =
            Offer.builder(Region.of("a", "r1"), new Shape("m1")).build();

    /** A cloud that sells one thing. */
    private static final class Silent implements CloudProvider, Cloud {
        @Override
        public String id() {
            return "silent";
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.builder().full(Operation.OFFERS_LIST).build();
        }

        @Override
        public List<Setting> settings() {
            return List.of();
        }

        @Override
        public Cloud connect(CloudConfig config) {
            return this;
        }

        @Override
        public List<CloudService> services() {
            return List.of((Offers) (query, from, call) -> Page.last(List.of(UNPRICED)));
        }

        @Override
        public void check(Call call) {}

        @Override
        public List<Region> regions() {
            return List.of(UNPRICED.region());
        }

        @Override
        public void close() {}
    }

    private static PriceList list(String rows) {
        String text = "provider,region,instance_type,price_per_hour,currency\n" + rows;
        return PriceFile.reader().read("p.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Offer> live(OfferCatalogue catalogue, CatalogueOffer offer) {
        try (Pipeline pipeline = Pipeline.builder().build();
                ConnectedClouds clouds = new ConnectedClouds(pipeline)) {
            clouds.connect(new Silent(), CloudConfig.builder(CLOUD).build());
            return new LiveOffers(clouds, catalogue, List.of()).of(offer, CLOUD);
        }
    }

    @Test
    void thePriceThatAListNamesCountsAndOnlyInTheCurrencyThatWasAskedFor() {
        OfferCatalogue catalogue =
                OfferCatalogue.of(List.of(list("a,r1,m1,0.7,CNY\na,r1,m1,0.1,USD\n")), List.of(), List.of());
        for (CatalogueOffer offer : catalogue.detail("a", "r1", "m1")) {
            assertThat(live(catalogue, offer))
                    .singleElement()
                    .satisfies(now -> assertThat(now.price()).isEqualTo(offer.price()));
        }
        assertThat(catalogue.detail("a", "r1", "m1"))
                .extracting(offer -> offer.price().orElseThrow())
                .containsExactlyInAnyOrder(Price.hourly("0.7", "CNY"), Price.hourly("0.1", "USD"));
    }
}
