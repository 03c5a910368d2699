package io.shiyun.cost;

import io.shiyun.model.Money;
import java.util.List;

/**
 * The cost of one group in one currency.
 *
 * @param key its value in each dimension, in their order; empty where it has none
 * @param cost exact
 */
public record CostRow(List<String> key, Money cost) {
    /** Copies the key. */
    public CostRow {
        key = List.copyOf(key);
    }
}
