package io.shiyun.finops.budget;

import io.shiyun.finops.money.Rounding;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

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
     * @param lower the lower end of the interval of the period's total up to and with this day
     * @param upper its upper end
     */
    public record Day(LocalDate day, BigDecimal expected, BigDecimal lower, BigDecimal upper) {}

    @Override
    public String words() {
        return "expected " + Rounding.words(expected) + ", between " + Rounding.words(lower) + " and "
                + Rounding.words(upper) + " in " + Math.round(confidence * 100) + " of 100 cases";
    }
}
