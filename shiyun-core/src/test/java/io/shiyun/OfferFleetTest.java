package io.shiyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Offer;
import io.shiyun.offer.CatalogueOffer;
import io.shiyun.offer.OfferFilter;
import io.shiyun.offer.PriceAdjustment;
import io.shiyun.offer.PriceFileException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfferFleetTest {
    private static final String HEADER = "provider,region,instance_type,vcpu,memory_gib,price_per_hour,currency\n";
    private static final OfferFilter SMALL = OfferFilter.in("USD").atLeast(Cpu.vcpus(2), Bytes.gib(4));

    @TempDir
    Path folder;

    private Path file(String rows) throws IOException {
        return Files.writeString(folder.resolve("prices.csv"), HEADER + rows);
    }

    @Test
    void priceFilesAndLiveOffersAreOneCatalogue() throws IOException {
        try (Shiyun shiyun = Shiyun.builder()
                .cloud("a", "sim", CloudSettings.of("world", folder.toString()))
                .store(folder.resolve("shiyun.db"))
                .build()) {
            OfferFleet offers = shiyun.offers();
            assertThat(offers.search(SMALL, 5)).isEmpty();
            Gathered<Offer> live = offers.refresh();
            assertThat(live.complete()).isTrue();
            assertThat(offers.catalogue().size()).isEqualTo(live.items().size());
            CatalogueOffer cheapest = offers.search(SMALL.boughtAnyhow(), 1).get(0);
            assertThat(cheapest.seller()).isEqualTo("a");
            assertThat(cheapest.price())
                    .isEqualTo(shiyun.offers()
                            .cheapest(Cpu.vcpus(2), Bytes.gib(4), java.util.Currency.getInstance("USD"))
                            .items()
                            .get(0)
                            .price());

            offers.importPrices(file("other,r,s,2,4,0.000001,USD\n"));
            assertThat(offers.search(SMALL, 1).get(0).seller()).isEqualTo("other");
            assertThatThrownBy(() -> offers.importPrices(file("other,r,s,2,4,1,USD\nother,r,s,2,4,2,USD\n")))
                    .isInstanceOf(PriceFileException.class);
            assertThat(offers.search(SMALL, 1).get(0).seller()).isEqualTo("other");

            PriceAdjustment all = PriceAdjustment.amountOff("gone", io.shiyun.model.Money.of("0.000001", "USD"));
            assertThatThrownBy(() -> offers.adjustPrices(List.of(all))).hasMessageContaining("gone");
            offers.adjustPrices(List.of(PriceAdjustment.percentOff("dear", new BigDecimal("-100000000000"))
                    .at("other", "*")));
            assertThat(offers.search(SMALL, 1).get(0).seller()).isEqualTo("a");
            offers.adjustPrices(List.of());
            offers.forgetPrices("prices.csv");
            assertThat(offers.search(SMALL, 1).get(0).seller()).isEqualTo("a");
        }
    }
}
