package io.shiyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Bytes;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.Id;
import io.shiyun.model.Layer;
import io.shiyun.model.Money;
import io.shiyun.model.Price;
import io.shiyun.model.Purchase;
import io.shiyun.model.Reason;
import io.shiyun.offer.CatalogueOffer;
import io.shiyun.offer.OfferFilter;
import io.shiyun.offer.PriceAdjustment;
import io.shiyun.offer.Quote;
import io.shiyun.offer.QuoteItem;
import io.shiyun.offer.QuoteRequest;
import io.shiyun.store.Store;
import io.shiyun.store.UsageRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuyTest {
    private static final HostSpec WEB = HostSpec.named("web").image("debian-12").project("shop");

    @TempDir
    Path folder;

    private CloudSettings sim(String world) {
        return CloudSettings.of("boot-time", "20ms").with("world", folder + world);
    }

    private Shiyun open(CloudSettings a, CloudSettings b) {
        return Shiyun.builder()
                .cloud("a", "sim", a)
                .cloud("b", "sim", b)
                .store(folder.resolve("shiyun.db"))
                .build();
    }

    private Shiyun open() {
        return open(sim("a"), sim("b").with("price-factor", "2"));
    }

    private static CatalogueOffer medium(Shiyun shiyun, String cloud) {
        shiyun.offers().refresh();
        return shiyun.offers()
                .search(OfferFilter.in("USD").at(cloud, "*").shape("medium"), 1)
                .get(0);
    }

    private static Quote quote(Shiyun shiyun, CatalogueOffer offer) {
        return shiyun.offers().quote(QuoteRequest.of(QuoteItem.of(offer).lasting(Duration.ofHours(10))));
    }

    private static Reason reason(Runnable action) {
        try {
            action.run();
        } catch (CloudException e) {
            assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
            return e.reason();
        }
        throw new AssertionError("nothing was refused");
    }

    @Test
    void anOfferIsBoughtOnceByItsReferenceAlsoByALaterProcess() {
        Host first;
        try (Shiyun shiyun = open()) {
            BuyOrder order = BuyOrder.of("order-1", WEB, medium(shiyun, "a"));
            Placed<Host> placed = shiyun.offers().tryBuy(order);
            first = placed.orThrow();
            assertThat(first.id().cloud().name()).isEqualTo("a");
            assertThat(placed.candidate().orElseThrow().price()).contains(Price.hourly("0.04", "USD"));
            assertThat(shiyun.offers().buy(order).id()).isEqualTo(first.id());
        }
        try (Shiyun shiyun = open()) {
            BuyOrder order = BuyOrder.of("order-1", WEB, medium(shiyun, "a"));
            assertThat(shiyun.offers().buy(order.orElse(medium(shiyun, "b"))).id())
                    .isEqualTo(first.id());
            assertThat(shiyun.hosts().list().items()).hasSize(1);

            BuyOrder other = BuyOrder.of("order-1", WEB.withName("db"), medium(shiyun, "a"));
            assertThat(reason(() -> shiyun.offers().buy(other))).isEqualTo(Reason.CONFLICT);
            shiyun.hosts().delete(first.id());
            assertThat(reason(() -> shiyun.offers().buy(order))).isEqualTo(Reason.NOT_FOUND);
            BuyOrder fresh = BuyOrder.of("order-2", WEB, medium(shiyun, "a"));
            assertThat(shiyun.offers().buy(fresh).id()).isNotEqualTo(first.id());
        }
        try (Store store = Store.open(folder.resolve("shiyun.db"))) {
            assertThat(store.<List<UsageRow>>read(tx -> tx.usage().open("a", "", 10)))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.unitPrice()).isEqualByComparingTo("0.04");
                        assertThat(row.project()).isEqualTo("shop");
                    });
        }
    }

    @Test
    void manyThreadsWithOneReferenceBuyOneHost() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Shiyun shiyun = open()) {
            BuyOrder order = BuyOrder.of("order-1", WEB, medium(shiyun, "a"));
            List<Future<Host>> bought = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                bought.add(threads.submit(() -> shiyun.offers().buy(order)));
            }
            for (Future<Host> one : bought) {
                assertThat(one.get().id()).isEqualTo(bought.get(0).get().id());
            }
            assertThat(shiyun.hosts().list().items()).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatIsOutOfStockIsBoughtByTheNextOffer() {
        try (Shiyun shiyun = open(sim("a").with("out-of-stock", "medium"), sim("b"))) {
            shiyun.offers().refresh();
            CatalogueOffer soldOut = shiyun.offers()
                    .search(OfferFilter.in("USD").at("a", "*").shape("medium").evenSoldOut(), 1)
                    .get(0);
            BuyOrder order = BuyOrder.of("order-1", WEB, soldOut).orElse(medium(shiyun, "b"));
            Placed<Host> placed = shiyun.offers().tryBuy(order);
            assertThat(placed.orThrow().id().cloud().name()).isEqualTo("b");

            BuyOrder alone = BuyOrder.of("order-2", WEB.withName("web2"), soldOut);
            assertThatThrownBy(() -> shiyun.offers().buy(alone))
                    .hasMessageContaining("a/sim-1/sim-1a medium")
                    .hasMessageContaining("STOCK");
        }
        try (Shiyun shiyun = open(sim("c").with("out-of-stock-late", "medium"), sim("d"))) {
            BuyOrder order = BuyOrder.of("order-3", WEB, medium(shiyun, "a")).orElse(medium(shiyun, "b"));
            Placed<Host> placed = shiyun.offers().tryBuy(order);
            assertThat(placed.orThrow().id().cloud().name()).isEqualTo("b");
            assertThat(placed.attempts().get(0).problem().orElseThrow().reason())
                    .isEqualTo(Reason.STOCK);
            assertThat(shiyun.hosts().list().items()).hasSize(1);
        }
    }

    @Test
    void aDeadCloudIsPassedOver() {
        CatalogueOffer dead;
        try (Shiyun shiyun = open()) {
            dead = medium(shiyun, "a");
        }
        try (Shiyun shiyun = open(sim("a").with("dead", "true"), sim("b"))) {
            BuyOrder order = BuyOrder.of("order-1", WEB, dead).orElse(medium(shiyun, "b"));
            Placed<Host> placed = shiyun.offers().tryBuy(order);
            assertThat(placed.orThrow().id().cloud().name()).isEqualTo("b");
            assertThat(placed.attempts().get(0).sent()).isFalse();
        }
    }

    @Test
    void aPriceThatRoseSinceTheQuoteIsNotPaid() {
        Quote quote;
        CatalogueOffer other;
        try (Shiyun shiyun = open()) {
            quote = quote(shiyun, medium(shiyun, "a"));
            other = medium(shiyun, "b");
        }
        try (Shiyun shiyun = open(sim("a").with("price-factor", "1.5"), sim("b").with("price-factor", "1"))) {
            BuyOrder order = BuyOrder.quoted("order-1", WEB, quote);
            assertThatThrownBy(() -> shiyun.offers().buy(order))
                    .isInstanceOfSatisfying(CloudException.class, e -> {
                        assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
                        assertThat(e.reason()).isEqualTo(Reason.NOT_SOLD);
                    })
                    .hasMessageContaining("it costs 0.06 USD/hour now, more than the 0.04 USD/hour")
                    .hasMessageContaining("new quote");
            assertThat(shiyun.hosts().list().items()).isEmpty();
            assertThat(shiyun.offers().buy(order.orElse(other)).id().cloud().name())
                    .isEqualTo("b");
            BuyOrder anyPrice = BuyOrder.of(
                    "order-2", WEB.withName("dear"), quote.lines().get(0).offer());
            assertThat(shiyun.offers()
                            .tryBuy(anyPrice)
                            .candidate()
                            .orElseThrow()
                            .price())
                    .contains(Price.hourly("0.06", "USD"));
            PriceAdjustment agreed = PriceAdjustment.percentOff("frame", new BigDecimal("50"));
            shiyun.offers().adjustPrices(List.of(agreed));
            BuyOrder cheap = BuyOrder.quoted("order-3", WEB.withName("cheap"), quote);
            assertThat(shiyun.offers().tryBuy(cheap).candidate().orElseThrow().price())
                    .contains(Price.hourly("0.03", "USD"));
        }
    }

    @Test
    void aQuoteOfSeveralBuysSeveralAndOneThatIsOverBuysNothing() {
        try (Shiyun shiyun = open()) {
            CatalogueOffer offer = medium(shiyun, "a");
            Quote three = shiyun.offers()
                    .quote(QuoteRequest.of(QuoteItem.of(offer).times(3).lasting(Duration.ofHours(1))));
            BuyOrder order = BuyOrder.quoted("order-1", WEB, three);
            assertThat(reason(() -> shiyun.offers().buy(order))).isEqualTo(Reason.INVALID);
            for (int i = 0; i < 2; i++) {
                assertThat(shiyun.offers().buyMany(order))
                        .extracting(placed -> placed.orThrow().name())
                        .containsExactly("web-1", "web-2", "web-3");
            }
            assertThat(shiyun.hosts().list().items()).hasSize(3);

            Quote over = shiyun.offers()
                    .quote(QuoteRequest.of(QuoteItem.of(offer).lasting(Duration.ofHours(1)))
                            .validFor(Duration.ofNanos(1)));
            assertThat(reason(() -> shiyun.offers().buy(BuyOrder.quoted("order-2", WEB.withName("late"), over))))
                    .isEqualTo(Reason.INVALID);
            assertThatThrownBy(() -> BuyOrder.of(" ", WEB, offer)).hasMessageContaining("reference");
        }
    }

    private CatalogueOffer listed(Shiyun shiyun, String row) throws IOException {
        String header =
                "provider,region,instance_type,layer,price,per,currency,purchase_option,term_months,restriction\n";
        shiyun.offers().importPrices(Files.writeString(folder.resolve("prices.csv"), header + row + "\n"));
        String[] cells = row.split(",");
        return shiyun.offers().catalogue().detail(cells[0], cells[1], cells[2]).stream()
                .filter(offer -> offer.source().equals("prices.csv"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatCannotBeBoughtSaysWhatToDo() throws IOException {
        try (Shiyun shiyun = open()) {
            CatalogueOffer foreign = listed(shiyun, "AWS,sim-1,medium,host,0.04,hour,USD,,,");
            BuyOrder order = BuyOrder.of("order-1", WEB, foreign);
            assertThatThrownBy(() -> shiyun.offers().buy(order)).hasMessageContaining("from(\"AWS\", cloud)");
            assertThat(shiyun.offers().buy(order.from("AWS", "b")).id().cloud().name())
                    .isEqualTo("b");

            CatalogueOffer term = listed(shiyun, "a,sim-1,medium,host,0.02,hour,USD,reserved,12,");
            assertThatThrownBy(() -> shiyun.offers().buy(BuyOrder.of("order-2", WEB, term)))
                    .hasMessageContaining("console");
            CatalogueOffer closed = listed(shiyun, "a,sim-1,huge,host,0.02,hour,USD,,,for partners");
            assertThat(reason(() -> shiyun.offers().buy(BuyOrder.of("order-2", WEB, closed))))
                    .isEqualTo(Reason.DENIED);
            CatalogueOffer gone = listed(shiyun, "a,sim-1,old,host,0.02,hour,USD,,,");
            assertThat(reason(() -> shiyun.offers().buy(BuyOrder.of("order-2", WEB, gone))))
                    .isEqualTo(Reason.NOT_SOLD);
            assertThat(reason(() ->
                            shiyun.offers().buy(BuyOrder.of("order-3", HostSpec.named("x"), medium(shiyun, "a")))))
                    .isEqualTo(Reason.INVALID);
        }
    }

    @Test
    void otherLayersAreConnectedWhereTheirCloudCanAndElseRefused() throws IOException {
        try (Shiyun shiyun = open()) {
            CatalogueOffer database = listed(shiyun, "a,sim-1,medium,database,0.1,hour,USD,,,");
            ConnectOrder order = ConnectOrder.of("order-1", "shop-db", database);
            assertThatThrownBy(() -> shiyun.offers().connect(order)).hasMessageContaining("engine(\"postgresql\")");
            Id id = shiyun.offers().connect(order.engine("postgresql"));
            assertThat(shiyun.offers().connect(order.engine("postgresql"))).isEqualTo(id);
            assertThat(shiyun.middleware().list().items())
                    .singleElement()
                    .satisfies(made -> assertThat(made.id()).isEqualTo(id));
            ConnectOrder capped = ConnectOrder.of("order-2", "db-2", database)
                    .engine("redis")
                    .atMost(new Price(Money.of("0.05", "USD"), io.shiyun.model.Per.HOUR));
            assertThat(reason(() -> shiyun.offers().connect(capped))).isEqualTo(Reason.NOT_SOLD);

            CatalogueOffer disk = listed(shiyun, "a,sim-1,ssd,volume,0.1,gib_month,USD,,,");
            assertThat(reason(() -> shiyun.offers().connect(ConnectOrder.of("order-3", "data", disk))))
                    .isEqualTo(Reason.INVALID);
            shiyun.offers().connect(ConnectOrder.of("order-3", "data", disk).holding(Bytes.gib(10)));
            assertThat(shiyun.volumes().list().items()).hasSize(1);

            for (Layer layer : List.of(Layer.CDN, Layer.SAAS, Layer.CLUSTER, Layer.OBJECT, Layer.LOAD_BALANCER)) {
                CatalogueOffer other = listed(
                        shiyun, "a,sim-1,thing," + layer.name().toLowerCase(java.util.Locale.ROOT) + ",1,hour,USD,,,");
                ConnectOrder wish = ConnectOrder.of("order-4", "thing", other);
                assertThat(reason(() -> shiyun.offers().connect(wish))).isEqualTo(Reason.UNSUPPORTED);
            }
            assertThat(medium(shiyun, "a").purchase()).isEqualTo(Purchase.ON_DEMAND);
            assertThat(reason(() -> shiyun.offers().connect(ConnectOrder.of("order-5", "h", medium(shiyun, "a")))))
                    .isEqualTo(Reason.INVALID);
        }
    }
}
