package io.shiyun.finops.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shiyun.finops.statistics.Quantiles;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForecasterTest {
    private static final int DAYS = 200;
    private static final int SERIES = 60;

    /** How forecasts of one kind of days did. */
    private record Score(int held, int cases, double error, double naive, double width) {}

    private static Score score(Bills.Kind kind, double confidence) {
        int held = 0;
        int cases = 0;
        double error = 0;
        double naive = 0;
        double width = 0;
        for (int seed = 0; seed < SERIES; seed++) {
            double[] days = Bills.days(kind, DAYS, 1000L * kind.ordinal() + seed);
            // As of the 4th to the 25th of the months April, May and June, with 40 to 170 days known.
            int month = 4 + seed % 3;
            LocalDate asOf = LocalDate.of(2026, month, 4 + seed * 7 % 22);
            int known = (int) (asOf.toEpochDay() - Bills.START.toEpochDay());
            LocalDate from = asOf.withDayOfMonth(1);
            int first = (int) (from.toEpochDay() - Bills.START.toEpochDay());
            int end = first + from.lengthOfMonth();
            double truth = Arrays.stream(days, first, end).sum();
            Forecast forecast =
                    (Forecast) Forecaster.standard().confidence(confidence).month(Bills.costs(days, known), asOf);
            double open = Arrays.stream(days, known, end).sum();
            double expected = forecast.expected().amount().doubleValue();
            cases++;
            if (forecast.lower().amount().doubleValue() <= truth
                    && truth <= forecast.upper().amount().doubleValue()) {
                held++;
            }
            error += Math.abs(expected - truth) / open;
            width += (forecast.upper().amount().doubleValue()
                            - forecast.lower().amount().doubleValue())
                    / open;
            double mean = Arrays.stream(days, first, known).average().orElse(0) * (end - known);
            naive += Math.abs(mean - open) / open;
        }
        return new Score(held, cases, error / cases, naive / cases, width / cases);
    }

    @Test
    void intervalHoldsTheTruthAboutAsOftenAsItSays() {
        for (double confidence : new double[] {0.8, 0.9, 0.95}) {
            int held = 0;
            int cases = 0;
            Map<Bills.Kind, Score> scores = new EnumMap<>(Bills.Kind.class);
            for (Bills.Kind kind : Bills.Kind.values()) {
                Score score = score(kind, confidence);
                scores.put(kind, score);
                held += score.held;
                cases += score.cases;
            }
            System.out.printf(Locale.ROOT, "forecast in all at %.2f: held %d of %d%n", confidence, held, cases);
            assertThat((double) held / cases).isCloseTo(confidence, within(0.05));
            scores.forEach((kind, score) -> assertThat((double) score.held / score.cases)
                    .as("share held of %s days", kind)
                    .isGreaterThan(confidence - 0.2));
        }
    }

    @ParameterizedTest
    @EnumSource(Bills.Kind.class)
    void forecastIsNoWorseThanTheMeanOfTheMonthSoFar(Bills.Kind kind) {
        Score score = score(kind, 0.8);
        assertThat(score.error).isLessThan(score.naive * 1.1);
    }

    @Test
    void weekAndTrendAreSeen() {
        double[] days = new double[120];
        for (int i = 0; i < days.length; i++) {
            boolean weekend = Bills.START.plusDays(i).getDayOfWeek().getValue() > 5;
            days[i] = (weekend ? 50 : 100) + i * 0.5;
        }
        Forecast forecast = (Forecast) Forecaster.standard().month(Bills.costs(days, 100), Bills.START.plusDays(100));

        assertThat(forecast.basis())
                .anyMatch(line -> line.contains("a trend of"))
                .contains("a pattern of the week");
        for (Forecast.Day day : forecast.days()) {
            int at = (int) (day.day().toEpochDay() - Bills.START.toEpochDay());
            assertThat(day.expected().doubleValue()).isCloseTo(days[at], within(days[at] * 0.06));
        }
    }

    @Test
    void monthlyFeeIsExpectedOnItsDay() {
        double[] days = Bills.days(Bills.Kind.MONTHLY_FEE, 120, 7);
        LocalDate asOf = LocalDate.of(2026, 4, 12);
        int known = (int) (asOf.toEpochDay() - Bills.START.toEpochDay());
        Forecast forecast = (Forecast) Forecaster.standard().month(Bills.costs(days, known), asOf);

        assertThat(forecast.basis()).anyMatch(line -> line.endsWith("[1, 20]"));
        BigDecimal fee = forecast.days().get(8).expected();
        assertThat(forecast.days().get(8).day()).isEqualTo(LocalDate.of(2026, 4, 20));
        assertThat(fee).isGreaterThan(forecast.days().get(7).expected().multiply(BigDecimal.valueOf(4)));
    }

    @Test
    void whatIsSpentIsExactAndThePartsAddUp() {
        List<BigDecimal> amounts = Collections.nCopies(40, new BigDecimal("0.00000000001"));
        LocalDate asOf = LocalDate.of(2026, 3, 11);
        Forecast forecast =
                (Forecast) Forecaster.standard().month(DailyCosts.of("USD", asOf.minusDays(40), amounts), asOf);

        assertThat(forecast.spent()).isEqualTo(Money.of("0.0000000001", "USD"));
        assertThat(forecast.days()).hasSize(21);
        assertThat(forecast.days().get(0).day()).isEqualTo(asOf);
    }

    @Test
    void tooFewDaysAreSaidToBeTooFew() {
        Outlook outlook = Forecaster.standard().month(Bills.costs(new double[13], 13), Bills.START.plusDays(13));

        assertThat(outlook).isInstanceOf(NoForecast.class);
        assertThat(outlook.words()).contains("13 days are known", "takes 14");
    }

    @Test
    void monthThatIsOverIsKnownExactly() {
        double[] days = new double[60];
        Arrays.fill(days, 1.5);
        Forecast forecast = (Forecast) Forecaster.standard()
                .forecast(
                        Bills.costs(days, 60),
                        LocalDate.of(2026, 3, 3),
                        LocalDate.of(2026, 2, 1),
                        LocalDate.of(2026, 3, 1));

        assertThat(forecast.expected()).isEqualTo(Money.of("42", "USD"));
        assertThat(forecast.lower()).isEqualTo(forecast.upper()).isEqualTo(forecast.spent());
    }

    @Test
    void dayWithoutBillIsNotTakenForADayThatCostNothing() {
        double[] days = new double[45];
        Arrays.fill(days, 100);
        Set<LocalDate> gaps = Set.of(Bills.START.plusDays(38), Bills.START.plusDays(39));
        days[38] = 0;
        days[39] = 30;
        Forecast forecast =
                (Forecast) Forecaster.standard().month(Bills.costs(days, 45).missing(gaps), Bills.START.plusDays(45));

        assertThat(forecast.expected()).isEqualTo(Money.of("2800", "USD"));
        assertThat(forecast.basis()).anyMatch(line -> line.startsWith("2 days before"));
    }

    @Test
    void constantCostsHaveANarrowInterval() {
        double[] days = new double[45];
        Arrays.fill(days, 100);
        Forecast forecast = (Forecast) Forecaster.standard().month(Bills.costs(days, 45), Bills.START.plusDays(45));

        assertThat(forecast.lower()).isEqualTo(forecast.upper()).isEqualTo(Money.of("2800", "USD"));
    }

    @Test
    void oneDayOutOfLineMovesTheForecastLittle() {
        double[] days = Bills.days(Bills.Kind.STEADY, 100, 3);
        Forecast before = (Forecast) Forecaster.standard().month(Bills.costs(days, 100), Bills.START.plusDays(100));
        days[97] *= 20;
        Forecast after = (Forecast) Forecaster.standard().month(Bills.costs(days, 100), Bills.START.plusDays(100));
        double spike = days[97] * 19 / 20;
        double moved = after.expected().minus(before.expected()).amount().doubleValue();

        assertThat(moved).isCloseTo(spike, within(before.expected().amount().doubleValue() * 0.03));
    }

    @Test
    void sameDaysGiveTheSameForecastWhateverTheCurrency() {
        double[] days = Bills.days(Bills.Kind.SKEWED, 90, 5);
        DailyCosts dollars = Bills.costs(days, 90);
        List<BigDecimal> amounts = new ArrayList<>(dollars.amounts());
        Forecast one = (Forecast) Forecaster.standard().month(dollars, Bills.START.plusDays(90));
        Forecast other = (Forecast)
                Forecaster.standard().month(DailyCosts.of("CNY", Bills.START, amounts), Bills.START.plusDays(90));

        assertThat(other.expected().amount()).isEqualTo(one.expected().amount());
        assertThat(other.expected().currency().getCurrencyCode()).isEqualTo("CNY");
    }

    @Test
    void badQuestionsAreRefusedWithWhatToDo() {
        DailyCosts costs = Bills.costs(new double[20], 20);
        LocalDate day = Bills.START;

        assertThatThrownBy(() -> Forecaster.standard().confidence(0.2)).hasMessageContaining("0.5 to 0.99");
        assertThatThrownBy(() -> Forecaster.standard().forecast(costs, day, day, day))
                .hasMessageContaining("not after it begins");
        assertThatThrownBy(() -> Forecaster.standard().forecast(costs, day, day, day.plusYears(3)))
                .hasMessageContaining("400 days");
        assertThatThrownBy(() -> costs.between(day, day.minusDays(1))).hasMessageContaining("before they begin");
    }

    @Test
    void quantilesAreThoseOfTheTables() {
        assertThat(Quantiles.normalReach(0.95)).isCloseTo(1.959964, within(1e-5));
        assertThat(Quantiles.normalReach(0.8)).isCloseTo(1.281552, within(1e-5));
        assertThat(Quantiles.studentReach(0.95, 10)).isCloseTo(2.228139, within(2e-3));
        assertThat(Quantiles.studentReach(0.8, 3)).isCloseTo(1.637744, within(1e-2));
    }
}
