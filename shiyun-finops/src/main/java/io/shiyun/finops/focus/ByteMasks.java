package io.shiyun.finops.focus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Where a byte stands among 64: one bit for each, the lowest for the first, from eight words of eight bytes. */
final class ByteMasks {
    /** The bytes that each question looks at. */
    static final int WIDTH = 64;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long LOW = 0x7F7F7F7F7F7F7F7FL;
    private static final long HIGH = ~LOW;
    private static final long BITS = 0x28 * ONES;
    private static final long QUOTE_OR_BREAK = 0x2A * ONES;

    /** Moves the high bits of eight bytes into the top byte: no two of its partial products meet. */
    private static final long GATHER = 0x0002040810204081L;

    private ByteMasks() {}

    /** Returns where a byte stands, given as eight copies of it. */
    static long of(byte[] bytes, int at, long copies) {
        long others = others(bytes, at, copies)
                | others(bytes, at + 8, copies) << 8
                | others(bytes, at + 16, copies) << 16
                | others(bytes, at + 24, copies) << 24
                | others(bytes, at + 32, copies) << 32
                | others(bytes, at + 40, copies) << 40
                | others(bytes, at + 48, copies) << 48
                | others(bytes, at + 56, copies) << 56;
        return ~others;
    }

    /**
     * Returns whether there is surely no quote, no line break and no byte of 128 or more. A quote and a line break, each
     * with bits 3 and 5 set, are the same byte; an asterisk is taken for one too.
     */
    static boolean plain(byte[] bytes, int at) {
        long all = ordinary(bytes, at)
                & ordinary(bytes, at + 8)
                & ordinary(bytes, at + 16)
                & ordinary(bytes, at + 24)
                & ordinary(bytes, at + 32)
                & ordinary(bytes, at + 40)
                & ordinary(bytes, at + 48)
                & ordinary(bytes, at + 56);
        return (all & HIGH) == HIGH;
    }

    /** Returns whether all bytes are below 128. */
    static boolean ascii(byte[] bytes, int at) {
        long any = word(bytes, at)
                | word(bytes, at + 8)
                | word(bytes, at + 16)
                | word(bytes, at + 24)
                | word(bytes, at + 32)
                | word(bytes, at + 40)
                | word(bytes, at + 48)
                | word(bytes, at + 56);
        return (any & HIGH) == 0;
    }

    /** Returns for each bit whether the bits up to it, itself included, are odd in number. */
    static long odd(long bits) {
        long odd = bits ^ bits << 1;
        odd ^= odd << 2;
        odd ^= odd << 4;
        odd ^= odd << 8;
        odd ^= odd << 16;
        return odd ^ odd << 32;
    }

    /** Seven bits added to 127 carry into the eighth unless they are 0, so that only an equal byte ends without it. */
    private static long others(byte[] bytes, int at, long copies) {
        long differ = word(bytes, at) ^ copies;
        return (((((differ & LOW) + LOW) | differ) & HIGH) * GATHER) >>> 56;
    }

    private static long ordinary(byte[] bytes, int at) {
        long word = word(bytes, at);
        return (((word | BITS) ^ QUOTE_OR_BREAK) + LOW) & ~word;
    }

    private static long word(byte[] bytes, int at) {
        return (long) WORDS.get(bytes, at);
    }
}
