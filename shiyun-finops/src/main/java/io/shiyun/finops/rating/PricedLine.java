package io.shiyun.finops.rating;

import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A line as it is sold.
 *
 * @param cost what it cost
 * @param price what it is sold for, exact, in the same currency
 * @param changes what rules and promotions made of the cost, in their order; none if it is sold at cost
 */
public record PricedLine(RatedLine cost, Money price, List<PriceChange> changes) {
    public PricedLine {
        Objects.requireNonNull(cost, "cost");
        Objects.requireNonNull(price, "price");
        changes = List.copyOf(changes);
    }

    /** Returns a line that is sold at cost. */
    public static PricedLine atCost(RatedLine line) {
        return new PricedLine(line, line.amount(), List.of());
    }

    /** Returns this at another price, and by what. */
    PricedLine changed(String name, Money to) {
        List<PriceChange> more = new ArrayList<>(changes);
        more.add(new PriceChange(name, price, to));
        return new PricedLine(cost, to, more);
    }

    /** Returns the names of the rules and promotions that made the price, in their order. */
    public List<String> rules() {
        return changes.stream().map(PriceChange::name).toList();
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
