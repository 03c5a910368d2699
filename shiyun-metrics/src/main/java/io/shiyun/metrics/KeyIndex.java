package io.shiyun.metrics;

import java.util.Arrays;

/** From the key of a series to its slot: open addressing, linear probing, at most half full, four bytes a cell. */
final class KeyIndex {
    private static final int NONE = -1;

    private int[] cells = new int[64];
    private long[] keys;
    private int size;

    /** An index over keys that the caller holds by slot; it must say so when it replaces the array. */
    KeyIndex(long[] keys) {
        this.keys = keys;
        Arrays.fill(cells, NONE);
    }

    void keys(long[] replaced) {
        keys = replaced;
    }

    /** Returns the slot of a key, or -1. */
    int find(long key) {
        int mask = cells.length - 1;
        for (int i = home(key, mask); ; i = (i + 1) & mask) {
            int slot = cells[i];
            if (slot == NONE || keys[slot] == key) {
                return slot;
            }
        }
    }

    /** Adds the key that stands at a slot and is not in the index. */
    void add(int slot) {
        if (2 * (size + 1) > cells.length) {
            int[] old = cells;
            cells = new int[2 * old.length];
            Arrays.fill(cells, NONE);
            for (int each : old) {
                if (each != NONE) {
                    place(each);
                }
            }
        }
        place(slot);
        size++;
    }

    private void place(int slot) {
        int mask = cells.length - 1;
        int i = home(keys[slot], mask);
        while (cells[i] != NONE) {
            i = (i + 1) & mask;
        }
        cells[i] = slot;
    }

    /** Removes a key that is in the index, and moves up what was pushed aside by it. */
    void remove(long key) {
        int mask = cells.length - 1;
        int hole = home(key, mask);
        while (keys[cells[hole]] != key) {
            hole = (hole + 1) & mask;
        }
        for (int i = (hole + 1) & mask; cells[i] != NONE; i = (i + 1) & mask) {
            int away = (i - home(keys[cells[i]], mask)) & mask;
            if (away >= ((i - hole) & mask)) {
                cells[hole] = cells[i];
                hole = i;
            }
        }
        cells[hole] = NONE;
        size--;
    }

    private static int home(long key, int mask) {
        return (int) mix(key) & mask;
    }

    /** The last step of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): near keys lie far apart. */
    static long mix(long key) {
        long z = (key ^ (key >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
