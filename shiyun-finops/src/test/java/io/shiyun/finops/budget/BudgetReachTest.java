package io.shiyun.finops.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BudgetReachTest {
    private static final int DAYS = 200;

    private static Forecast steady(LocalDate asOf) {
        double[] days = new double[DAYS];
        for (int i = 0; i < DAYS; i++) {
            days[i] = 100 + (i % 2 == 0 ? 3 : -3);
        }
        return (Forecast) Forecaster.standard().month(Bills.costs(days, day(asOf)), asOf);
    }

    private static int day(LocalDate date) {
        return (int) (date.toEpochDay() - Bills.START.toEpochDay());
    }

    private static Money usd(double amount) {
        return new Money(BigDecimal.valueOf(amount), java.util.Currency.getInstance("USD"));
    }

    @Test
    void aBudgetOfHundredADayIsSpentAfterAsManyDays() {
        BudgetReach reach = steady(LocalDate.of(2026, 5, 11)).reach(usd(1950));
        assertThat(reach.likely()).contains(LocalDate.of(2026, 5, 20));
        assertThat(reach.earliest().orElseThrow()).isBetween(LocalDate.of(2026, 5, 18), LocalDate.of(2026, 5, 20));
        assertThat(reach.latest().orElseThrow()).isBetween(LocalDate.of(2026, 5, 20), LocalDate.of(2026, 5, 22));
        assertThat(reach.words()).startsWith("likely spent: 2026-05-20, earliest: 2026-05-");
    }

    @Test
    void whatIsSpentAlreadyOrNotWithinSightSaysSo() {
        Forecast forecast = steady(LocalDate.of(2026, 5, 11));
        assertThat(forecast.reach(usd(900)).reached()).isTrue();
        assertThat(forecast.reach(usd(900)).words()).isEqualTo("spent already");
        BudgetReach never = forecast.reach(usd(9000));
        assertThat(never.earliest()).isEmpty();
        assertThat(never.words()).isEqualTo("not expected to be spent before 2026-06-01");
        BudgetReach perhaps = forecast.reach(forecast.upper());
        assertThat(perhaps.earliest()).contains(LocalDate.of(2026, 5, 31));
        assertThat(perhaps.likely()).isEmpty();
        assertThat(perhaps.words()).contains("likely spent: not before 2026-06-01, earliest: 2026-05-31");
        assertThatThrownBy(() -> forecast.reach(Money.of("1", "EUR"))).hasMessageContaining("cannot say when");
    }

    @Test
    void aBudgetWithoutAForecastTellsNoDay() {
        Budget budget = Budget.monthly("all", Money.of("1000", "USD"));
        LocalDate may = LocalDate.of(2026, 5, 1);
        BudgetStatus young = new BudgetStatus(
                budget,
                List.of(),
                may,
                may.plusMonths(1),
                Money.of("10", "USD"),
                new NoForecast("too few days", 3, 14),
                List.of(),
                List.of(),
                List.of());
        assertThat(young.reach().reached()).isFalse();
        assertThat(young.reach().earliest()).isEmpty();
    }

    /** The truth lies between the ends of an interval of 90 %, as far as the month goes. */
    @Test
    void theDayLiesBetweenTheEarliestAndTheLatestAboutAsOftenAsTheIntervalSays() {
        int held = 0;
        int cases = 0;
        for (Bills.Kind kind : Bills.Kind.values()) {
            for (int seed = 0; seed < 60; seed++) {
                double[] days = Bills.days(kind, DAYS, 1000L * kind.ordinal() + seed);
                LocalDate asOf = LocalDate.of(2026, 4 + seed % 3, 4 + seed * 7 % 12);
                Forecast forecast =
                        (Forecast) Forecaster.standard().confidence(0.9).month(Bills.costs(days, day(asOf)), asOf);
                Money limit = usd(forecast.spent().amount().doubleValue()
                        + 0.6
                                * (forecast.expected().amount().doubleValue()
                                        - forecast.spent().amount().doubleValue()));
                BudgetReach reach = forecast.reach(limit);
                double sum = forecast.spent().amount().doubleValue();
                Optional<LocalDate> truth = Optional.empty();
                for (LocalDate each = asOf; each.isBefore(forecast.to()) && truth.isEmpty(); each = each.plusDays(1)) {
                    sum += days[day(each)];
                    truth = sum >= limit.amount().doubleValue() ? Optional.of(each) : truth;
                }
                LocalDate when = truth.orElse(forecast.to());
                boolean notBefore = !when.isBefore(reach.earliest().orElse(forecast.to()));
                boolean notAfter = !when.isAfter(reach.latest().orElse(forecast.to()));
                held += notBefore && notAfter ? 1 : 0;
                cases++;
            }
        }
        assertThat((double) held / cases).isBetween(0.88, 1.0);
    }
}
