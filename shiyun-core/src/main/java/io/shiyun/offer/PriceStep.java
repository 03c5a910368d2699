package io.shiyun.offer;

import io.shiyun.model.Price;
import java.util.Objects;

/**
 * What one agreed adjustment made of a price.
 *
 * @param name the name of the adjustment, such as the number of the contract
 * @param before the price it was applied to
 * @param after what it left, exact
 */
public record PriceStep(String name, Price before, Price after) {
    public PriceStep {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
    }

    @Override
    public String toString() {
        return name + ": " + before + " becomes " + after;
    }
}
