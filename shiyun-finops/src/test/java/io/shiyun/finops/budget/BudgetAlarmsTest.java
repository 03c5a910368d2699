package io.shiyun.finops.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BudgetAlarmsTest {
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
    private static final LocalDate APRIL = LocalDate.of(2026, 4, 1);
    private static final Outlook NONE = new NoForecast("none", 0, 14);
    private static final Budget BUDGET = Budget.monthly("all", Money.of("1000", "USD"))
            .alarmAt(Threshold.actual(50), Threshold.actual(100), Threshold.forecast(100));

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }

    private static Forecast expecting(String lower, String expected) {
        return new Forecast(
                MARCH,
                APRIL,
                MARCH.plusDays(9),
                usd("1"),
                usd(expected),
                usd(lower),
                usd(expected),
                0.8,
                List.of(),
                List.of());
    }

    @Test
    void thresholdIsToldOncePerPeriodAndAgainInTheNext() {
        BudgetAlarms alarms = new BudgetAlarms();

        assertThat(alarms.check(BUDGET, List.of(), MARCH, usd("499.99999999999"), NONE))
                .isEmpty();
        assertThat(alarms.check(BUDGET, List.of(), MARCH, usd("500"), NONE))
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.threshold()).isEqualTo(Threshold.actual(50)));
        assertThat(alarms.check(BUDGET, List.of(), MARCH, usd("600"), NONE)).isEmpty();
        assertThat(alarms.check(BUDGET, List.of(), MARCH, usd("400"), NONE)).isEmpty();
        assertThat(alarms.check(BUDGET, List.of(), MARCH, usd("501"), NONE)).isEmpty();
        assertThat(alarms.check(BUDGET, List.of(), APRIL, usd("1000"), NONE)).hasSize(2);
    }

    @Test
    void forecastThresholdComesBeforeTheMoneyIsSpentAndSaysHowSureItIs() {
        BudgetAlarms alarms = new BudgetAlarms();
        List<BudgetAlarm> first = alarms.check(BUDGET, List.of(), MARCH, usd("300"), expecting("900", "1100"));

        assertThat(first).singleElement().satisfies(alarm -> {
            assertThat(alarm.threshold()).isEqualTo(Threshold.forecast(100));
            assertThat(alarm.sure()).isFalse();
            assertThat(alarm.toString()).contains("100 % expected of 1000 USD", "between 900.00 USD");
        });
        assertThat(new BudgetAlarms().check(BUDGET, List.of(), MARCH, usd("300"), expecting("1000", "1100")))
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.sure()).isTrue());
        assertThat(alarms.check(BUDGET, List.of(), MARCH, usd("300"), NONE)).isEmpty();
    }

    @Test
    void groupsAndBudgetsAreToldApart() {
        BudgetAlarms alarms = new BudgetAlarms();
        assertThat(alarms.check(BUDGET, List.of("a\tb"), MARCH, usd("500"), NONE))
                .hasSize(1);
        assertThat(alarms.check(BUDGET, List.of("a", "b"), MARCH, usd("500"), NONE))
                .hasSize(1);
        assertThat(alarms.check(BUDGET, List.of("a", "b"), MARCH, usd("500"), NONE))
                .isEmpty();
    }

    @Test
    void savedAlarmsGoOnWhereTheyStopped() {
        BudgetAlarms alarms = new BudgetAlarms();
        alarms.check(BUDGET, List.of("team\t|\n", "乙"), MARCH, usd("500"), NONE);
        BudgetAlarms restored = BudgetAlarms.restore(alarms.save());

        assertThat(restored.save()).isEqualTo(alarms.save());
        assertThat(restored.check(BUDGET, List.of("team\t|\n", "乙"), MARCH, usd("999"), NONE))
                .isEmpty();
        assertThat(restored.check(BUDGET, List.of("team\t|\n", "乙"), MARCH, usd("1000"), NONE))
                .hasSize(1);
    }

    @Test
    void anyOrderOfAmountsTellsEachThresholdOnceAPeriod() {
        Random random = new Random(5);
        for (int run = 0; run < 200; run++) {
            BudgetAlarms alarms = new BudgetAlarms();
            Set<String> told = new HashSet<>();
            Set<String> reached = new HashSet<>();
            for (int step = 0; step < 60; step++) {
                LocalDate period = MARCH.plusMonths(random.nextInt(6));
                int spent = random.nextInt(1500);
                for (Threshold threshold : BUDGET.thresholds()) {
                    if (threshold.on() == Threshold.Basis.ACTUAL
                            && BigDecimal.valueOf(spent).compareTo(threshold.of(BigDecimal.valueOf(1000))) >= 0) {
                        reached.add(period + " " + threshold);
                    }
                }
                for (BudgetAlarm alarm : alarms.check(BUDGET, List.of(), period, usd("" + spent), NONE)) {
                    assertThat(told.add(alarm.period() + " " + alarm.threshold()))
                            .isTrue();
                }
                if (random.nextInt(10) == 0) {
                    alarms = BudgetAlarms.restore(alarms.save());
                }
            }
            assertThat(told).isEqualTo(reached);
        }
    }

    @Test
    void memoryIsBoundedAndWhatIsForgottenIsNotToldAgain() {
        BudgetAlarms alarms = new BudgetAlarms();
        for (int month = 0; month < 40; month++) {
            assertThat(alarms.check(BUDGET, List.of(), MARCH.plusMonths(month), usd("500"), NONE))
                    .hasSize(1);
        }
        assertThat(alarms.save().lines()).hasSize(1 + BudgetAlarms.PERIODS);
        assertThat(alarms.check(BUDGET, List.of(), MARCH, usd("5000"), NONE)).isEmpty();
    }

    @Test
    void badInputIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> Budget.monthly(" ", usd("1"))).hasMessageContaining("needs a name");
        assertThatThrownBy(() -> Budget.monthly("b", usd("0"))).hasMessageContaining("above zero");
        assertThatThrownBy(() -> Threshold.actual(0)).hasMessageContaining("100 is the limit itself");
        assertThatThrownBy(() -> BUDGET.alarmAt(Threshold.actual(5), Threshold.actual(5)))
                .hasMessageContaining("named twice");
        assertThatThrownBy(() -> new BudgetAlarms().check(BUDGET, List.of(), MARCH, Money.of("1", "CNY"), NONE))
                .hasMessageContaining("cannot be compared");
        assertThatThrownBy(() -> BudgetAlarms.restore("x")).hasMessageContaining("save()");
        assertThatThrownBy(() -> BudgetAlarms.restore("shiyun budget alarms 1\n2026-13-01\tb\t|"))
                .hasMessageContaining("Line 2");
    }
}
