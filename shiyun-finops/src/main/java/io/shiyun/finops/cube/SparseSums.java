package io.shiyun.finops.cube;

import java.util.Arrays;

/** Sums of those groups alone that have rows, found by a hash: for answers with few of many possible ones. */
final class SparseSums implements Sums {
    private long[] keys = new long[1024];
    private int[] index = new int[4096];
    private int size;
    final Slot slot;

    SparseSums(int costs) {
        slot = new Slot(keys.length, costs);
    }

    /** Returns the place of a group at a time, counted in groups, made now if it is new. */
    int at(int unit, int group) {
        long key = (long) unit << 32 | group;
        int mask = index.length - 1;
        int at = hash(key) & mask;
        while (index[at] != 0) {
            if (keys[index[at] - 1] == key) {
                return index[at] - 1;
            }
            at = (at + 1) & mask;
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            slot.grow(size * 2);
        }
        keys[size] = key;
        index[at] = ++size;
        if (size * 3 > index.length) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        index = new int[index.length * 4];
        int mask = index.length - 1;
        for (int i = 0; i < size; i++) {
            int at = hash(keys[i]) & mask;
            while (index[at] != 0) {
                at = (at + 1) & mask;
            }
            index[at] = i + 1;
        }
    }

    private static int hash(long key) {
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> 32);
    }

    @Override
    public void each(Visitor visitor) {
        for (int i = 0; i < size; i++) {
            int group = (int) keys[i];
            if (group != 0 && slot.sums[i * slot.stride] != 0) {
                visitor.visit((int) (keys[i] >> 32), group, slot, i);
            }
        }
    }
}
