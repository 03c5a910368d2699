package io.shiyun.finops.money;

import io.shiyun.finops.money.BillingException.Reason;
import io.shiyun.model.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Conversions of one answer into one currency. Days without a rate are collected, so that one error names them all. For one
 * thread.
 */
public final class Conversions {
    private static final int NAMED = 5;

    private final ExchangeRates rates;
    private final Currency to;
    private final List<String> lacking = new ArrayList<>();
    private @Nullable BillingException first;

    /** Converts to a currency by a table. */
    public Conversions(ExchangeRates rates, Currency to) {
        this.rates = rates;
        this.to = to;
    }

    /** Returns an amount's worth at the rate of a day, or empty when there is none; {@link #check} then refuses. */
    public Optional<Conversion> convert(Money amount, LocalDate day) {
        try {
            return Optional.of(rates.convert(amount, to, day));
        } catch (BillingException e) {
            if (e.reason() != Reason.RATE_MISSING) {
                throw e;
            }
            if (first == null) {
                first = e;
            }
            lacking.add(amount.currency() + " to " + to + " on " + day);
            return Optional.empty();
        }
    }

    /**
     * Ends it.
     *
     * @throws BillingException {@link Reason#RATE_MISSING} if a rate was missing: with pair and day of the first ones, and
     *     how many there are
     */
    public void check() {
        BillingException missing = first;
        if (missing == null) {
            return;
        }
        List<String> all = lacking.stream().distinct().toList();
        if (all.size() == 1) {
            throw missing;
        }
        String more = all.stream().skip(1).limit(NAMED).collect(Collectors.joining(", "));
        int unnamed = all.size() - 1 - NAMED;
        throw new BillingException(
                Reason.RATE_MISSING,
                missing.getMessage() + "; nor is there one from " + more
                        + (unnamed > 0 ? ", nor for " + unnamed + " more" : ""),
                missing);
    }

    /** Returns the rates that were used, each once, by day and then by currency; those of a currency to itself left out. */
    public static List<ExchangeRate> rates(List<Conversion> conversions) {
        return conversions.stream()
                .map(Conversion::rate)
                .filter(rate -> !rate.from().equals(rate.to()))
                .distinct()
                .sorted(Comparator.comparing(ExchangeRate::date)
                        .thenComparing(rate -> rate.from().getCurrencyCode()))
                .toList();
    }

    /** Returns in a sentence by which rates was converted; empty when none was used. */
    public static String words(List<Conversion> conversions) {
        List<ExchangeRate> used = rates(conversions);
        if (used.isEmpty()) {
            return "";
        }
        if (used.size() == 1) {
            return "converted at " + used.get(0);
        }
        String from = used.stream()
                .map(rate -> rate.from().getCurrencyCode())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String sources =
                used.stream().map(ExchangeRate::source).distinct().limit(NAMED).collect(Collectors.joining(", "));
        return from + " converted to " + used.get(0).to() + " at " + used.size() + " rates from "
                + used.get(0).date() + " to " + used.get(used.size() - 1).date() + " (" + sources + ")";
    }
}
