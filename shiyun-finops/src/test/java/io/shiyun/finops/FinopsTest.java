package io.shiyun.finops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.Shiyun;
import io.shiyun.finops.budget.Budget;
import io.shiyun.finops.budget.BudgetAlarms;
import io.shiyun.finops.budget.Forecaster;
import io.shiyun.finops.cube.Cost;
import io.shiyun.finops.cube.CubeFullException;
import io.shiyun.finops.cube.CubeQuery;
import io.shiyun.finops.cube.CubeSpec;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.model.Charge;
import io.shiyun.model.CloudId;
import io.shiyun.model.Money;
import io.shiyun.model.Region;
import io.shiyun.store.Store;
import io.shiyun.store.UsageRow;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Costs of connected clouds, through the front door. */
class FinopsTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 4, 1);
    private static final LocalDate TODAY = LocalDate.of(2026, 4, 25);
    private static final Region NORTH = Region.of("prod", "north");
    private static final Region SOUTH = Region.of("prod", "south");

    @TempDir
    Path folder;

    private Shiyun shiyun;
    private Finops finops;

    @BeforeEach
    void open() {
        BillProvider.BILL.clear();
        BillProvider.DOWN.clear();
        BillProvider.BROKEN.clear();
        try (Store store = Store.open(folder.resolve("shiyun.db"))) {
            store.write(tx -> {
                tx.usage().insert(use());
                return true;
            });
        }
        shiyun = Shiyun.builder()
                .cloud("prod", "bills")
                .cloud("bare", "bills")
                .store(folder.resolve("shiyun.db"))
                .build();
        finops = Finops.of(shiyun);
    }

    @AfterEach
    void close() {
        finops.close();
        shiyun.close();
    }

    /** A day and a half of a host at 0.1 EUR an hour. */
    private static UsageRow use() {
        Instant from = at(LocalDate.of(2026, 4, 10)).plusSeconds(43_200);
        return new UsageRow(
                "u-1",
                "ann",
                "h-1",
                "HOST",
                "bare",
                "north",
                "",
                "site",
                "shop",
                "",
                "small",
                Map.of("team", "web"),
                from,
                from.plusSeconds(129_600),
                BigDecimal.ONE,
                "HOUR",
                new BigDecimal("0.1"),
                "EUR",
                "i-1");
    }

    private static Instant at(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static Charge charge(Region region, LocalDate day, String service, String amount) {
        Money cost = Money.of(amount, "USD");
        return Charge.builder(region, at(day), at(day.plusDays(1)), cost)
                .effective(cost)
                .contracted(cost)
                .service(service)
                .tags(Map.of("team", "web"))
                .build();
    }

    private static void bill(Region region, String amount) {
        FIRST.datesUntil(TODAY).forEach(day -> BillProvider.BILL.add(charge(region, day, "compute", amount)));
    }

    private Money total(LocalDate from, LocalDate to, String currency) {
        BigDecimal sum = finops.cube()
                .query(CubeQuery.of(Cost.BILLED).between(from, to))
                .totals(Cost.BILLED)
                .getOrDefault(currency, BigDecimal.ZERO);
        return new Money(sum, Currency.getInstance(currency));
    }

    @Test
    void chargesOfAllCloudsAndOwnMeteringAreInTheCubeExactly() {
        bill(NORTH, "1.00000000000000001");
        bill(SOUTH, "2");
        Intake in = finops.refresh(FIRST, TODAY);

        assertThat(in.complete()).isTrue();
        assertThat(in.rows()).isEqualTo(50);
        assertThat(in.metered()).containsExactly(new CloudId("bare"));
        assertThat(in.notes())
                .containsExactly("prod does not tell the list cost of 48 charges; it counts nothing there");
        assertThat(total(FIRST, TODAY, "USD")).isEqualTo(Money.of("72.00000000000000024", "USD"));
        assertThat(total(FIRST, TODAY, "EUR")).isEqualTo(Money.of("3.6", "EUR"));
        assertThat(finops.cube()
                        .query(CubeQuery.of(Cost.BILLED)
                                .by(Dimension.DAY, Dimension.CLOUD, Dimension.APP, Dimension.TEAM)
                                .where(Dimension.CLOUD, "bare"))
                        .rows())
                .extracting(row -> row.key() + " " + row.money(Cost.BILLED))
                .containsExactly("[2026-04-10, bare, shop, web] 1.2 EUR", "[2026-04-11, bare, shop, web] 2.4 EUR");
    }

    @Test
    void daysAskedForAgainReplaceTheirFormerSelfAlsoWhatVanished() {
        bill(NORTH, "1");
        bill(SOUTH, "2");
        finops.refresh(FIRST, TODAY);
        BillProvider.BILL.clear();
        LocalDate restated = TODAY.minusDays(2);
        BillProvider.BILL.add(charge(NORTH, restated, "compute", "5"));
        BillProvider.BILL.add(charge(NORTH, restated, "storage", "-0.5"));
        Intake again = finops.refresh(restated, TODAY);

        assertThat(again.rows()).isEqualTo(2);
        assertThat(total(FIRST, restated, "USD")).isEqualTo(Money.of("66", "USD"));
        assertThat(total(restated, TODAY, "USD")).isEqualTo(Money.of("4.5", "USD"));
        long rows = finops.cube().rows();
        finops.refresh(restated, TODAY);
        assertThat(finops.cube().rows()).isEqualTo(rows);
        assertThat(total(FIRST, TODAY, "USD")).isEqualTo(Money.of("70.5", "USD"));
    }

    @Test
    void regionThatFailsIsAGapKeepsWhatItBroughtAndComesBack() {
        bill(NORTH, "1");
        bill(SOUTH, "2");
        finops.refresh(FIRST, TODAY.minusDays(7));
        BillProvider.DOWN.add(SOUTH);
        Intake in = finops.refresh(TODAY.minusDays(10), TODAY);

        assertThat(in.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.region()).isEqualTo("prod/south");
            assertThat(gap.days()).hasSize(10).contains(TODAY.minusDays(1));
            assertThat(gap.why()).contains("closed to this account");
        });
        assertThat(total(FIRST, TODAY, "USD")).isEqualTo(Money.of("58", "USD"));
        assertThat(finops.costs().missing()).hasSize(10);
        String page = finops.report(YearMonth.of(2026, 4), TODAY).html();
        assertThat(page).contains("prod/south: no rows on 2026-04-15");
        assertThat(finops.costs()
                        .check(
                                List.of(Budget.monthly("all", Money.of("100", "USD"))),
                                TODAY,
                                Forecaster.standard(),
                                new BudgetAlarms())
                        .get(0)
                        .outlook()
                        .words())
                .contains("expected");

        BillProvider.DOWN.clear();
        assertThat(finops.refresh(TODAY.minusDays(10), TODAY).complete()).isTrue();
        assertThat(finops.coverage()).isEmpty();
        assertThat(total(FIRST, TODAY, "USD")).isEqualTo(Money.of("72", "USD"));
    }

    @Test
    void answerThatBreaksOffIsNotInByHalf() {
        bill(NORTH, "1");
        bill(SOUTH, "2");
        BillProvider.BROKEN.add(SOUTH);
        Intake in = finops.refresh(FIRST, FIRST.plusDays(7));

        assertThat(in.gaps()).extracting(Intake.Gap::region).containsExactly("prod/south");
        assertThat(total(FIRST, TODAY, "USD")).isEqualTo(Money.of("7", "USD"));
    }

    @Test
    void chargeWithTwoCurrenciesIsAGapOfItsRegionAlone() {
        bill(NORTH, "1");
        Money dollars = Money.of("1", "USD");
        BillProvider.BILL.add(Charge.builder(SOUTH, at(FIRST), at(FIRST.plusDays(1)), dollars)
                .effective(Money.of("7", "CNY"))
                .build());
        Intake in = finops.refresh(FIRST, FIRST.plusDays(7));

        assertThat(in.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.why()).contains("billed in USD and has another cost in CNY"));
        assertThat(total(FIRST, TODAY, "USD")).isEqualTo(Money.of("7", "USD"));
    }

    @Test
    void moreThanTheMemoryHoldsIsRefusedWithTheSizeAndChangesNothing() {
        for (int i = 0; i < 6_000; i++) {
            BillProvider.BILL.add(charge(NORTH, FIRST, "service " + i, "1.5"));
        }
        try (Finops small = Finops.of(
                shiyun, CubeSpec.of(Dimension.CLOUD, Dimension.SERVICE).memory(1 << 17))) {
            assertThatThrownBy(() -> small.refresh(FIRST, FIRST.plusDays(1)))
                    .isInstanceOf(CubeFullException.class)
                    .hasMessageContaining("131072");
            assertThat(small.cube().rows()).isZero();
        }
    }

    @Test
    void daysThatAreNoneAreRefused() {
        assertThatThrownBy(() -> finops.refresh(TODAY, TODAY)).hasMessageContaining("0 days");
        assertThatThrownBy(() -> finops.refresh(FIRST, FIRST.plusYears(4))).hasMessageContaining("1100");
    }

    private int asked(LocalDate first, LocalDate end) {
        int before = BillProvider.ASKED.get();
        assertThat(finops.refresh(first, end).metered())
                .extracting(CloudId::name)
                .containsExactly("bare");
        return BillProvider.ASKED.get() - before;
    }

    @Test
    void whichCloudsHaveABillIsAskedOnceForAllWeeks() {
        assertThat(asked(TODAY.minusDays(70), TODAY))
                .isEqualTo(asked(TODAY.minusDays(7), TODAY))
                .isPositive();
    }
}
