package io.shiyun.finops.cube;

import java.util.Arrays;

/**
 * A table from pairs of numbers to places of sums, in the order in which the pairs came: open addressing with linear probing,
 * by a multiplicative hash. For one thread.
 */
final class PairIndex {
    private final Slot slot;
    private long[] keys;
    private int[] index;
    private int size;

    /** A table with room for so many pairs at first, a power of two, and as many sums of so many costs. */
    PairIndex(int room, int costs) {
        keys = new long[room];
        index = new int[room * 4];
        slot = new Slot(room, costs);
    }

    /** Returns the sums; their places are those of the pairs. */
    Slot slot() {
        return slot;
    }

    int size() {
        return size;
    }

    /** Returns the pair of a place: the first number in the high half, the second in the low. */
    long key(int place) {
        return keys[place];
    }

    /** Returns the pairs, sorted. */
    long[] sorted() {
        long[] order = Arrays.copyOf(keys, size);
        Arrays.sort(order);
        return order;
    }

    /** Returns the place of a pair, made now if it is new. */
    int at(int first, int second) {
        long key = (long) first << 32 | second;
        int mask = index.length - 1;
        int at = hash(key) & mask;
        while (index[at] != 0) {
            int place = index[at] - 1;
            if (keys[place] == key) {
                return place;
            }
            at = (at + 1) & mask;
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            slot.grow(size * 2);
        }
        keys[size] = key;
        index[at] = ++size;
        if (size * 2 > index.length) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        index = new int[index.length * 4];
        int mask = index.length - 1;
        for (int place = 0; place < size; place++) {
            int at = hash(keys[place]) & mask;
            while (index[at] != 0) {
                at = (at + 1) & mask;
            }
            index[at] = place + 1;
        }
    }

    private static int hash(long key) {
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> 32);
    }
}
