package io.shiyun.finops.budget;

import io.shiyun.finops.money.Rounding;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a period will have cost when it ends, with an interval. What is spent already is exact; the rest is an estimate,
 * rounded to 1e-6.
 *
 * @param from the first day of the period
 * @param to the first day after it
 * @param asOf the first day that was not known when this was made
 * @param spent what the known days of the period cost
 * @param expected what the whole period is expected to cost
 * @param lower the lower end of the interval
 * @param upper its upper end
 * @param confidence in how many of a hundred cases the interval should hold the truth, as a share: 0.8 is 80 of 100
 * @param days what is expected of each day that is not known, in order
 * @param basis what it rests on, for people
 */
public record Forecast(
        LocalDate from,
        LocalDate to,
        LocalDate asOf,
        Money spent,
        Money expected,
        Money lower,
        Money upper,
        double confidence,
        List<Day> days,
        List<String> basis)
        implements Outlook {
    /** Decimals of what is estimated. */
    static final int SCALE = 6;

    public Forecast {
        days = List.copyOf(days);
        basis = List.copyOf(basis);
    }

    /**
     * What is expected of one day.
     *
     * @param day which
     * @param expected its cost
     * @param total what the period is expected to have cost up to and with this day
     * @param lower the lower end of the interval of the period's total up to and with this day
     * @param upper its upper end
     */
    public record Day(LocalDate day, BigDecimal expected, BigDecimal total, BigDecimal lower, BigDecimal upper) {}

    /**
     * Says when an amount will be spent.
     *
     * @param amount in the currency of the forecast
     * @throws IllegalArgumentException when it is in another currency
     */
    public BudgetReach reach(Money amount) {
        if (!amount.currency().equals(spent.currency())) {
            throw new IllegalArgumentException(
                    "The forecast is in " + spent.currency() + " and cannot say when " + amount + " is spent");
        }
        if (spent.amount().compareTo(amount.amount()) >= 0) {
            return BudgetReach.already(to);
        }
        return new BudgetReach(
                false, first(Day::upper, amount), first(Day::total, amount), first(Day::lower, amount), to);
    }

    private Optional<LocalDate> first(Function<Day, BigDecimal> course, Money amount) {
        return days.stream()
                .filter(day -> course.apply(day).compareTo(amount.amount()) >= 0)
                .map(day ->
                        day.day().isBefore(asOf) ? asOf : day.day()) // a bill that is missing is of a day that is over
                .findFirst();
    }

    @Override
    public String words() {
        return "expected " + Rounding.words(expected) + ", between " + Rounding.words(lower) + " and "
                + Rounding.words(upper) + " in " + Math.round(confidence * 100) + " of 100 cases";
    }
}
