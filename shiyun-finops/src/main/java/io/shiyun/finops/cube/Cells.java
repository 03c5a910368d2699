package io.shiyun.finops.cube;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sums of one part by day and combination while it is loaded. For one thread.
 */
final class Cells {
    private final int costs;
    private long[] keys = new long[64];
    private int[] index = new int[256];
    private final Slot slot;
    private int size;

    Cells(int costs) {
        this.costs = costs;
        this.slot = new Slot(64, costs);
    }

    Slot slot() {
        return slot;
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

    /** Returns the cells in the order of their days and combinations, by columns. */
    DayCells sorted() {
        long[] order = Arrays.copyOf(keys, size);
        Arrays.sort(order);
        int[] combos = new int[size];
        int[] rows = new int[size];
        long[][] low = new long[costs][size];
        long[][] high = slot.high == null ? null : new long[costs][size];
        int[] days = new int[size];
        int[] starts = new int[size + 1];
        int count = 0;
        for (int to = 0; to < size; to++) {
            int day = (int) (order[to] >> 32);
            combos[to] = (int) order[to];
            if (to == 0 || day != days[count - 1]) {
                days[count] = day;
                starts[count++] = to;
            }
            int from = cell(day, combos[to]) * slot.stride;
            rows[to] = Math.toIntExact(slot.sums[from]);
            for (int k = 0; k < costs; k++) {
                low[k][to] = slot.sums[from + 1 + k];
                if (high != null) {
                    high[k][to] = high(slot, from + 1 + k);
                }
            }
        }
        starts[count] = size;
        return new DayCells(Arrays.copyOf(days, count), Arrays.copyOf(starts, count + 1), combos, rows, low, high);
    }

    /** Returns the high half of a sum. */
    static long high(Slot slot, int place) {
        long @Nullable [] high = slot.high;
        return high == null ? 0 : high[place];
    }
}
