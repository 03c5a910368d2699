package io.shiyun.cost;

import static io.shiyun.cost.Dimension.APP;
import static io.shiyun.cost.Dimension.CLOUD;
import static io.shiyun.cost.Dimension.DAY;
import static io.shiyun.cost.Dimension.HOST;
import static io.shiyun.cost.Dimension.MONTH;
import static io.shiyun.cost.Dimension.PROJECT;
import static io.shiyun.cost.Dimension.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Money;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import io.shiyun.store.Store;
import io.shiyun.store.StoreOptions;
import io.shiyun.store.StoredUsage;
import io.shiyun.store.UsageDraft;
import io.shiyun.store.UsageRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageCostsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

    private Store store;
    private UsageCosts costs;
    private int next;

    @BeforeEach
    void open() {
        store = Store.temporary(StoreOptions.defaults());
        costs = new UsageCosts(new StoredUsage(store), InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private UsageDraft use(String cloud, String app, Price price) {
        String id = "u" + next++;
        return UsageRow.of(id, "HOST", "res-" + id)
                .in(cloud, "r1", "")
                .forApp("web", app)
                .host("h-" + id)
                .price(price);
    }

    private void keep(UsageRow... rows) {
        store.write(tx -> {
            for (UsageRow row : rows) {
                tx.usage().insert(row);
            }
            return true;
        });
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }

    @Test
    void addsUpByAnyDimensions() {
        keep(
                use("here", "shop", Price.hourly("0.10", "USD"))
                        .tags(Map.of("team", "blue"))
                        .between(at("2026-11-01T00:00:00Z"), at("2026-11-01T10:00:00Z")),
                use("here", "blog", Price.hourly("0.20", "USD"))
                        .between(at("2026-11-01T00:00:00Z"), at("2026-11-01T10:00:00Z")),
                use("lab", "shop", Price.hourly("0.30", "USD"))
                        .tags(Map.of("team", "blue"))
                        .between(at("2026-11-02T00:00:00Z"), at("2026-11-02T10:00:00Z")));
        CostReport byCloud = costs.of(NOVEMBER).by(CLOUD);
        assertThat(byCloud.rows())
                .containsExactly(
                        new CostRow(List.of("here"), Money.of("3", "USD")),
                        new CostRow(List.of("lab"), Money.of("3", "USD")));
        assertThat(byCloud.total("USD")).isEqualTo(Money.of("6", "USD"));
        assertThat(costs.of(NOVEMBER).by(PROJECT, APP).cost("USD", "web", "shop"))
                .contains(Money.of("4", "USD"));
        assertThat(costs.of(NOVEMBER).by(HOST).rows()).hasSize(3);
        assertThat(costs.of(NOVEMBER).by(tag("team")).rows())
                .containsExactly(
                        new CostRow(List.of(""), Money.of("2", "USD")),
                        new CostRow(List.of("blue"), Money.of("4", "USD")));
        assertThat(costs.of(NOVEMBER).by().rows()).containsExactly(new CostRow(List.of(), Money.of("6", "USD")));
        assertThat(costs.of(NOVEMBER)
                        .where(CLOUD, "lab")
                        .where(APP, "shop")
                        .by()
                        .total("USD"))
                .isEqualTo(Money.of("3", "USD"));
    }

    @Test
    void cutsAtTheDaysOfTheZone() {
        keep(use("here", "shop", Price.hourly("1", "USD"))
                .between(at("2026-11-01T22:00:00Z"), at("2026-11-03T01:30:00Z")));
        assertThat(costs.of(NOVEMBER).by(DAY).rows())
                .containsExactly(
                        new CostRow(List.of("2026-11-01"), Money.of("2", "USD")),
                        new CostRow(List.of("2026-11-02"), Money.of("24", "USD")),
                        new CostRow(List.of("2026-11-03"), Money.of("1.5", "USD")));
        assertThat(costs.in(ZoneId.of("Asia/Shanghai")).of(NOVEMBER).by(DAY).rows())
                .containsExactly(
                        new CostRow(List.of("2026-11-02"), Money.of("18", "USD")),
                        new CostRow(List.of("2026-11-03"), Money.of("9.5", "USD")));
    }

    @Test
    void theDayTheClocksAreSetBackHasTwentyFiveHours() {
        keep(use("here", "shop", Price.hourly("1", "EUR"))
                .between(at("2026-10-24T00:00:00Z"), at("2026-10-27T00:00:00Z")));
        assertThat(costs.in(ZoneId.of("Europe/Berlin"))
                        .of(LocalDate.of(2026, 10, 25), LocalDate.of(2026, 10, 26))
                        .by(DAY)
                        .cost("EUR", "2026-10-25"))
                .contains(Money.of("25", "EUR"));
    }

    @Test
    void whatStillRunsCostsUpToNow() {
        keep(use("here", "shop", Price.hourly("1", "USD")).since(at("2026-11-20T08:00:00Z")));
        CostReport report = costs.of(NOVEMBER).by(CLOUD);
        assertThat(report.total("USD")).isEqualTo(Money.of("2", "USD"));
        assertThat(report.running()).isEqualTo(1);
        assertThat(report.asOf()).isEqualTo(NOW);
        assertThat(costs.of(YearMonth.of(2026, 10)).by(CLOUD).rows()).isEmpty();
        assertThat(costs.of(LocalDate.of(2026, 11, 20), LocalDate.of(2026, 11, 21))
                        .by()
                        .running())
                .isEqualTo(1);
        assertThat(costs.of(at("2026-11-20T08:00:00Z"), at("2026-11-20T09:00:00Z"))
                        .by()
                        .running())
                .isZero();
    }

    @Test
    void whatIsNotPricedByTimeIsNamed() {
        UsageSource source = (from, to, action) -> action.accept(new Use(
                "odd", Map.of(), Map.of(), from, to, BigDecimal.ONE, new Price(Money.of("1", "USD"), Per.REQUEST)));
        assertThatThrownBy(() -> new UsageCosts(source, InstantSource.fixed(NOW))
                        .of(NOVEMBER)
                        .by())
                .hasMessageContaining("odd")
                .hasMessageContaining("REQUEST");
    }

    @Test
    void currenciesAreNeverMixed() {
        keep(
                use("here", "shop", Price.hourly("1", "USD")).between(NOW.minusSeconds(7200), NOW),
                use("here", "shop", Price.hourly("7", "CNY")).between(NOW.minusSeconds(3600), NOW));
        CostReport report = costs.of(NOVEMBER).by(CLOUD);
        assertThat(report.rows())
                .containsExactly(
                        new CostRow(List.of("here"), Money.of("7", "CNY")),
                        new CostRow(List.of("here"), Money.of("2", "USD")));
        assertThat(report.totals()).containsExactly(Money.of("7", "CNY"), Money.of("2", "USD"));
        assertThat(report.total("EUR")).isEqualTo(Money.of("0", "EUR"));
    }

    @Test
    void quantityUnitAndSpaceCount() {
        keep(use("here", "shop", new Price(Money.of("0.10", "USD"), Per.GIB_MONTH))
                .quantity(new BigDecimal("50"))
                .between(at("2026-11-01T00:00:00Z"), at("2026-11-01T00:00:00Z").plusSeconds(2_628_000 / 10)));
        assertThat(costs.of(NOVEMBER).by().total("USD")).isEqualTo(Money.of("0.5", "USD"));
    }

    @Test
    void pricesOfTwentyEightDecimalsAndNegativeOnesCount() {
        keep(
                use("here", "a", Price.hourly("0.0000000000000000000000000001", "USD"))
                        .quantity(new BigDecimal("1e20"))
                        .between(NOW.minusSeconds(3600), NOW),
                use("here", "b", Price.hourly("-0.5", "USD")).between(NOW.minusSeconds(3600), NOW));
        assertThat(costs.of(NOVEMBER).by(APP).rows())
                .containsExactly(
                        new CostRow(List.of("a"), Money.of("0.00000001", "USD")),
                        new CostRow(List.of("b"), Money.of("-0.5", "USD")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theTotalIsTheSumOfTheRowsToTheLastUnitHoweverItIsGroupedAndCut(long seed) {
        Random random = new Random(seed);
        Instant start = at("2026-10-28T00:00:00Z");
        UsageRow[] rows = new UsageRow[60];
        for (int i = 0; i < rows.length; i++) {
            Price price = new Price(
                    new Money(
                            BigDecimal.valueOf(random.nextInt(2_000_000) - 100_000, random.nextInt(16)),
                            java.util.Currency.getInstance(random.nextInt(4) == 0 ? "EUR" : "USD")),
                    Per.values()[random.nextInt(6)]);
            Instant from = start.plusNanos((random.nextLong() >>> 1) % (12L * 86_400 * 1_000_000_000));
            UsageDraft draft = use("c" + random.nextInt(3), "a" + random.nextInt(4), price)
                    .quantity(BigDecimal.valueOf(1 + random.nextInt(1000), random.nextInt(3)))
                    .tags(Map.of("team", "t" + random.nextInt(3)));
            rows[i] = random.nextInt(5) == 0
                    ? draft.since(from)
                    : draft.between(from, from.plusNanos((random.nextLong() >>> 1) % (9L * 86_400 * 1_000_000_000)));
        }
        keep(rows);
        LocalDate first = LocalDate.of(2026, 10, 25);
        LocalDate end = LocalDate.of(2026, 11, 25);
        CostReport whole = costs.of(first, end).by();
        CostReport fine = costs.of(first, end).by(CLOUD, PROJECT, APP, HOST, DAY, tag("team"));
        assertThat(fine.totals()).isEqualTo(whole.totals());
        assertThat(sum(fine.rows())).isEqualTo(sum(whole.rows()));
        assertThat(fine.by(tag("team"), CLOUD).rows())
                .isEqualTo(costs.of(first, end).by(tag("team"), CLOUD).rows());
        assertThat(costs.of(first, end).by(MONTH).totals()).isEqualTo(whole.totals());

        Map<String, BigDecimal> pieces = new TreeMap<>();
        Instant at = first.atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
        Instant last = end.atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
        while (at.isBefore(last)) {
            Instant next = at.plusNanos((random.nextLong() >>> 1) % (5L * 86_400 * 1_000_000_000));
            next = next.isBefore(last) ? next : last;
            // Usage is kept to the microsecond; a cut between two is a cut all the same.
            sum(costs.of(at, next).by(APP).rows())
                    .forEach((code, amount) -> pieces.merge(code, amount, BigDecimal::add));
            at = next;
        }
        pieces.replaceAll((code, amount) -> amount.stripTrailingZeros());
        assertThat(pieces).isEqualTo(sum(whole.rows()));
    }

    private static Map<String, BigDecimal> sum(List<CostRow> rows) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        rows.forEach(row ->
                sums.merge(row.cost().currency().getCurrencyCode(), row.cost().amount(), BigDecimal::add));
        sums.replaceAll((code, amount) -> amount.stripTrailingZeros());
        return sums;
    }

    @Test
    void theTableShowsEveryRowInFullAndTheTotals() {
        keep(
                use("here", "shop", Price.hourly("0.1", "USD"))
                        .between(at("2026-11-01T00:00:00Z"), at("2026-11-01T00:00:01Z")),
                use("here", "", Price.hourly("12", "USD"))
                        .between(at("2026-11-01T00:00:00Z"), at("2026-11-02T00:00:00Z")),
                use("lab", "shop", Price.hourly("3", "CNY"))
                        .between(at("2026-11-01T00:00:00Z"), at("2026-11-01T01:00:00Z")));
        assertThat(costs.of(NOVEMBER).by(CLOUD, APP).text()).isEqualTo("""
                        cloud  app              cost
                        -----  ----  ---------------  ---
                        here   -     288.00000000000  USD
                        here   shop    0.00002777778  USD
                        lab    shop    3.00000000000  CNY
                        -----  ----  ---------------  ---
                        total          3.00000000000  CNY
                        total        288.00002777778  USD
                        """);
        assertThat(costs.of(YearMonth.of(2026, 9)).by(CLOUD).text()).isEqualTo("cloud  cost\n");
    }

    @Test
    void badQuestionsAreRefusedWithTheReason() {
        assertThatThrownBy(() -> costs.of(NOW, NOW.minusSeconds(1))).hasMessageContaining("before it begins");
        assertThatThrownBy(() -> costs.of(NOVEMBER).by(CLOUD, CLOUD)).hasMessageContaining("twice");
        assertThatThrownBy(() -> costs.of(NOVEMBER).where(DAY, "2026-11-01")).hasMessageContaining("window");
        assertThatThrownBy(() -> costs.of(NOVEMBER).by(CLOUD).by(APP)).hasMessageContaining("not by app");
        assertThatThrownBy(() -> tag(" ")).hasMessageContaining("key");
        assertThatThrownBy(() -> use("here", "a", new Price(Money.of("1", "USD"), Per.REQUEST)))
                .hasMessageContaining("by time");
    }

    @Test
    void aRecordWithAnUnknownCurrencyIsNamed() {
        UsageRow good = use("here", "a", Price.hourly("1", "USD")).between(NOW.minusSeconds(10), NOW);
        keep(new UsageRow(
                "odd",
                "",
                "r",
                "HOST",
                "here",
                "r1",
                "",
                "",
                "",
                "",
                "",
                Map.of(),
                good.from(),
                good.to(),
                BigDecimal.ONE,
                "HOUR",
                BigDecimal.ONE,
                "QQQ",
                ""));
        assertThatThrownBy(() -> costs.of(NOVEMBER).by(CLOUD))
                .hasMessageContaining("odd")
                .hasMessageContaining("QQQ");
    }

    @Test
    void tooManyGroupsAreRefused() {
        CostFold fold = new CostFold(2);
        java.util.Currency usd = java.util.Currency.getInstance("USD");
        fold.sum(List.of("a"), usd).add(1);
        fold.sum(List.of("b"), usd).add(1);
        fold.sum(List.of("a"), usd).add(1);
        assertThatThrownBy(() -> fold.sum(List.of("c"), usd)).hasMessageContaining("shorter time");
    }
}
