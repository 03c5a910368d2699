package io.shiyun.finops.budget;

import io.shiyun.finops.money.Conversion;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What something cost, day by day, in one currency. Exact.
 *
 * @param currency of all amounts
 * @param from the first day, UTC
 * @param amounts one a day without a gap, the first one of {@code from}; a day on which nothing was charged has zero
 * @param missing days whose bills are not in, wholly or in part: their amounts count as spent, and nothing is learnt from
 *     them
 * @param conversions what was converted of other currencies, each day's amount by its own, with the rates; empty when
 *     nothing was
 */
public record DailyCosts(
        Currency currency,
        LocalDate from,
        List<BigDecimal> amounts,
        Set<LocalDate> missing,
        List<Conversion> conversions) {
    /** The most days: a hundred years. */
    public static final int MOST_DAYS = 36_525;

    /** Costs of which nothing was converted. */
    public DailyCosts(Currency currency, LocalDate from, List<BigDecimal> amounts, Set<LocalDate> missing) {
        this(currency, from, amounts, missing, List.of());
    }

    public DailyCosts {
        Objects.requireNonNull(currency, "currency");
        Objects.requireNonNull(from, "from");
        amounts = List.copyOf(amounts);
        conversions = List.copyOf(conversions);
        missing = Collections.unmodifiableSet(new TreeSet<>(missing));
        if (amounts.size() > MOST_DAYS) {
            throw new IllegalArgumentException(amounts.size() + " days are too many; " + MOST_DAYS + " is the most");
        }
    }

    /** Returns costs of days that are all known. */
    public static DailyCosts of(String currency, LocalDate from, List<BigDecimal> amounts) {
        return new DailyCosts(Currency.getInstance(currency), from, amounts, Set.of());
    }

    /** Returns the first day after the last one. */
    public LocalDate to() {
        return from.plusDays(amounts.size());
    }

    /** Returns what a day cost, or nothing when it is not among the days. */
    public BigDecimal on(LocalDate day) {
        long index = day.toEpochDay() - from.toEpochDay();
        return index < 0 || index >= amounts.size() ? BigDecimal.ZERO : amounts.get((int) index);
    }

    /** Returns whether the bills of a day are in. */
    public boolean knows(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(to()) && !missing.contains(day);
    }

    /** Returns the exact sum of the days from one to another, which is no longer among them. */
    public Money total(LocalDate first, LocalDate end) {
        BigDecimal sum = BigDecimal.ZERO;
        LocalDate last = end.isAfter(to()) ? to() : end;
        for (LocalDate day = first.isBefore(from) ? from : first; day.isBefore(last); day = day.plusDays(1)) {
            sum = sum.add(on(day));
        }
        return new Money(sum, currency);
    }

    /** Returns the days from one to another, which is no longer among them; days beyond these cost nothing. */
    public DailyCosts between(LocalDate first, LocalDate end) {
        if (end.isBefore(first)) {
            throw new IllegalArgumentException("The days end on " + end + ", before they begin on " + first);
        }
        List<BigDecimal> part = new ArrayList<>();
        for (LocalDate day = first; day.isBefore(end); day = day.plusDays(1)) {
            part.add(on(day));
        }
        return new DailyCosts(currency, first, part, missing, conversions(first, end));
    }

    /** Returns the conversions of the days from one to another, which is no longer among them. */
    public List<Conversion> conversions(LocalDate first, LocalDate end) {
        return conversions.stream()
                .filter(one -> !one.asked().isBefore(first) && one.asked().isBefore(end))
                .toList();
    }

    /** Returns the same with these days known not to be in. */
    public DailyCosts missing(Set<LocalDate> days) {
        return new DailyCosts(currency, from, amounts, days, conversions);
    }
}
