package io.shiyun.finops.cube;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sums of one part by day and combination. Written by one thread until {@link #trim}, then only read.
 */
final class Cells {
    private final int costs;
    private long[] keys = new long[64];
    private int[] index = new int[256];
    private Slot slot;
    private int size;

    Cells(int costs) {
        this.costs = costs;
        this.slot = new Slot(64, costs);
    }

    int size() {
        return size;
    }

    int day(int cell) {
        return (int) (keys[cell] >> 32);
    }

    int combo(int cell) {
        return (int) keys[cell];
    }

    Slot slot() {
        return slot;
    }

    long bytes() {
        return 8L * keys.length
                + 8L * slot.sums.length
                + (slot.high == null ? 0 : 8L * slot.high.length)
                + 4L * index.length;
    }

    /** Returns the cell of a day and a combination, made now if it is new. */
    int cell(int day, int combo) {
        long key = (long) day << 32 | combo;
        int mask = index.length - 1;
        int at = hash(key) & mask;
        while (index[at] != 0) {
            int cell = index[at] - 1;
            if (keys[cell] == key) {
                return cell;
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
        for (int cell = 0; cell < size; cell++) {
            int at = hash(keys[cell]) & mask;
            while (index[at] != 0) {
                at = (at + 1) & mask;
            }
            index[at] = cell + 1;
        }
    }

    private static int hash(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }

    /** Lets go of what only writing needs, and puts the cells in the order of their days and combinations. */
    Cells trim() {
        Cells sorted = new Cells(costs);
        long[] order = Arrays.copyOf(keys, size);
        Arrays.sort(order);
        sorted.keys = order;
        sorted.size = size;
        sorted.slot = new Slot(size, costs);
        int stride = slot.stride;
        long[] high = slot.high;
        long[] sortedHigh = high == null ? null : new long[size * stride];
        for (int to = 0; to < size; to++) {
            int from = cell((int) (order[to] >> 32), (int) order[to]);
            System.arraycopy(slot.sums, from * stride, sorted.slot.sums, to * stride, stride);
            if (high != null && sortedHigh != null) {
                System.arraycopy(high, from * stride, sortedHigh, to * stride, stride);
            }
        }
        sorted.slot.high = sortedHigh;
        sorted.index = new int[0];
        return sorted;
    }

    /** Returns the high half of a sum. */
    static long high(Slot slot, int place) {
        long @Nullable [] high = slot.high;
        return high == null ? 0 : high[place];
    }
}
