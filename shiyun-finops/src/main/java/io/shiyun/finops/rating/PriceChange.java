package io.shiyun.finops.rating;

import io.shiyun.model.Money;
import java.util.Objects;

/**
 * What one rule or promotion made of the price of a line.
 *
 * @param name the name of the rule or promotion
 * @param before the price it was applied to
 * @param after the price it left, exact
 */
public record PriceChange(String name, Money before, Money after) {
    public PriceChange {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
    }

    /** Returns what it took off; below zero when it put something on. */
    public Money off() {
        return before.minus(after);
    }
}
