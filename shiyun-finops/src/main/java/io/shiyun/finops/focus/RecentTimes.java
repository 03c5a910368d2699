package io.shiyun.finops.focus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The points in time met last, by how they are written in the form that FOCUS wants, {@code 2024-09-01T00:00:00Z}: its
 * twenty bytes are three words, the last two of which share four bytes. A later one takes the place of an earlier.
 */
final class RecentTimes {
    /** The bytes of the form. */
    static final int LENGTH = 20;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BITS = 9;
    private static final int STRIDE = 4;

    /** Three words of text, of which none is -1, and the seconds. */
    private final long[] slots = new long[STRIDE << BITS];

    RecentTimes() {
        Arrays.fill(slots, -1);
    }

    /** Returns where a text is kept, or -1 if it is not. */
    int find(byte[] bytes, int from) {
        long first = (long) WORDS.get(bytes, from);
        long middle = (long) WORDS.get(bytes, from + 8);
        long last = (long) WORDS.get(bytes, from + 12);
        int slot = slot(first, middle, last);
        return ((slots[slot] ^ first) | (slots[slot + 1] ^ middle) | (slots[slot + 2] ^ last)) == 0 ? slot : -1;
    }

    /** Returns the seconds since 1970-01-01T00:00Z of what {@link #find} found. */
    long seconds(int slot) {
        return slots[slot + 3];
    }

    /** Keeps a text that is a point in time. */
    void put(byte[] bytes, int from, long seconds) {
        long first = (long) WORDS.get(bytes, from);
        long middle = (long) WORDS.get(bytes, from + 8);
        long last = (long) WORDS.get(bytes, from + 12);
        int slot = slot(first, middle, last);
        slots[slot] = first;
        slots[slot + 1] = middle;
        slots[slot + 2] = last;
        slots[slot + 3] = seconds;
    }

    private static int slot(long first, long middle, long last) {
        long mixed = first * 0x9E3779B97F4A7C15L + middle * 0xD6E8FEB86659FD93L + last * 0xC2B2AE3D27D4EB4FL;
        return (int) (mixed >>> (Long.SIZE - BITS)) * STRIDE;
    }
}
