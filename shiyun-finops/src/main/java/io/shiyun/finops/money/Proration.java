package io.shiyun.finops.money;

import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * The share of a price for a term that falls on some of its days, by actual days. The share up to a day is {@code price *
 * days / term}, rounded to the minor unit; the share of a stretch is the difference of two of those. So the shares of
 * stretches that make up the term add to the price, to the last unit, however the term is cut.
 */
public final class Proration {
    private Proration() {}

    /**
     * Returns the share of the days from {@code from} to {@code to}, itself not included; days outside the term count
     * nothing.
     *
     * @throws IllegalArgumentException if the term or the stretch ends before it begins, or the term has no day
     */
    public static Money share(
            Money price, LocalDate termStart, LocalDate termEnd, LocalDate from, LocalDate to, Rounding rounding) {
        if (!termStart.isBefore(termEnd)) {
            throw new IllegalArgumentException("A term from " + termStart + " to " + termEnd
                    + " has no day; it ends, itself not included, after it begins");
        }
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("Days from " + from + " to " + to + " end before they begin");
        }
        return upTo(price, termStart, termEnd, to, rounding).minus(upTo(price, termStart, termEnd, from, rounding));
    }

    private static Money upTo(Money price, LocalDate start, LocalDate end, LocalDate day, Rounding rounding) {
        if (!day.isBefore(end)) {
            return price;
        }
        if (!day.isAfter(start)) {
            return Money.zero(price.currency());
        }
        BigDecimal days = BigDecimal.valueOf(ChronoUnit.DAYS.between(start, day));
        return rounding.quotient(price.times(days), BigDecimal.valueOf(ChronoUnit.DAYS.between(start, end)));
    }
}
