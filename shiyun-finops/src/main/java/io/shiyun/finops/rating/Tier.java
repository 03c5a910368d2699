package io.shiyun.finops.rating;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A step of a price: what a unit costs above one quantity and up to another, which belongs to it.
 *
 * @param from the quantity above which it begins
 * @param to the last quantity in it, or null if it has no end
 * @param unitPrice of one unit; zero in a free tier
 * @param flat what is charged once when the tier is entered
 */
public record Tier(BigDecimal from, @Nullable BigDecimal to, BigDecimal unitPrice, BigDecimal flat) {
    public Tier {
        Objects.requireNonNull(from, "from");
        if (from.signum() < 0) {
            throw new IllegalArgumentException("A tier begins at zero or above, not at " + from.toPlainString());
        }
        if (to != null && to.compareTo(from) <= 0) {
            throw new IllegalArgumentException("A tier from " + from.toPlainString() + " to " + to.toPlainString()
                    + " holds nothing; its end lies above its beginning");
        }
        if (unitPrice.signum() < 0 || flat.signum() < 0) {
            throw new IllegalArgumentException("The tier from " + from.toPlainString()
                    + " has a negative price; write a discount as a rule or a credit note");
        }
    }

    /** Returns a tier of numbers written as decimals, without a flat part; {@code to} is null for the last. */
    public static Tier of(String from, @Nullable String to, String unitPrice) {
        return new Tier(
                new BigDecimal(from),
                to == null ? null : new BigDecimal(to),
                new BigDecimal(unitPrice),
                BigDecimal.ZERO);
    }

    /** Returns this with an amount that is charged once when it is entered. */
    public Tier plus(BigDecimal flat) {
        return new Tier(from, to, unitPrice, flat);
    }

    @Override
    public String toString() {
        return "above " + from.toPlainString() + (to == null ? "" : " up to " + to.toPlainString());
    }
}
