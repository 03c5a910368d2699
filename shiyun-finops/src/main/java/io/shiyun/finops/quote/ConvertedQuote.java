package io.shiyun.finops.quote;

import io.shiyun.finops.money.Conversion;
import io.shiyun.finops.money.ExchangeRates;
import io.shiyun.model.Money;
import io.shiyun.offer.Quote;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Objects;

/**
 * A quote in one currency, exact. The quote itself stays as it was given: what is promised are the amounts in the currencies
 * of their offers, and the converted ones say by which rate of which day.
 *
 * @param quote the quote
 * @param conversions for each line its amount in the currency, with the rate that made it so; the rate of a line that was in
 *     it already is one
 * @param currency the currency
 */
public record ConvertedQuote(Quote quote, List<Conversion> conversions, Currency currency) {
    public ConvertedQuote {
        Objects.requireNonNull(quote, "quote");
        Objects.requireNonNull(currency, "currency");
        conversions = List.copyOf(conversions);
    }

    /**
     * Converts a quote.
     *
     * @param day whose rates count
     * @throws io.shiyun.finops.money.BillingException RATE_MISSING when the table has no rate for that day
     */
    public static ConvertedQuote of(Quote quote, Currency currency, ExchangeRates rates, LocalDate day) {
        return new ConvertedQuote(
                quote,
                quote.lines().stream()
                        .map(line -> rates.convert(line.amount(), currency, day))
                        .toList(),
                currency);
    }

    /** Returns the exact sum of the converted amounts, not rounded. */
    public Money total() {
        return conversions.stream().map(Conversion::converted).reduce(Money.zero(currency), Money::plus);
    }

    /** Returns the rates that were used, in words, each once. */
    public List<String> citations() {
        return conversions.stream()
                .filter(one -> !one.original().currency().equals(currency))
                .map(one -> one.rate() + (one.age() == 0 ? "" : ", the last known on " + one.asked()))
                .distinct()
                .toList();
    }

    @Override
    public String toString() {
        return quote + "\nin " + currency + ": " + total()
                + (citations().isEmpty() ? "" : ", at " + String.join("; ", citations()));
    }
}
