package io.shiyun.finops.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.finops.advice.Commitments;
import io.shiyun.finops.anomaly.CostAnomalies;
import io.shiyun.finops.anomaly.CostAnomaly;
import io.shiyun.finops.budget.Budget;
import io.shiyun.finops.budget.BudgetAlarms;
import io.shiyun.finops.budget.BudgetStatus;
import io.shiyun.finops.budget.CubeCosts;
import io.shiyun.finops.budget.DailyCosts;
import io.shiyun.finops.budget.Forecast;
import io.shiyun.finops.budget.Forecaster;
import io.shiyun.finops.cube.Cost;
import io.shiyun.finops.cube.Cube;
import io.shiyun.finops.cube.CubeFeed;
import io.shiyun.finops.cube.CubeSpec;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.finops.focus.Part;
import io.shiyun.finops.money.BillingException;
import io.shiyun.finops.money.Conversion;
import io.shiyun.finops.money.ExchangeRate;
import io.shiyun.finops.money.ExchangeRates;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Costs of several currencies in one, by dated rates alone. */
class ConvertedCostsTest {
    private static final LocalDate START = LocalDate.of(2026, 1, 1);
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 11);
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
    private static final LocalDate JUMP = LocalDate.of(2026, 3, 5);
    private static final Currency USD = Currency.getInstance("USD");

    private final Cube cube = new Cube(
            CubeSpec.of(Dimension.CLOUD, Dimension.SERVICE, Dimension.REGION, Commitments.ID, Commitments.STATUS));
    private final CubeCosts costs = CubeCosts.of(cube);

    ConvertedCostsTest() {
        feed("USD", "AWS", "10.00000000001", "0");
        feed("CNY", "Alibaba Cloud", "7.1", "700");
    }

    @AfterEach
    void close() {
        cube.close();
    }

    private void feed(String currency, String cloud, String each, String jump) {
        try (CubeFeed feed = cube.feed(new Part(cloud, cloud, START))) {
            for (LocalDate day = START; day.isBefore(TODAY); day = day.plusDays(1)) {
                BigDecimal amount = new BigDecimal(each).add(new BigDecimal(day.equals(JUMP) ? jump : "0"));
                feed.add(
                        day.atStartOfDay().toEpochSecond(ZoneOffset.UTC),
                        currency,
                        List.of(cloud, "compute", "eu", "c-1", day.getDayOfMonth() % 2 == 0 ? "Used" : "Unused"),
                        Collections.nCopies(4, amount));
            }
            feed.commit();
        }
    }

    private static BigDecimal rate(LocalDate day) {
        return new BigDecimal("0.14").add(BigDecimal.valueOf(day.getDayOfYear(), 7));
    }

    private static ExchangeRates rates(Predicate<LocalDate> known) {
        List<ExchangeRate> rates = new ArrayList<>();
        for (LocalDate day = START; day.isBefore(TODAY); day = day.plusDays(1)) {
            if (known.test(day)) {
                String there = rate(day).toPlainString();
                rates.add(ExchangeRate.of("CNY", "USD", day, there, "PBOC"));
                rates.add(ExchangeRate.of("USD", "CNY", day, "7.1", "PBOC"));
            }
        }
        return ExchangeRates.of(rates);
    }

    private static BigDecimal expected(LocalDate from) {
        BigDecimal sum = BigDecimal.ZERO;
        for (LocalDate day = from; day.isBefore(TODAY); day = day.plusDays(1)) {
            BigDecimal cny = new BigDecimal(day.equals(JUMP) ? "707.1" : "7.1");
            sum = sum.add(new BigDecimal("10.00000000001")).add(cny.multiply(rate(day)));
        }
        return sum;
    }

    @Test
    void eachDayIsConvertedAtItsOwnRateToTheLastDigitAndEachRateIsCited() {
        Map<Currency, DailyCosts> daily =
                costs.in("USD", rates(day -> true)).daily(Cost.BILLED, Map.of(), START, TODAY);

        assertThat(daily).containsOnlyKeys(USD);
        DailyCosts days = daily.get(USD);
        assertThat(days.total(START, TODAY)).isEqualTo(new Money(expected(START), USD));
        assertThat(days.conversions()).hasSize(69);
        Conversion jump = days.conversions(JUMP, JUMP.plusDays(1)).get(0);
        assertThat(jump.original()).isEqualTo(Money.of("707.1", "CNY"));
        assertThat(jump.citation()).isEqualTo("707.1 CNY at 1 CNY = 0.1400064 USD on 2026-03-05 (PBOC)");
    }

    @Test
    void budgetIsComparedInItsOwnCurrencyAndCitesTheRates() {
        CubeCosts one = costs.in("USD", rates(day -> true));
        List<BudgetStatus> all = one.check(
                List.of(
                        Budget.monthly("dollars", Money.of("300", "USD")),
                        Budget.monthly("yuan", Money.of("3000", "CNY"))),
                TODAY,
                Forecaster.standard(),
                new BudgetAlarms());

        assertThat(all.get(0).spent()).isEqualTo(new Money(expected(MARCH), USD));
        assertThat(all.get(0).others()).isEmpty();
        assertThat(all.get(0).conversions()).hasSize(10);
        assertThat(all.get(0).toString())
                .contains("CNY converted to USD at 10 rates from 2026-03-01 to 2026-03-10 (PBOC)");
        assertThat(all.get(1).spent()).isEqualTo(Money.of("1481.00000000071", "CNY"));
        assertThat(((Forecast) all.get(0).outlook()).basis())
                .contains("CNY converted to USD at 69 rates from 2026-01-01 to 2026-03-10 (PBOC)");
    }

    @Test
    void dayWithoutARateIsAnErrorThatNamesDayAndPairAndNothingIsTakenNoteOf() {
        CubeCosts one = costs.in("USD", rates(day -> !day.equals(JUMP)));
        BudgetAlarms alarms = new BudgetAlarms();
        String before = alarms.save();
        List<Budget> budgets = List.of(
                Budget.monthly("aws", Money.of("1", "USD")).where(Dimension.CLOUD, "AWS"),
                Budget.monthly("all", Money.of("1", "USD")));

        assertThatThrownBy(() -> one.check(budgets, TODAY, Forecaster.standard(), alarms))
                .isInstanceOfSatisfying(
                        BillingException.class,
                        e -> assertThat(e.reason()).isEqualTo(BillingException.Reason.RATE_MISSING))
                .hasMessageContaining("No rate from CNY to USD on 2026-03-05");
        assertThat(alarms.save()).isEqualTo(before);
        assertThatThrownBy(() -> CostAnomalies.by(Dimension.SERVICE).find(one, Cost.BILLED, Map.of(), MARCH, TODAY))
                .hasMessageContaining("2026-03-05");
        assertThatThrownBy(() -> costs.in("USD", rates(day -> day.getDayOfMonth() == 1))
                        .daily(Cost.BILLED, Map.of(), START, TODAY))
                .hasMessageContaining("on 2026-01-02")
                .hasMessageContaining("CNY to USD on 2026-01-03")
                .hasMessageContaining("60 more");
        assertThat(costs.in("USD", rates(day -> !day.equals(JUMP)).lastKnownWithin(1))
                        .check(budgets, TODAY, Forecaster.standard(), alarms)
                        .get(1)
                        .conversions())
                .anyMatch(conversion -> conversion.citation().contains("2026-03-04 (PBOC), 1 day old"));
    }

    @Test
    void whatCostsNothingNeedsNoRate() {
        assertThat(costs.in("USD", ExchangeRates.of(List.of()))
                        .daily(Cost.BILLED, Map.of(Dimension.CLOUD, java.util.Set.of("AWS")), START, TODAY))
                .containsOnlyKeys(USD);
    }

    @Test
    void anomalyAndCommitmentCiteWhatTheyRestOn() {
        CubeCosts one = costs.in("USD", rates(day -> true));
        List<CostAnomaly> found = CostAnomalies.by(Dimension.CLOUD).find(one, Cost.BILLED, Map.of(), MARCH, TODAY);

        assertThat(found).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.from()).isEqualTo(JUMP);
            assertThat(anomaly.actual().currency()).isEqualTo(USD);
            assertThat(anomaly.causes().get(0).moves().get(0).member()).isEqualTo("Alibaba Cloud");
            assertThat(anomaly.conversions()).hasSize(29);
            assertThat(anomaly.words()).contains("CNY converted to USD at 29 rates");
        });
        assertThat(new Commitments(one, START, TODAY).use()).singleElement().satisfies(use -> {
            assertThat(use.used().plus(use.unused())).isEqualTo(new Money(expected(START), USD));
            assertThat(use.conversions()).hasSize(69);
        });
        assertThat(new Commitments(one, START, TODAY).advise(List.of()).get(0).evidence())
                .anyMatch(line -> line.contains("at 69 rates"));
    }

    @Test
    void reportIsOfOneCurrencyAndNamesEachRateOrIsNotWritten(@TempDir Path folder) throws Exception {
        Path page = folder.resolve("march.html");
        MonthReport.of(costs.in("USD", rates(day -> true)), YearMonth.of(2026, 3), TODAY)
                .report(page);
        String html = Files.readString(page);

        assertThat(html)
                .contains("data-currency=\"USD\"")
                .doesNotContain("data-currency=\"CNY\"")
                .contains("0.1400064 USD")
                .contains("0.1400001 USD")
                .contains("exactly " + expected(MARCH).stripTrailingZeros().toPlainString())
                .doesNotContain("No currency is converted");
        assertThatThrownBy(() -> MonthReport.of(
                                costs.in("USD", rates(day -> !day.equals(JUMP))), YearMonth.of(2026, 3), TODAY)
                        .report(page))
                .hasMessageContaining("2026-03-05");
        assertThat(Files.readString(page)).isEqualTo(html);
    }
}
