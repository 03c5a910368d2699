package io.shiyun.cost;

import io.shiyun.model.Per;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What one thing costs from a moment on: {@code price * time / unit}, rounded half-even to 10<sup>-11</sup> at every
 * moment asked for. The cost between two moments is the difference of the two, so that it adds up however time is cut.
 */
final class Rate {
    private static final BigInteger MICROS = BigInteger.valueOf(1_000_000);

    private final Instant from;
    /** Price of one unit of time in units of 10<sup>-scale</sup>. */
    private final BigInteger price;

    private final BigInteger divisor;
    /** As {@link #price} and {@link #divisor} where both fit and the price is whole at 10<sup>-11</sup>; otherwise 0. */
    private final long quickPrice;

    private final long quickDivisor;

    /**
     * A rate.
     *
     * @param price of all of the thing for one unit
     * @param seconds in one unit
     * @param from when it begins to cost
     */
    Rate(BigDecimal price, long seconds, Instant from) {
        this.from = from;
        BigDecimal stripped = price.stripTrailingZeros();
        int scale = Math.max(ExactSum.SCALE, stripped.scale());
        this.price = stripped.setScale(scale).unscaledValue();
        this.divisor =
                BigInteger.valueOf(seconds).multiply(MICROS).multiply(BigInteger.TEN.pow(scale - ExactSum.SCALE));
        boolean quick = this.price.bitLength() < 63 && this.divisor.bitLength() < 62;
        this.quickPrice = quick ? this.price.longValueExact() : 0;
        this.quickDivisor = quick ? this.divisor.longValueExact() : 0;
    }

    /** The seconds in a unit of time, of space over time, too. */
    static long seconds(Per per) {
        return per == Per.GIB_MONTH ? Per.MONTH.seconds() : per.seconds();
    }

    /** The cost from one moment to a later one. Nothing costs before it began. */
    BigDecimal between(Instant start, Instant end) {
        return upTo(end).subtract(upTo(start));
    }

    /** The cost from the beginning up to a moment, with 11 decimals. */
    BigDecimal upTo(Instant moment) {
        if (!moment.isAfter(from)) {
            return BigDecimal.ZERO;
        }
        long micros = ChronoUnit.MICROS.between(from, moment);
        if (quickDivisor > 0 && Math.multiplyHigh(quickPrice, micros) == quickPrice >> 63) {
            long product = quickPrice * micros;
            if (product < 0 == quickPrice < 0) {
                return BigDecimal.valueOf(divideHalfEven(product, quickDivisor), ExactSum.SCALE);
            }
        }
        BigDecimal product = new BigDecimal(price.multiply(BigInteger.valueOf(micros)));
        BigInteger units = product.divide(new BigDecimal(divisor), 0, RoundingMode.HALF_EVEN)
                .unscaledValue();
        return new BigDecimal(units, ExactSum.SCALE);
    }

    private static long divideHalfEven(long product, long divisor) {
        long quotient = product / divisor;
        long twice = 2 * Math.abs(product % divisor);
        if (twice > divisor || (twice == divisor && (quotient & 1) != 0)) {
            return quotient + (product < 0 ? -1 : 1);
        }
        return quotient;
    }
}
