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

    private static final int OFFSET = 0;
    private static final int LENGTH = 1;
    private static final int CODE = 2;
    private static final int STRIDE = 3;

    /** High half the hash, low half the number of the key plus one; 0 is free. */
    private long[] slots = new long[64];

    private int[] keys = new int[16 * STRIDE];
    private byte[] arena = new byte[1024];
    private int keyCount;
    private int arenaEnd;

    private int[] keyOfCode = new int[16];
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
        int key = find(buffer, from, length, kind, hash(buffer, from, length, kind));
        return key < 0 ? UNKNOWN : keys[key * STRIDE + CODE];
    }

    /** Remembers the code of a quoted field as it stands in a file, or that a field is bad. */
    void spell(byte[] buffer, int from, int length, int code) {
        put(buffer, from, length, length > 0 && buffer[from] == '"' ? SPELLING : 0, code);
    }

    /** Returns the code of a value, a new one if it is new. */
    int intern(byte[] value, int from, int length) {
        byte[] padded = padded(value, from, length);
        int key = find(padded, 0, length, 0, hash(padded, 0, length, 0));
        if (key >= 0) {
            return keys[key * STRIDE + CODE];
        }
        int code = size;
        if (code == keyOfCode.length) {
            keyOfCode = Arrays.copyOf(keyOfCode, code * 2);
            texts = Arrays.copyOf(texts, code * 2);
        }
        keyOfCode[code] = keyCount;
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
            int key = keyOfCode[code] * STRIDE;
            text = new String(arena, keys[key + OFFSET], keys[key + LENGTH], StandardCharsets.UTF_8);
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
        byte[] padded = padded(bytes, 0, bytes.length);
        int key = find(padded, 0, bytes.length, 0, hash(padded, 0, bytes.length, 0));
        return key < 0 ? -1 : keys[key * STRIDE + CODE];
    }

    private int find(byte[] buffer, int from, int length, int kind, long hash) {
        int mask = slots.length - 1;
        for (int i = (int) (hash >>> 32) & mask; ; i = (i + 1) & mask) {
            long slot = slots[i];
            if (slot == 0) {
                return -1;
            }
            if ((int) (slot >>> 32) == (int) hash) {
                int key = (int) slot - 1;
                if (keys[key * STRIDE + LENGTH] == (length | kind) && same(buffer, from, length, key)) {
                    return key;
                }
            }
        }
    }

    private boolean same(byte[] buffer, int from, int length, int key) {
        int at = keys[key * STRIDE + OFFSET];
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            if ((long) WORDS.get(buffer, from + i) != (long) WORDS.get(arena, at + i)) {
                return false;
            }
        }
        return i == length
                || (((long) WORDS.get(buffer, from + i) ^ (long) WORDS.get(arena, at + i)) & mask(length - i)) == 0;
    }

    private static long hash(byte[] buffer, int from, int length, int kind) {
        long hash = length | kind;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            hash = mix(hash ^ (long) WORDS.get(buffer, from + i));
        }
        if (i < length) {
            hash = mix(hash ^ ((long) WORDS.get(buffer, from + i) & mask(length - i)));
        }
        hash *= 0xD6E8FEB86659FD93L;
        return hash ^ hash >>> 32;
    }

    /** Fibonacci multiplication folded onto itself, so that each bit reaches both halves. */
    private static long mix(long word) {
        long product = word * 0x9E3779B97F4A7C15L;
        return product ^ product >>> 29;
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
        if ((keyCount + 1) * STRIDE > keys.length) {
            keys = Arrays.copyOf(keys, keys.length * 2);
        }
        System.arraycopy(buffer, from, arena, arenaEnd, length);
        int key = keyCount++;
        keys[key * STRIDE + OFFSET] = arenaEnd;
        keys[key * STRIDE + LENGTH] = length | kind;
        keys[key * STRIDE + CODE] = code;
        arenaEnd += length;
        if (keyCount * 2 > slots.length) {
            grow();
        } else {
            place(slots, key);
        }
    }

    private void grow() {
        long[] larger = new long[slots.length * 4];
        for (int key = 0; key < keyCount; key++) {
            place(larger, key);
        }
        slots = larger;
    }

    private void place(long[] into, int key) {
        int length = keys[key * STRIDE + LENGTH];
        long hash = hash(arena, keys[key * STRIDE + OFFSET], length & ~SPELLING, length & SPELLING);
        int mask = into.length - 1;
        int i = (int) (hash >>> 32) & mask;
        while (into[i] != 0) {
            i = (i + 1) & mask;
        }
        into[i] = hash << 32 | (key + 1);
    }

    private static byte[] padded(byte[] value, int from, int length) {
        byte[] padded = new byte[length + 8];
        System.arraycopy(value, from, padded, 0, length);
        return padded;
    }
}
