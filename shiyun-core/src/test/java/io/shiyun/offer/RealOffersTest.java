package io.shiyun.offer;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Purchase;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The 140,202 real offers of the folder {@code offers} of SHIYUN_DATA. */
@EnabledIfEnvironmentVariable(named = "SHIYUN_DATA", matches = ".+")
class RealOffersTest {
    private static final PriceList LIST =
            PriceFile.reader().read(Path.of(System.getenv("SHIYUN_DATA"), "offers", "offers.csv.gz"));
    private static final OfferCatalogue CATALOGUE = OfferCatalogue.of(LIST);

    @Test
    void allOffersAreIn() {
        assertThat(LIST.size()).isEqualTo(140_202);
        assertThat(LIST.repeats()).isZero();
        assertThat(CATALOGUE.size()).isEqualTo(140_202);
        assertThat(CATALOGUE.sources()).hasSize(4);
    }

    @Test
    void theCheapestIsWhatAPlainSearchFinds() {
        List<CatalogueOffer> all = CATALOGUE.places().stream()
                .flatMap(place -> everything(place).stream())
                .sorted(Comparator.comparing(RealOffersTest::amount)
                        .thenComparing(CatalogueOffer::seller)
                        .thenComparing(CatalogueOffer::region)
                        .thenComparing(CatalogueOffer::shape))
                .toList();
        Random random = new Random(3);
        List<OfferPlace> places = CATALOGUE.places();
        for (int i = 0; i < 50; i++) {
            List<OfferPlace> some = random.ints(1 + random.nextInt(6), 0, places.size())
                    .mapToObj(places::get)
                    .toList();
            Cpu cpu = Cpu.vcpus(1L << random.nextInt(7));
            Bytes memory = Bytes.gib(1L << random.nextInt(9));
            OfferFilter filter = OfferFilter.in("USD").atLeast(cpu, memory).at(some);
            assertThat(CATALOGUE.cheapest(filter, 10).stream().map(CatalogueOffer::toString))
                    .isEqualTo(all.stream()
                            .filter(one -> some.contains(new OfferPlace(one.seller(), one.region())))
                            .filter(one ->
                                    one.cpu().filter(c -> c.compareTo(cpu) >= 0).isPresent())
                            .filter(one -> one.memory()
                                    .filter(m -> m.compareTo(memory) >= 0)
                                    .isPresent())
                            .limit(10)
                            .map(CatalogueOffer::toString)
                            .toList());
        }
    }

    private static List<CatalogueOffer> everything(OfferPlace place) {
        return CATALOGUE.search(
                OfferFilter.in("USD").bought(Purchase.ON_DEMAND).at(List.of(place)),
                OfferOrder.PRICE_PER_VCPU,
                100_000);
    }

    private static java.math.BigDecimal amount(CatalogueOffer offer) {
        return offer.price().orElseThrow().money().amount();
    }
}
