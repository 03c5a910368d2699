package io.shiyun.cost;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A sum without rounding. Amounts that are whole units of 10<sup>-11</sup> and fit in a long go into a 128-bit sum, which
 * 2<sup>64</sup> of them cannot overflow; others into a decimal beside it. Not thread-safe.
 */
final class ExactSum {
    /** Decimals of one unit: what FOCUS data needs at most, by the samples of the large clouds. */
    static final int SCALE = 11;

    private long high;
    private long low;
    private BigDecimal wide = BigDecimal.ZERO;

    /** Adds units of 10<sup>-11</sup>. */
    void add(long units) {
        long sum = low + units;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        high += (units >> 63) + carry;
        low = sum;
    }

    /** Adds any decimal. */
    void add(BigDecimal amount) {
        if (amount.scale() <= SCALE && amount.precision() - amount.scale() <= 7) {
            add(amount.setScale(SCALE).unscaledValue().longValueExact());
            return;
        }
        wide = wide.add(amount);
    }

    /** Adds another sum. */
    void add(ExactSum other) {
        long sum = low + other.low;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        high += other.high + carry;
        low = sum;
        wide = wide.add(other.wide);
    }

    BigDecimal value() {
        BigInteger units = BigInteger.valueOf(high).shiftLeft(64).add(unsigned(low));
        return new BigDecimal(units, SCALE).add(wide);
    }

    private static BigInteger unsigned(long bits) {
        BigInteger value = BigInteger.valueOf(bits & Long.MAX_VALUE);
        return bits < 0 ? value.setBit(63) : value;
    }
}
