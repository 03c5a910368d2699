package io.shiyun.finops.money;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Amounts as {@code long} multiples of 1e-11, the finest step that the price lists of clouds print in a bill. An amount
 * that has more decimals, or is beyond about 92 million, has no such form; {@link #WIDE} stands for it and the exact
 * value is kept aside. Nothing here rounds.
 */
public final class Fixed {
    /** The decimals of the fixed point. */
    public static final int SCALE = 11;

    /** Stands for no amount. */
    public static final long NULL = Long.MIN_VALUE;

    /** Stands for an amount that is kept aside because a {@code long} at this scale cannot hold it exactly. */
    public static final long WIDE = Long.MIN_VALUE + 1;

    private Fixed() {}

    /** Returns the fixed-point form of an amount, or {@link #WIDE} if it has none. */
    public static long of(BigDecimal amount) {
        if (amount.signum() == 0) {
            return 0;
        }
        BigDecimal plain = amount.scale() > SCALE ? amount.stripTrailingZeros() : amount;
        if (plain.scale() > SCALE || plain.precision() - (long) plain.scale() > 8) {
            return WIDE;
        }
        BigInteger units = plain.setScale(SCALE).unscaledValue();
        return units.bitLength() < Long.SIZE - 1 ? units.longValueExact() : WIDE;
    }

    /** Returns the amount of a fixed-point form, which is neither {@link #NULL} nor {@link #WIDE}. */
    public static BigDecimal toBigDecimal(long fixed) {
        if (fixed <= WIDE) {
            throw new IllegalArgumentException(
                    "No amount at this scale: the marker " + (fixed == NULL ? "NULL" : "WIDE"));
        }
        return BigDecimal.valueOf(fixed, SCALE);
    }
}
