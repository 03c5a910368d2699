package io.shiyun.finops.rating;

import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * A line as it is sold.
 *
 * @param cost what it cost
 * @param price what it is sold for, exact, in the same currency
 * @param rules the names of the rules that made the price, in their order; none if it is sold at cost
 */
public record PricedLine(RatedLine cost, Money price, List<String> rules) {
    public PricedLine {
        Objects.requireNonNull(cost, "cost");
        Objects.requireNonNull(price, "price");
        rules = List.copyOf(rules);
    }

    /** Returns what is earned by it. */
    public Money margin() {
        return price.minus(cost.amount());
    }

    /** Returns the margin's part of the price, with six decimals; zero if the price is zero. */
    public BigDecimal marginRatio() {
        return price.amount().signum() == 0 ? BigDecimal.ZERO : Quotients.ratio(margin().amount(), price.amount());
    }
}
