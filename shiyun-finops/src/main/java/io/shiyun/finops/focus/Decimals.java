package io.shiyun.finops.focus;

import io.shiyun.finops.money.Fixed;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Decimals straight from the bytes of a file: sign, digits, point, digits, exponent of ten; nothing else, no rounding. */
final class Decimals {
    /** Not a decimal; no decimal has this value as its fixed-point form. */
    static final long BAD = Long.MIN_VALUE + 2;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ZEROS = 0x3030303030303030L;
    /** The longest decimal without an exponent. */
    static final int MAX_PLAIN = 256;

    /** The longest with one, so that without it none is longer than {@link #MAX_PLAIN}. */
    private static final int MAX_LENGTH = 100;

    private static final int MAX_EXPONENT = 100;
    private static final long[] TENS = new long[19];

    static {
        TENS[0] = 1;
        for (int i = 1; i < TENS.length; i++) {
            TENS[i] = TENS[i - 1] * 10;
        }
    }

    private Decimals() {}

    /**
     * Returns the fixed-point form, {@link Fixed#WIDE} if {@link #exact} must be asked, or {@link #BAD}. The bytes must be
     * readable for 8 past the end.
     */
    static long fixed(byte[] bytes, int from, int to) {
        int at = from;
        boolean negative = at < to && bytes[at] == '-';
        at += negative ? 1 : 0;
        int whole = to - Fixed.SCALE - 1 - at;
        if (whole > 0 && whole <= 4 && to >= 16 && bytes[to - Fixed.SCALE - 1] == '.') {
            // Eleven decimals, the commonest form: the last sixteen bytes without the point, zeros for what is ahead.
            long last = (long) WORDS.get(bytes, to - 8);
            long word = (long) WORDS.get(bytes, to - 16);
            int ahead = (4 - whole) << 3;
            long units = ((word & 0xFFFFFFFFL) >>> ahead) << (ahead + 8);
            long first = (word & 0xFFFFFF0000000000L) | units | (ZEROS & ((1L << (ahead + 8)) - 1));
            if (allDigits(first) & allDigits(last)) {
                long value = eightDigits(first) * 100_000_000 + eightDigits(last);
                return negative ? -value : value;
            }
        }
        return slow(bytes, from, to, at, negative);
    }

    private static long slow(byte[] bytes, int from, int to, int start, boolean negative) {
        int at = start;
        int digits = at;
        long value = 0;
        while (at < to && (bytes[at] ^ '0') < 10 && bytes[at] >= '0') {
            value = value * 10 + (bytes[at++] ^ '0');
        }
        int count = at - digits;
        int decimals = 0;
        if (at < to && bytes[at] == '.') {
            int point = ++at;
            if (at + 8 <= to) {
                long word = (long) WORDS.get(bytes, at);
                if (allDigits(word)) {
                    value = value * 100_000_000 + eightDigits(word);
                    at += 8;
                }
            }
            while (at < to && (bytes[at] ^ '0') < 10 && bytes[at] >= '0') {
                value = value * 10 + (bytes[at++] ^ '0');
            }
            decimals = at - point;
        }
        return rest(bytes, from, to, at, negative ? -value : value, count, decimals);
    }

    /** Returns the exact value of what {@link #fixed} calls wide. */
    static BigDecimal exact(byte[] bytes, int from, int to) {
        return new BigDecimal(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }

    private static long rest(byte[] bytes, int from, int to, int at, long value, int count, int decimals) {
        if (count + decimals == 0 || to - from > (at < to ? MAX_LENGTH : MAX_PLAIN)) {
            return BAD;
        }
        int exponent = 0;
        if (at < to) {
            exponent = exponent(bytes, at, to);
            if (exponent == Integer.MIN_VALUE) {
                return BAD;
            }
        }
        if (count + decimals > 18) {
            return Fixed.of(exact(bytes, from, to));
        }
        if (value == 0) {
            return 0;
        }
        int shift = Fixed.SCALE - decimals + exponent;
        if (shift < 0) {
            return -shift <= 18 && value % TENS[-shift] == 0 ? value / TENS[-shift] : Fixed.WIDE;
        }
        if (shift > 18 || Math.abs(value) > Long.MAX_VALUE / TENS[shift]) {
            return Fixed.WIDE;
        }
        return value * TENS[shift];
    }

    /** FOCUS has no plus sign in an exponent; AWS and Oracle write one, so it is read. */
    private static int exponent(byte[] bytes, int from, int to) {
        int at = from;
        if ((bytes[at++] | 0x20) != 'e') {
            return Integer.MIN_VALUE;
        }
        boolean negative = at < to && bytes[at] == '-';
        if (at < to && (negative || bytes[at] == '+')) {
            at++;
        }
        if (at == to || to - at > 4) {
            return Integer.MIN_VALUE;
        }
        int exponent = 0;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return Integer.MIN_VALUE;
            }
            exponent = exponent * 10 + digit;
        }
        return exponent > MAX_EXPONENT ? Integer.MIN_VALUE : negative ? -exponent : exponent;
    }

    private static boolean allDigits(long word) {
        return ((word & 0xF0F0F0F0F0F0F0F0L) | (((word + 0x0606060606060606L) & 0xF0F0F0F0F0F0F0F0L) >>> 4))
                == 0x3333333333333333L;
    }

    /** Eight digits in three multiplications: pairs, then fours, then all. */
    private static long eightDigits(long word) {
        long digits = word & 0x0F0F0F0F0F0F0F0FL;
        digits = digits * 10 + (digits >>> 8);
        return (((digits & 0x000000FF000000FFL) * 0x000F424000000064L)
                        + ((digits >>> 16 & 0x000000FF000000FFL) * 0x0000271000000001L))
                >>> 32;
    }
}
