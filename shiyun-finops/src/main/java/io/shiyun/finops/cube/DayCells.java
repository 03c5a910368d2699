package io.shiyun.finops.cube;

import org.jspecify.annotations.Nullable;

/**
 * The sums of one part by day and combination, by columns, in the order of the days: what a query does not ask for is not
 * read. Immutable.
 */
final class DayCells {
    private final int[] days;
    /** Where the cells of each day begin; the last one is their number. */
    private final int[] starts;

    private final int[] combos;
    private final int[] rows;
    private final long[][] low;
    private final long @Nullable [][] high;

    DayCells(int[] days, int[] starts, int[] combos, int[] rows, long[][] low, long @Nullable [][] high) {
        this.days = days;
        this.starts = starts;
        this.combos = combos;
        this.rows = rows;
        this.low = low;
        this.high = high;
    }

    int size() {
        return combos.length;
    }

    long bytes() {
        long sums = 8L * combos.length * low.length;
        return 8L * days.length + 8L * combos.length + sums + (high == null ? 0 : sums);
    }

    int days() {
        return days.length;
    }

    int day(int at) {
        return days[at];
    }

    int start(int at) {
        return starts[at];
    }

    int combo(int cell) {
        return combos[cell];
    }

    /** Adds the cells of a day to the groups of a slot, or takes them away. */
    void addDay(int at, Slot slot, int[] map, int[] costs, boolean away) {
        int from = starts[at];
        int to = starts[at + 1];
        if (away || high != null) {
            for (int cell = from; cell < to; cell++) {
                addCell(cell, slot, map[combos[cell]], costs, away);
            }
            return;
        }
        long[] sums = slot.sums;
        int stride = slot.stride;
        for (int cell = from; cell < to; cell++) {
            sums[map[combos[cell]] * stride] += rows[cell];
        }
        for (int k = 0; k < costs.length; k++) {
            addColumn(low[costs[k]], from, to, slot, k + 1, map);
        }
    }

    private void addColumn(long[] column, int from, int to, Slot slot, int shift, int[] map) {
        long[] sums = slot.sums;
        int stride = slot.stride;
        for (int cell = from; cell < to; cell++) {
            int place = map[combos[cell]] * stride + shift;
            long amount = column[cell];
            long before = sums[place];
            long after = before + amount;
            sums[place] = after;
            if (((before ^ after) & (amount ^ after)) < 0) {
                slot.carry(place, before);
            }
        }
    }

    /** Adds a cell to a group, or takes it away. */
    void addCell(int cell, Slot slot, int group, int[] costs, boolean away) {
        int place = group * slot.stride;
        slot.sums[place] += away ? -rows[cell] : rows[cell];
        for (int cost : costs) {
            place++;
            long upper = high == null ? 0 : high[cost][cell];
            if (away) {
                slot.subtract(place, low[cost][cell], upper);
            } else {
                slot.add(place, low[cost][cell], upper);
            }
        }
    }
}
