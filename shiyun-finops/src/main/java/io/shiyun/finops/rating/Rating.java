package io.shiyun.finops.rating;

import io.shiyun.model.Money;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a period costs.
 *
 * @param period the days
 * @param lines what is charged, by thing and time
 * @param commitments how commitments were used, in their order
 */
public record Rating(BillingPeriod period, List<RatedLine> lines, List<CommitmentUse> commitments) {
    public Rating {
        Objects.requireNonNull(period, "period");
        lines = List.copyOf(lines);
        commitments = List.copyOf(commitments);
    }

    /** Returns the exact sum in each currency, by code. */
    public Map<String, Money> totals() {
        Map<String, Money> totals = new TreeMap<>();
        for (RatedLine line : lines) {
            Currency currency = line.amount().currency();
            totals.merge(currency.getCurrencyCode(), line.amount(), Money::plus);
        }
        return totals;
    }
}
