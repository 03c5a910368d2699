package io.shiyun.finops.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.finops.cube.Cost;
import io.shiyun.finops.cube.Cube;
import io.shiyun.finops.cube.CubeFeed;
import io.shiyun.finops.cube.CubeSpec;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.finops.focus.Part;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CubeCostsTest {
    private static final LocalDate START = LocalDate.of(2026, 2, 1);
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 11);
    private static final Currency USD = Currency.getInstance("USD");

    private final Cube cube = new Cube(CubeSpec.of(Dimension.CLOUD, Dimension.TEAM));
    private final CubeCosts costs = CubeCosts.of(cube);

    @AfterEach
    void close() {
        cube.close();
    }

    private void feed(
            String file, String currency, String cloud, String team, String each, LocalDate from, LocalDate to) {
        try (CubeFeed feed = cube.feed(new Part(file, cloud, from.withDayOfMonth(1)))) {
            for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
                feed.add(
                        day.atStartOfDay().toEpochSecond(ZoneOffset.UTC),
                        currency,
                        List.of(cloud, team),
                        Collections.nCopies(4, new BigDecimal(each)));
            }
            feed.commit();
        }
    }

    private void usual() {
        feed("a", "USD", "AWS", "shop", "10.00000000001", START, TODAY);
        feed("b", "USD", "Azure", "data", "5", START, TODAY);
        feed("c", "CNY", "Aliyun", "shop", "7", START, TODAY);
    }

    @Test
    void daysAreExactAndCurrenciesApart() {
        usual();
        Map<Currency, DailyCosts> daily = costs.daily(Cost.BILLED, Map.of(), START, TODAY);

        assertThat(daily.keySet()).extracting(Currency::getCurrencyCode).containsExactly("CNY", "USD");
        assertThat(daily.get(USD).amounts())
                .hasSize(38)
                .allMatch(day -> day.compareTo(new BigDecimal("15.00000000001")) == 0);
    }

    @Test
    void budgetCountsItsOwnCurrencyAndNamesTheOthers() {
        usual();
        List<BudgetStatus> all = costs.check(
                List.of(Budget.monthly("all", Money.of("300", "USD"))),
                TODAY,
                Forecaster.standard(),
                new BudgetAlarms());

        assertThat(all).singleElement().satisfies(status -> {
            assertThat(status.spent()).isEqualTo(Money.of("150.0000000001", "USD"));
            assertThat(status.percent()).isEqualTo("50.0");
            assertThat(status.others()).containsExactly(Money.of("70", "CNY"));
            assertThat(status.outlook()).isInstanceOf(Forecast.class);
            assertThat(status.alarms()).singleElement().satisfies(alarm -> {
                assertThat(alarm.threshold()).isEqualTo(Threshold.forecast(100));
                assertThat(alarm.sure()).isTrue();
            });
        });
    }

    @Test
    void everyGroupHasTheLimitForItself() {
        usual();
        Budget budget = Budget.monthly("teams", Money.of("100", "USD")).forEach(Dimension.TEAM);
        BudgetAlarms alarms = new BudgetAlarms();
        List<BudgetStatus> all = costs.check(List.of(budget), TODAY, Forecaster.standard(), alarms);

        assertThat(all).extracting(BudgetStatus::group).containsExactlyInAnyOrder(List.of("shop"), List.of("data"));
        assertThat(all)
                .filteredOn(status -> status.group().equals(List.of("shop")))
                .singleElement()
                .satisfies(status -> {
                    assertThat(status.alarms()).hasSize(3);
                    assertThat(status.others()).containsExactly(Money.of("70", "CNY"));
                });
        assertThat(all)
                .filteredOn(status -> status.group().equals(List.of("data")))
                .singleElement()
                .satisfies(status -> assertThat(status.alarms())
                        .extracting(BudgetAlarm::threshold)
                        .containsExactly(Threshold.forecast(100)));
        assertThat(costs.check(List.of(budget), TODAY, Forecaster.standard(), alarms))
                .allMatch(s -> s.alarms().isEmpty());
    }

    @Test
    void filterNarrowsTheBudgetAndARestatedBillCounts() {
        usual();
        Budget budget = Budget.monthly("aws", Money.of("1000", "USD")).where(Dimension.CLOUD, "AWS");
        feed("a", "USD", "AWS", "shop", "20", START, TODAY);

        assertThat(costs.check(List.of(budget), TODAY, Forecaster.standard(), new BudgetAlarms()))
                .singleElement()
                .satisfies(status -> assertThat(status.spent()).isEqualTo(Money.of("200", "USD")));
    }

    @Test
    void budgetOfAnEmptyCubeIsUnspentAndSaysWhyThereIsNoForecast() {
        assertThat(costs.check(
                        List.of(Budget.monthly("all", Money.of("300", "USD"))),
                        TODAY,
                        Forecaster.standard(),
                        new BudgetAlarms()))
                .singleElement()
                .satisfies(status -> {
                    assertThat(status.spent()).isEqualTo(Money.of("0", "USD"));
                    assertThat(status.outlook().words()).contains("0 days are known");
                });
    }

    @Test
    void budgetOfAQuarterAndAYear() {
        usual();
        Budget quarter = Budget.monthly("q", Money.of("1000", "USD")).per(Period.QUARTER);
        Budget year = Budget.monthly("y", Money.of("9000", "USD")).per(Period.YEAR);
        List<BudgetStatus> all = costs.check(List.of(quarter, year), TODAY, Forecaster.standard(), new BudgetAlarms());

        assertThat(all.get(0).spent()).isEqualTo(Money.of("570.00000000038", "USD"));
        assertThat(all.get(0).to()).isEqualTo("2026-04-01");
        assertThat(all.get(1).to()).isEqualTo("2027-01-01");
        assertThat(((Forecast) all.get(1).outlook()).expected().amount().doubleValue())
                .isBetween(4900.0, 5100.0);
    }

    @Test
    void gapsAreNotTakenForDaysWithoutCost() {
        usual();
        Set<LocalDate> gap = Set.of(TODAY.minusDays(1));
        DailyCosts days =
                costs.missing(gap).daily(Cost.BILLED, Map.of(), START, TODAY).get(USD);

        assertThat(days.knows(TODAY.minusDays(1))).isFalse();
        assertThat(days.knows(TODAY.minusDays(2))).isTrue();
    }

    @Test
    void badQuestionsAreRefused() {
        Budget budget = Budget.monthly("a", Money.of("1", "USD"));
        assertThatThrownBy(() -> costs.check(List.of(budget, budget), TODAY, Forecaster.standard(), new BudgetAlarms()))
                .hasMessageContaining("Two budgets are named 'a'");
        assertThatThrownBy(() -> costs.check(
                        List.of(budget.where(Dimension.REGION, "x")), TODAY, Forecaster.standard(), new BudgetAlarms()))
                .hasMessageContaining("The cube keeps");
        assertThatThrownBy(() -> budget.forEach(Dimension.DAY)).hasMessageContaining("cannot be for each day");
    }
}
