package io.shiyun.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Architecture;
import io.shiyun.model.Bytes;
import io.shiyun.model.CloudId;
import io.shiyun.model.Cpu;
import io.shiyun.model.Layer;
import io.shiyun.model.Money;
import io.shiyun.model.Offer;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import io.shiyun.model.Purchase;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.model.Stock;
import io.shiyun.model.Zone;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OfferCatalogueTest {
    private static final String HEADER =
            "provider,region,instance_type,vcpu,memory_gib,arch,gpu_count,purchase_option,price_per_hour,currency,as_of\n";
    private static final OfferFilter USD = OfferFilter.in("USD");

    private static OfferCatalogue catalogue(String rows) {
        return OfferCatalogue.of(PriceFileTest.read(HEADER + rows));
    }

    private static List<String> shapes(List<CatalogueOffer> offers) {
        return offers.stream().map(CatalogueOffer::shape).toList();
    }

    /** One row of a made-up list, for the plain search that ours must equal. */
    private record Row(
            String seller,
            String region,
            String shape,
            int vcpu,
            int memory,
            String purchase,
            String currency,
            BigDecimal price) {
        String csv() {
            return String.join(
                    ",",
                    seller,
                    region,
                    shape,
                    "" + vcpu,
                    "" + memory,
                    vcpu % 3 == 0 ? "arm64" : "amd64",
                    vcpu % 5 == 0 ? "1" : "",
                    purchase,
                    price.toPlainString(),
                    currency,
                    "2026-01-01");
        }
    }

    private static final Comparator<Row> CHEAPEST = Comparator.comparing(Row::price)
            .thenComparing(Row::seller)
            .thenComparing(Row::region)
            .thenComparing(Row::shape);

    private static List<Row> rows(Random random, int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String price = switch (random.nextInt(12)) {
                case 0 -> "0";
                case 1 -> "0.123456789012345678" + random.nextInt(3);
                case 2 -> "1234" + random.nextInt(3) + ".5";
                default -> "0." + (1 + random.nextInt(40));
            };
            rows.add(new Row(
                    "P" + random.nextInt(3),
                    "r" + random.nextInt(5),
                    "s" + i,
                    1 + random.nextInt(64),
                    1 + random.nextInt(128),
                    random.nextBoolean() ? "on_demand" : "spot",
                    random.nextInt(8) == 0 ? "CNY" : "USD",
                    new BigDecimal(price)));
        }
        return rows;
    }

    @Test
    void everySearchEqualsAPlainScanAndSort() {
        Random random = new Random(7);
        List<Row> rows = rows(random, 3_000);
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(row.csv()).append('\n'));
        OfferCatalogue catalogue = catalogue(text.toString());
        for (int i = 0; i < 2_000; i++) {
            int vcpu = random.nextInt(60);
            int memory = random.nextInt(100);
            boolean spot = random.nextBoolean();
            boolean arm = random.nextInt(3) == 0;
            boolean gpu = random.nextInt(3) == 0;
            int limit = 1 + random.nextInt(30);
            BigDecimal ceiling = random.nextInt(3) == 0 ? new BigDecimal("0.1234567890123456781") : null;
            List<OfferPlace> places = new ArrayList<>();
            for (int p = random.nextInt(4); p > 0; p--) {
                places.add(new OfferPlace(
                        random.nextInt(4) == 0 ? "*" : "P" + random.nextInt(4),
                        random.nextInt(4) == 0 ? "r*" : "r" + random.nextInt(6)));
            }
            OfferFilter filter = USD.atLeast(Cpu.vcpus(vcpu), Bytes.gib(memory))
                    .bought(spot ? Purchase.SPOT : Purchase.ON_DEMAND)
                    .at(places);
            filter = arm ? filter.architecture(Architecture.ARM64) : filter;
            filter = gpu ? filter.gpus(1) : filter;
            filter =
                    ceiling != null ? filter.atMost(new Money(ceiling, java.util.Currency.getInstance("USD"))) : filter;
            List<Row> expected = rows.stream()
                    .filter(row -> row.price.signum() > 0 && row.currency.equals("USD"))
                    .filter(row -> row.vcpu >= vcpu && row.memory >= memory)
                    .filter(row -> row.purchase.equals(spot ? "spot" : "on_demand"))
                    .filter(row -> !arm || row.vcpu % 3 == 0)
                    .filter(row -> !gpu || row.vcpu % 5 == 0)
                    .filter(row -> ceiling == null || row.price.compareTo(ceiling) <= 0)
                    .filter(row -> places.isEmpty()
                            || places.stream().anyMatch(p -> p.matches(new OfferPlace(row.seller, row.region))))
                    .sorted(CHEAPEST)
                    .toList();
            assertThat(catalogue.count(filter)).isEqualTo(expected.size());
            assertThat(shapes(catalogue.cheapest(filter, limit)))
                    .isEqualTo(expected.stream().limit(limit).map(Row::shape).toList());
        }
    }

    @Test
    void aPriceOfNothingOrNoneNeverWins() {
        OfferCatalogue catalogue =
                catalogue("A,r,free,2,4,,,,0,USD,\nA,r,unknown,2,4,,,,,USD,\nA,r,paid,2,4,,,,9,USD,\n");
        for (OfferOrder order : OfferOrder.values()) {
            assertThat(shapes(catalogue.search(USD.atLeast(Cpu.vcpus(1), Bytes.gib(1)), order, 5)))
                    .containsExactly("paid");
        }
        assertThat(catalogue.detail("A", "r", "free").get(0).price()).isEmpty();
        assertThat(catalogue.detail("A", "r", "free").get(0).listPrice()).contains(Price.hourly("0", "USD"));
        assertThat(catalogue.detail("A", "r", "unknown").get(0).listPrice()).isEmpty();
    }

    @Test
    void pricePerVcpuAndBestFitOrder() {
        OfferCatalogue catalogue = catalogue("A,r,small,2,4,,,,0.10,USD,\nA,r,wide,64,128,,,,2,USD,\n"
                + "A,r,fit,4,16,,,,0.9,USD,\nA,r,none,,,,,,0.01,USD,\n");
        assertThat(shapes(catalogue.search(USD, OfferOrder.PRICE_PER_VCPU, 2))).containsExactly("wide", "small");
        assertThat(shapes(catalogue.search(USD.atLeast(Cpu.vcpus(3), Bytes.gib(10)), OfferOrder.BEST_FIT, 2)))
                .containsExactly("fit", "wide");
        assertThat(catalogue.detail("A", "r", "wide").get(0).pricePerVcpu()).contains(Price.hourly("0.03125", "USD"));
        assertThatThrownBy(() -> catalogue.search(USD, OfferOrder.BEST_FIT, 2)).hasMessageContaining("atLeast");
    }

    @Test
    void ageAndSourceAreOnEveryPrice() {
        OfferCatalogue catalogue = catalogue("A,r,s,2,4,,,,1,USD,2026-07-30\nA,r,t,2,4,,,,1,USD,2026-06-30\n");
        CatalogueOffer offer = catalogue.cheapest(USD, 1).get(0);
        assertThat(offer.age(Instant.parse("2026-08-01T00:00:00Z"))).contains(Duration.ofDays(2));
        assertThat(offer.source()).isEqualTo("p.csv");
        assertThat(offer).hasToString("A/r s on_demand at 1 USD/hour, as of 2026-07-30T00:00:00Z, by p.csv");
        assertThat(catalogue.sources())
                .containsExactly(new SourceAge(
                        "p.csv",
                        "A",
                        2,
                        java.util.Optional.of(Instant.parse("2026-06-30T00:00:00Z")),
                        java.util.Optional.of(Instant.parse("2026-07-30T00:00:00Z"))));
        assertThat(shapes(catalogue.cheapest(USD.asOf(Instant.parse("2026-07-01T00:00:00Z")), 5)))
                .containsExactly("s");
    }

    @Test
    void soldOutAndRestrictedOffersAreLeftOutUnlessAskedFor() {
        OfferCatalogue catalogue = OfferCatalogue.of(
                PriceFileTest.read(
                        "provider,region,instance_type,price_per_hour,currency,stock,restriction\n"
                                + "A,r,gone,1,USD,sold_out,\nA,r,barred,2,USD,available,not in this subscription\nA,r,there,3,USD,,\n"));
        assertThat(shapes(catalogue.cheapest(USD, 5))).containsExactly("there");
        assertThat(shapes(catalogue.cheapest(USD.evenSoldOut(), 5))).containsExactly("gone", "there");
        assertThat(shapes(catalogue.cheapest(USD.evenSoldOut().evenRestricted(), 5)))
                .containsExactly("gone", "barred", "there");
    }

    @Test
    void otherLayersAreSearchedTheSameWay() {
        OfferCatalogue catalogue =
                OfferCatalogue.of(PriceFileTest.read("provider,region,instance_type,layer,price,per,currency\n"
                        + "A,r,cdn-1,cdn,0.02,gib,USD\nB,r,cdn-2,cdn,0.01,gib,USD\nA,r,db,database,73,month,USD\n"));
        assertThat(shapes(catalogue.cheapest(USD.layer(Layer.CDN).per(Per.GIB), 5)))
                .containsExactly("cdn-2", "cdn-1");
        assertThat(shapes(catalogue.cheapest(USD.layer(Layer.DATABASE), 5))).containsExactly("db");
        assertThat(catalogue.cheapest(USD, 5)).isEmpty();
    }

    @Test
    void theLaterOfTwoListsStandsAndAListLendsItsPriceToALiveOffer() {
        PriceList old = PriceFileTest.read(
                HEADER + "lab,r,s,2,4,,,,5,USD,2025-01-01\nlab,r,only-old,2,4,,,,7,USD,2025-01-01\n");
        PriceList young = PriceFileTest.read(HEADER + "lab,r,s,2,4,,,,4,USD,2026-01-01\n");
        assertThat(shapes(OfferCatalogue.of(young, old).cheapest(USD, 5))).containsExactly("s", "only-old");
        assertThat(OfferCatalogue.of(young, old).cheapest(USD, 1).get(0).price())
                .contains(Price.hourly("4", "USD"));

        Region region = Region.of("lab", "r");
        Offer live = Offer.builder(region, new Shape("s"))
                .zone(new Zone(region, "z1"))
                .cpu(Cpu.vcpus(2))
                .memory(Bytes.gib(4))
                .stock(Stock.AVAILABLE)
                .source("lab")
                .build();
        Offer empty = live.toBuilder()
                .zone(new Zone(region, "z2"))
                .stock(Stock.SOLD_OUT)
                .build();
        OfferCatalogue both = OfferCatalogue.of(List.of(old, young), List.of(live, empty), List.of());
        List<CatalogueOffer> found = both.cheapest(USD, 5);
        assertThat(shapes(found)).containsExactly("s", "only-old");
        assertThat(found.get(0).zone()).isEqualTo("z1");
        assertThat(found.get(0).stock()).isEqualTo(Stock.AVAILABLE);
        assertThat(found.get(0).price()).contains(Price.hourly("4", "USD"));
        assertThat(found.get(0).at(new CloudId("lab")).zone()).contains(new Zone(region, "z1"));

        Offer dearer = live.toBuilder().price(Price.hourly("6", "USD")).build();
        OfferCatalogue priced = OfferCatalogue.of(List.of(young), List.of(dearer), List.of());
        assertThat(priced.detail("lab", "r", "s")).hasSize(2);
        Offer unzoned = Offer.builder(region, new Shape("s"))
                .price(Price.hourly("6", "USD"))
                .build();
        assertThat(OfferCatalogue.of(List.of(young), List.of(unzoned), List.of())
                        .detail("lab", "r", "s"))
                .singleElement()
                .satisfies(one -> assertThat(one.price()).contains(Price.hourly("6", "USD")));
    }

    @Test
    void adjustmentsApplyInTheirOrderAndKeepTheListPrice() {
        PriceList list =
                PriceFileTest.read(HEADER + "A,r,s,2,4,,,,1,USD,\nB,r,t,2,4,,,,0.9,USD,\nA,r,c,2,4,,,,1,CNY,\n");
        List<PriceAdjustment> terms = List.of(
                PriceAdjustment.percentOff("contract 7", new BigDecimal("12.5")).at("A", "*"),
                PriceAdjustment.amountOff("voucher", Money.of("0.0000000000000000001", "USD"))
                        .at("A", "r"),
                PriceAdjustment.percentOff("none", new BigDecimal("50")).at("C", "*"));
        OfferCatalogue catalogue = OfferCatalogue.of(List.of(list), List.of(), terms);
        CatalogueOffer first = catalogue.cheapest(USD, 1).get(0);
        assertThat(first.shape()).isEqualTo("s");
        assertThat(first.price()).contains(Price.hourly("0.8749999999999999999", "USD"));
        assertThat(first.listPrice()).contains(Price.hourly("1", "USD"));
        assertThat(OfferCatalogue.of(list).cheapest(USD, 1).get(0).shape()).isEqualTo("t");
        assertThatThrownBy(() -> PriceAdjustment.percentOff("x", new BigDecimal("100")))
                .hasMessageContaining("leave something");
        assertThatThrownBy(() -> OfferCatalogue.of(
                        List.of(list), List.of(), List.of(PriceAdjustment.amountOff("big", Money.of("2", "USD")))))
                .hasMessageContaining("big")
                .hasMessageContaining("A/r s");
        PriceAdjustment fixed =
                PriceAdjustment.fixed("f", Money.of("0.1", "USD")).shape("t");
        assertThat(OfferCatalogue.of(List.of(list), List.of(), List.of(fixed))
                        .cheapest(USD, 1)
                        .get(0)
                        .shape())
                .isEqualTo("t");
    }

    @Test
    void aRunningHostIsRecommendedWhatItsUseNeeds() {
        OfferCatalogue catalogue = catalogue("A,r,tiny,1,2,,,,0.01,USD,\nA,r,small,2,4,,,,0.1,USD,\n"
                + "A,r,middle,4,8,,,,0.2,USD,\nA,r,big,16,64,,,,0.8,USD,\n");
        double[] cpu = {0.05, 0.08, Double.NaN, 0.1, 0.9};
        double[] memory = {0.03, 0.04};
        HostUse use = HostUse.measured(Cpu.vcpus(16), Bytes.gib(64), cpu, memory, 0.75);
        assertThat(use.cpuShare()).isEqualTo(0.1);
        List<Recommendation> found =
                Recommendation.of(catalogue, use, Price.hourly("0.8", "USD"), 0.2, USD.at("A", "*"), 5);
        assertThat(found).extracting(one -> one.offer().shape()).containsExactly("small", "middle");
        assertThat(found.get(0).saving()).isEqualTo(Money.of("0.7", "USD"));
        HostUse full = new HostUse(Cpu.vcpus(4), Bytes.gib(8), 0.95, 0.5, 100);
        assertThat(Recommendation.of(catalogue, full, Price.hourly("0.2", "USD"), 0.2, USD, 5))
                .singleElement()
                .satisfies(one -> assertThat(one.saving()).isEqualTo(Money.of("-0.6", "USD")));
        assertThatThrownBy(() -> HostUse.measured(Cpu.vcpus(1), Bytes.gib(1), new double[] {Double.NaN}, memory, 0.9))
                .hasMessageContaining("No processor use");
    }

    @Test
    void currenciesAreNeverCompared() {
        OfferCatalogue catalogue = catalogue("A,r,s,2,4,,,,1,USD,\nB,r,t,2,4,,,,0.9,CNY,\n");
        assertThat(shapes(catalogue.cheapest(USD, 5))).containsExactly("s");
        assertThat(shapes(catalogue.cheapest(OfferFilter.in("CNY"), 5))).containsExactly("t");
        assertThatThrownBy(() -> USD.atMost(Money.of("1", "CNY"))).hasMessageContaining("dated rate");
    }

    @Test
    void patternsMatch() {
        assertThat(Wildcard.matches("us-*-1", "us-east-1")).isTrue();
        assertThat(Wildcard.matches("us-*-1", "us-east-2")).isFalse();
        assertThat(Wildcard.matches("*", "")).isTrue();
        assertThat(Wildcard.matches("a*b*c", "aXXbYYbc")).isTrue();
        assertThat(Wildcard.matches("", "a")).isFalse();
    }
}
