package io.shiyun.finops.cube;

import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/**
 * One group of an answer.
 *
 * @param key its values, in the order of the dimensions asked for; the empty text is no value
 * @param currency the code of the currency of its amounts
 * @param rows how many rows of bills it has
 * @param amounts the exact sums, each cost for itself
 */
public record CubeRow(List<String> key, String currency, long rows, Map<Cost, BigDecimal> amounts) {
    public CubeRow {
        key = List.copyOf(key);
        amounts = Map.copyOf(amounts);
    }

    /**
     * Returns the exact sum of a cost.
     *
     * @throws IllegalArgumentException when it was not asked for
     */
    public BigDecimal amount(Cost cost) {
        BigDecimal amount = amounts.get(cost);
        if (amount == null) {
            throw new IllegalArgumentException(cost + " was not asked for, only " + amounts.keySet());
        }
        return amount;
    }

    /** Returns the exact sum of a cost with its currency, which must be one of ISO 4217. */
    public Money money(Cost cost) {
        return new Money(amount(cost), Currency.getInstance(currency));
    }
}
