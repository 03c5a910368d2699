package io.shiyun.offer;

import io.shiyun.model.Money;
import io.shiyun.model.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One line of a quote.
 *
 * @param item what was asked for, with the offer as it is bought
 * @param listPrice what the list says that a unit costs
 * @param steps the agreed adjustments of that price, in the order in which they were applied
 * @param unitPrice what a unit costs after them
 * @param amount quantity times time times unit price
 * @param exact whether no division left a rest; where one did, the amount is rounded half-even to 18 decimals, once
 * @param asOf when the price was true; empty when that is not known
 * @param source who said so
 */
public record QuoteLine(
        QuoteItem item,
        Price listPrice,
        List<PriceStep> steps,
        Price unitPrice,
        Money amount,
        boolean exact,
        Optional<Instant> asOf,
        String source) {
    public QuoteLine {
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(listPrice, "listPrice");
        steps = List.copyOf(steps);
        Objects.requireNonNull(unitPrice, "unitPrice");
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(source, "source");
    }

    /** Returns the offer as it is bought. */
    public CatalogueOffer offer() {
        return item.offer();
    }

    /** Returns how long ago the price was true, where that is known. */
    public Optional<Duration> age(Instant now) {
        return asOf.map(then -> Duration.between(then, now));
    }

    @Override
    public String toString() {
        String time = item.months() > 0
                ? " for " + item.months() + " months"
                : item.time().map(known -> " for " + known).orElse("");
        StringBuilder said = new StringBuilder()
                .append(item.quantity().toPlainString())
                .append(" x ")
                .append(offer().thing())
                .append(time)
                .append(" at ")
                .append(unitPrice)
                .append(": ")
                .append(amount)
                .append(exact ? "" : " (rounded to 18 decimals)")
                .append(asOf.map(then -> ", as of " + then).orElse(", of unknown age"))
                .append(source.isEmpty() ? "" : ", by " + source);
        steps.forEach(step -> said.append("; ").append(step));
        return said.toString();
    }
}
