package io.shiyun.finops.money;

import io.shiyun.finops.money.BillingException.Reason;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A table of dated rates, the only way from one currency to another. A rate serves its own day and direction; a day
 * without one is an error, unless {@link #lastKnownWithin} allows an older rate. No rate is inverted or put together
 * unasked: {@link ExchangeRate#inverse} and {@link ExchangeRate#through} make entries that say what they are.
 * Immutable.
 */
public final class ExchangeRates {
    private record Pair(Currency from, Currency to) {}

    private final Map<Pair, NavigableMap<LocalDate, ExchangeRate>> table;
    private final int oldest;

    private ExchangeRates(Map<Pair, NavigableMap<LocalDate, ExchangeRate>> table, int oldest) {
        this.table = table;
        this.oldest = oldest;
    }

    /**
     * Returns a table of rates.
     *
     * @throws IllegalArgumentException if two are for the same pair and day, even if they are equal
     */
    public static ExchangeRates of(Collection<ExchangeRate> rates) {
        Map<Pair, NavigableMap<LocalDate, ExchangeRate>> table = new HashMap<>();
        for (ExchangeRate rate : rates) {
            ExchangeRate other = table.computeIfAbsent(new Pair(rate.from(), rate.to()), pair -> new TreeMap<>())
                    .putIfAbsent(rate.date(), rate);
            if (other != null) {
                throw new IllegalArgumentException(
                        "Two rates for one day: " + other + " and " + rate + "; keep the one that the contract names");
            }
        }
        return new ExchangeRates(table, 0);
    }

    /** Returns the same table, where a day without a rate takes the last one before it, if it is at most so old. */
    public ExchangeRates lastKnownWithin(int days) {
        if (days < 0) {
            throw new IllegalArgumentException("A rate cannot be " + days + " days old; give zero or more");
        }
        return new ExchangeRates(table, days);
    }

    /**
     * Returns the rate for a day.
     *
     * @throws BillingException {@link Reason#RATE_MISSING} if there is none, with the nearest earlier one
     */
    public ExchangeRate rate(Currency from, Currency to, LocalDate date) {
        if (from.equals(to)) {
            return new ExchangeRate(from, to, date, BigDecimal.ONE, "same currency");
        }
        NavigableMap<LocalDate, ExchangeRate> rates = table.get(new Pair(from, to));
        Map.Entry<LocalDate, ExchangeRate> known = rates == null ? null : rates.floorEntry(date);
        if (known == null) {
            throw new BillingException(
                    Reason.RATE_MISSING,
                    "No rate from " + from + " to " + to + " on or before " + date + "; put one into the table");
        }
        long age = ChronoUnit.DAYS.between(known.getKey(), date);
        if (age > oldest) {
            throw new BillingException(
                    Reason.RATE_MISSING,
                    "No rate from " + from + " to " + to + " on " + date + "; the last one before is "
                            + known.getValue()
                            + ", " + age + " days old, and at most " + oldest
                            + " are allowed; put that day's rate into the table, or allow an older one");
        }
        return known.getValue();
    }

    /**
     * Returns an amount in another currency, exact, with the rate that made it so.
     *
     * @throws BillingException {@link Reason#RATE_MISSING} if there is no rate for that day
     */
    public Conversion convert(Money amount, Currency to, LocalDate date) {
        ExchangeRate rate = rate(amount.currency(), to, date);
        return new Conversion(amount, rate.apply(amount), rate, date);
    }
}
