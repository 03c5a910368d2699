package io.shiyun.finops.cube;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sums of one part by day and combination while it is loaded. For one thread.
 */
final class Cells {
    private final int costs;
    private final PairIndex index;

    Cells(int costs) {
        this.costs = costs;
        this.index = new PairIndex(64, costs);
    }

    Slot slot() {
        return index.slot();
    }

    /** Returns the cell of a day and a combination, made now if it is new. */
    int cell(int day, int combo) {
        return index.at(day, combo);
    }

    /** Returns the cells in the order of their days and combinations, by columns. */
    DayCells sorted() {
        long[] order = index.sorted();
        int size = order.length;
        Slot slot = index.slot();
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
