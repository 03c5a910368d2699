package io.shiyun.offer;

import io.shiyun.model.Money;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What something would cost, line by line, by prices that say how old they are and who named them. Immutable. Nothing is
 * reserved by it: what is bought on it may ask that no more is paid. It keeps the catalogue that it was made from in memory.
 *
 * @param lines what was asked for, in its order
 * @param made when it was made
 * @param validUntil until when it counts, itself not included
 * @param notIncluded what comes on top, in words
 */
public record Quote(List<QuoteLine> lines, Instant made, Instant validUntil, List<String> notIncluded) {
    public Quote {
        lines = List.copyOf(lines);
        Objects.requireNonNull(made, "made");
        Objects.requireNonNull(validUntil, "validUntil");
        notIncluded = List.copyOf(notIncluded);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("A quote has a line");
        }
    }

    /** Returns the exact sum of each currency, in the order in which they come. */
    public Map<Currency, Money> totals() {
        Map<Currency, Money> totals = new LinkedHashMap<>();
        lines.forEach(line -> totals.merge(line.amount().currency(), line.amount(), Money::plus));
        return totals;
    }

    /**
     * Returns the exact sum.
     *
     * @throws IllegalStateException when the lines are in several currencies
     */
    public Money total() {
        Map<Currency, Money> totals = totals();
        if (totals.size() > 1) {
            throw new IllegalStateException("The quote is in " + totals.keySet()
                    + ", which have no sum; convert it by dated rates, or ask totals()");
        }
        return totals.values().iterator().next();
    }

    /** Returns whether it still counts. */
    public boolean valid(Instant now) {
        return now.isBefore(validUntil);
    }

    @Override
    public String toString() {
        return lines.stream().map(QuoteLine::toString).collect(Collectors.joining("\n"))
                + "\ntotal "
                + totals().values().stream().map(Money::toString).collect(Collectors.joining(" and "))
                + ", valid until " + validUntil
                + (notIncluded.isEmpty() ? "" : "\nnot included: " + String.join("; ", notIncluded));
    }
}
