package io.shiyun.finops.focus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A dictionary that is asked with bytes and makes no text on the way. It keeps two kinds of keys in one hash table:
 * values, and spellings of values in a file (quoted fields as they stand there), so that a field which has been met
 * before costs a hash and a comparison, whatever its spelling.
 */
final class ByteDictionary implements Dictionary {
    /** The code of a key that is not known yet. */
    static final int UNKNOWN = -2;

    /** The code of a spelling that is no value of its column. */
    static final int BAD = -1;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SPELLING = 1 << 31;
    private static final int MAX_BYTES = 1 << 30;
    private static final byte[] NULL = {'N', 'U', 'L', 'L'};

    /** Tables of fewer keys are kept sparse, so that keys seldom meet. */
    private static final int SMALL = 1 << 10;

    private static final long SEED = 0x9E3779B97F4A7C15L;
    private static final long STEP = 0xD6E8FEB86659FD93L;

    /**
     * Two words a slot, by the low bits of the hash: the hash and the length with its kind; then where in the arena the key
     * is, and its code plus two, so that 0 is free.
     */
    private long[] slots = new long[2 * 64];

    private byte[] arena = new byte[1024];
    private int keyCount;
    private int arenaEnd;

    /** Where in the arena each value is, and its length. */
    private long[] places = new long[16];

    private @Nullable String[] texts = new String[16];
    private int size = 1;

    ByteDictionary() {
        put(NULL, 0, NULL.length, 0, 0);
        put(NULL, 0, 0, 0, 0);
    }

    /**
     * Returns the code of a field as it stands in a file, {@link #BAD}, or {@link #UNKNOWN} if it has not been met.
     *
     * @param buffer readable for 8 bytes past the field
     */
    int ofField(byte[] buffer, int from, int length) {
        int kind = length > 0 && buffer[from] == '"' ? SPELLING : 0;
        return find(buffer, from, length, kind);
    }

    /** Remembers the code of a quoted field as it stands in a file, or that a field is bad. */
    void spell(byte[] buffer, int from, int length, int code) {
        put(buffer, from, length, length > 0 && buffer[from] == '"' ? SPELLING : 0, code);
    }

    /** Returns the code of a value, a new one if it is new. */
    int intern(byte[] value, int from, int length) {
        byte[] padded = padded(value, from, length);
        int known = find(padded, 0, length, 0);
        if (known != UNKNOWN) {
            return known;
        }
        int code = size;
        if (code == places.length) {
            places = Arrays.copyOf(places, code * 2);
            texts = Arrays.copyOf(texts, code * 2);
        }
        places[code] = (long) arenaEnd << 32 | length;
        put(padded, 0, length, 0, code);
        size++;
        return code;
    }

    /** Returns the code of a text, a new one if it is new. */
    int intern(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return intern(bytes, 0, bytes.length);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public @Nullable String text(int code) {
        if (code == 0) {
            return null;
        }
        if (code < 0 || code >= size) {
            throw new IndexOutOfBoundsException("No code " + code + ", there are " + size);
        }
        String text = texts[code];
        if (text == null) {
            text = new String(arena, (int) (places[code] >>> 32), (int) places[code], StandardCharsets.UTF_8);
            texts[code] = text;
        }
        return text;
    }

    @Override
    public int code(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int known = find(padded(bytes, 0, bytes.length), 0, bytes.length, 0);
        return known == UNKNOWN ? -1 : known;
    }

    /** Returns the code of a key, or {@link #UNKNOWN}. */
    private int find(byte[] buffer, int from, int length, int kind) {
        long[] table = slots;
        int hash = hash(buffer, from, length, kind);
        long head = (long) hash << 32 | ((length | kind) & 0xFFFFFFFFL);
        int mask = table.length - 1;
        for (int i = hash << 1 & mask; ; i = (i + 2) & mask) {
            long tail = table[i + 1];
            if (tail == 0) {
                return UNKNOWN;
            }
            if (table[i] == head && same(buffer, from, length, (int) (tail >>> 32))) {
                return (int) tail - 2;
            }
        }
    }

    private boolean same(byte[] buffer, int from, int length, int at) {
        byte[] known = arena;
        long differ = 0;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            differ |= (long) WORDS.get(buffer, from + i) ^ (long) WORDS.get(known, at + i);
        }
        return (differ | (((long) WORDS.get(buffer, from + i) ^ (long) WORDS.get(known, at + i)) & mask(length - i)))
                == 0;
    }

    /** Words go into two sums by turns, so that one multiplication need not wait for the one before. */
    private static int hash(byte[] buffer, int from, int length, int kind) {
        long one = length | kind;
        long other = SEED;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            long mixed = Long.rotateLeft((one ^ (long) WORDS.get(buffer, from + i)) * STEP, 29);
            one = other;
            other = mixed;
        }
        one ^= (long) WORDS.get(buffer, from + i) & mask(length - i);
        long hash = one * SEED ^ Long.rotateLeft(other, 32);
        return (int) (((hash ^ hash >>> 32) * STEP) >>> 32);
    }

    private static long mask(int bytes) {
        return (1L << (bytes << 3)) - 1;
    }

    private void put(byte[] buffer, int from, int length, int kind, int code) {
        long need = (long) arenaEnd + length + 8;
        if (need > MAX_BYTES) {
            throw new IllegalStateException("More than " + MAX_BYTES
                    + " bytes of distinct values in one column: leave it" + " out of FocusCodes");
        }
        if (need > arena.length) {
            arena = Arrays.copyOf(arena, (int) Math.min(Math.max(need, arena.length * 2L), MAX_BYTES));
        }
        System.arraycopy(buffer, from, arena, arenaEnd, length);
        int hash = hash(arena, arenaEnd, length, kind);
        if (++keyCount * (keyCount < SMALL ? 16 : 4) > slots.length) {
            grow();
        }
        place(
                slots,
                (long) hash << 32 | ((length | kind) & 0xFFFFFFFFL),
                (long) arenaEnd << 32 | ((code + 2) & 0xFFFFFFFFL));
        arenaEnd += length;
    }

    private void grow() {
        long[] larger = new long[slots.length * 4];
        for (int i = 0; i < slots.length; i += 2) {
            if (slots[i + 1] != 0) {
                place(larger, slots[i], slots[i + 1]);
            }
        }
        slots = larger;
    }

    private static void place(long[] into, long head, long tail) {
        int mask = into.length - 1;
        int i = (int) (head >>> 32) << 1 & mask;
        while (into[i + 1] != 0) {
            i = (i + 2) & mask;
        }
        into[i] = head;
        into[i + 1] = tail;
    }

    private static byte[] padded(byte[] value, int from, int length) {
        byte[] padded = new byte[length + 8];
        System.arraycopy(value, from, padded, 0, length);
        return padded;
    }
}
