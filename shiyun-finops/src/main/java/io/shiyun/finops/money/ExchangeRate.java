package io.shiyun.finops.money;

import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Objects;

/**
 * What one unit of a currency is worth in another on a day, and who says so.
 *
 * @param from the currency that is given
 * @param to the currency that is received
 * @param date the day for which it holds
 * @param rate units of {@code to} for one of {@code from}, above zero
 * @param source who published it, such as {@code PBOC central parity}
 */
public record ExchangeRate(Currency from, Currency to, LocalDate date, BigDecimal rate, String source) {
    public ExchangeRate {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(date, "date");
        if (rate.signum() <= 0) {
            throw new IllegalArgumentException("The rate from " + from + " to " + to + " on " + date + " is "
                    + rate.toPlainString() + "; a rate is above zero");
        }
        if (from.equals(to) && rate.compareTo(BigDecimal.ONE) != 0) {
            throw new IllegalArgumentException("One " + from + " is one " + to + ", not " + rate.toPlainString());
        }
        if (source.isBlank()) {
            throw new IllegalArgumentException(
                    "The rate from " + from + " to " + to + " on " + date + " has no source; name who published it");
        }
        rate = rate.stripTrailingZeros();
    }

    /** Returns the rate of one unit of {@code from} in {@code to}, both ISO 4217. */
    public static ExchangeRate of(String from, String to, LocalDate date, String rate, String source) {
        return new ExchangeRate(Rounding.currency(from), Rounding.currency(to), date, new BigDecimal(rate), source);
    }

    /**
     * Returns the rate of the other direction, which is a quotient and so has to be cut somewhere: at {@code digits}
     * significant digits, half-even. The source says so.
     */
    public ExchangeRate inverse(int digits) {
        BigDecimal quotient = BigDecimal.ONE.divide(rate, new MathContext(digits, RoundingMode.HALF_EVEN));
        return new ExchangeRate(to, from, date, quotient, source + ", inverse to " + digits + " digits");
    }

    /**
     * Returns the rate by way of a third currency: the exact product of this and the next.
     *
     * @throws IllegalArgumentException unless the next begins where this ends, on the same day
     */
    public ExchangeRate through(ExchangeRate next) {
        if (!to.equals(next.from) || !date.equals(next.date)) {
            throw new IllegalArgumentException(this + " does not lead on to " + next
                    + "; the second begins with the currency in which the first ends, on the same day");
        }
        return new ExchangeRate(
                from, next.to, date, rate.multiply(next.rate), source + " and " + next.source + ", by way of " + to);
    }

    /** Returns an amount's exact worth, not rounded. */
    Money apply(Money amount) {
        return new Money(amount.amount().multiply(rate), to);
    }

    @Override
    public String toString() {
        return "1 " + from + " = " + rate.toPlainString() + " " + to + " on " + date + " (" + source + ")";
    }
}
