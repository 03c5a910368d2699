package io.shiyun.finops.rating;

import io.shiyun.finops.money.BillingException;
import io.shiyun.finops.money.BillingException.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A market's price of a unit of time: what it is from each moment on, until the next. Immutable. */
public final class SpotPrice implements Pricing {
    private final NavigableMap<Instant, BigDecimal> prices;

    private SpotPrice(NavigableMap<Instant, BigDecimal> prices) {
        this.prices = prices;
    }

    /**
     * Returns a price from its history.
     *
     * @param prices the price from each moment on, zero or more
     */
    public static SpotPrice of(Map<Instant, BigDecimal> prices) {
        prices.forEach((from, price) -> {
            if (price.signum() < 0) {
                throw new IllegalArgumentException(
                        "The spot price from " + from + " is " + price.toPlainString() + "; a price is zero or more");
            }
        });
        return new SpotPrice(Collections.unmodifiableNavigableMap(new TreeMap<>(prices)));
    }

    /** Returns the price from each moment on. */
    public NavigableMap<Instant, BigDecimal> prices() {
        return prices;
    }

    /** Returns the price at a moment. */
    BigDecimal at(Instant moment, String item) {
        Map.Entry<Instant, BigDecimal> entry = prices.floorEntry(moment);
        if (entry == null) {
            throw new BillingException(
                    Reason.PRICE_MISSING,
                    "No spot price of " + item + " at " + moment + "; its history begins "
                            + (prices.isEmpty() ? "nowhere" : "at " + prices.firstKey()) + "; add the earlier prices");
        }
        return entry.getValue();
    }
}
