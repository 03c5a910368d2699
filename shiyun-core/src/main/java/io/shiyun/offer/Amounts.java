package io.shiyun.offer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Exact amounts as longs of 1e-16 where that is exact, and as a floor of it beside the exact {@link BigDecimal} where it
 * is not. Two floors that differ order the amounts; equal ones leave it to the exact values.
 */
final class Amounts {
    /** Decimals of the fixed point. */
    static final int SCALE = 16;
    /** Stands for no amount at all. */
    static final long NONE = -1;

    private static final int LONGEST = 60;
    private static final int MOST_EXPONENT = 40;
    private static final long[] TEN = new long[19];

    static {
        TEN[0] = 1;
        for (int i = 1; i < TEN.length; i++) {
            TEN[i] = TEN[i - 1] * 10;
        }
    }

    private Amounts() {}

    /** Returns the amount in units of 1e-16, rounded down, or the largest long when it is more than that. */
    static long floor(BigDecimal amount) {
        BigDecimal whole = amount.setScale(SCALE, RoundingMode.FLOOR);
        return whole.unscaledValue().bitLength() < Long.SIZE
                ? whole.unscaledValue().longValue()
                : Long.MAX_VALUE;
    }

    /** Returns the amount itself when its floor does not tell all of it, else null. */
    static @Nullable BigDecimal wide(BigDecimal amount, long floor) {
        return amount.compareTo(BigDecimal.valueOf(floor, SCALE)) == 0 ? null : amount;
    }

    /**
     * Reads plain decimals of at most 18 digits and 16 places.
     *
     * @return the amount in units of 1e-16, or {@link #NONE} when this is not such a number: {@link #parse} tells more
     */
    static long quick(byte[] text, int start, int end) {
        long digits = digits(text, start, end);
        int decimals = decimals(text, start, end);
        if (digits == NONE || decimals > SCALE) {
            return NONE;
        }
        return product(digits, TEN[SCALE - decimals]);
    }

    /**
     * Reads plain decimals of at most 18 digits.
     *
     * @return the product with this factor, rounded down, or {@link #NONE} when this is not such a number or the product of
     *     its digits and the factor is beyond a long: {@link #parse} tells more
     */
    static long times(byte[] text, int start, int end, long factor) {
        long digits = digits(text, start, end);
        long product = digits == NONE ? NONE : product(digits, factor);
        int decimals = decimals(text, start, end);
        return product == NONE || decimals == 0 ? product : product / TEN[decimals];
    }

    /** Returns how many digits stand behind the point. */
    static int decimals(byte[] text, int start, int end) {
        int at = start;
        while (at < end && text[at] != '.') {
            at++;
        }
        return Math.max(0, end - at - 1);
    }

    private static long digits(byte[] text, int start, int end) {
        long digits = 0;
        int count = 0;
        int points = 0;
        for (int i = start; i < end; i++) {
            int digit = text[i] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
                count++;
            } else if (text[i] != '.' || ++points > 1) {
                return NONE;
            }
        }
        return count == 0 || count > 18 ? NONE : digits;
    }

    private static long product(long digits, long factor) {
        return Math.multiplyHigh(digits, factor) == 0 && digits * factor >= 0 ? digits * factor : NONE;
    }

    /** Reads a number of any form that is not absurd, or null when it is none. */
    static @Nullable BigDecimal parse(byte[] text, int start, int end) {
        if (end == start || end - start > LONGEST) {
            return null;
        }
        for (int i = start; i < end; i++) {
            if ("0123456789.eE+-".indexOf(text[i]) < 0) {
                return null;
            }
        }
        try {
            BigDecimal amount = new BigDecimal(new String(text, start, end - start, StandardCharsets.US_ASCII));
            return Math.abs((long) amount.scale()) > MOST_EXPONENT ? null : amount;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
