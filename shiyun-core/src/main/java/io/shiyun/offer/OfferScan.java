package io.shiyun.offer;

import io.shiyun.model.Stock;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * One look through an index: of each list that the filter speaks of, the next row that matches, and of these the
 * cheapest, by a heap (k-way merge). Made for one search.
 */
final class OfferScan {
    private static final int AVAILABLE_OR_UNKNOWN = -1;

    private final OfferIndex index;
    private final OfferTable table;
    private final OfferFilter.Parts filter;
    private final int minCpu;
    private final long minMemory;
    private final long ceiling;
    private final int soldOut;
    private final boolean plain;
    private final int os;
    /** Of each cursor its row and the end of its list, side by side; a heap by price. */
    private int[] cursors = new int[16];

    private int size;

    OfferScan(OfferIndex index, OfferFilter.Parts filter) {
        this.index = index;
        this.table = index.table;
        this.filter = filter;
        this.minCpu = filter.minCpu;
        this.minMemory = filter.minMemory;
        this.ceiling = filter.ceiling;
        this.soldOut = filter.soldOut ? AVAILABLE_OR_UNKNOWN : Stock.SOLD_OUT.ordinal();
        this.os = filter.os.isEmpty() ? 0 : table.texts.find(filter.os);
        this.plain = filter.os.isEmpty()
                && (filter.restricted || !index.restrictions)
                && filter.architecture == null
                && filter.minGpus == 0
                && filter.maxGpus == Integer.MAX_VALUE
                && filter.minDisk == 0
                && filter.shape.isEmpty()
                && filter.asOf == Long.MIN_VALUE;
        for (OfferIndex.Group group : index.groups) {
            if (OfferIndex.speaksOf(group, filter)) {
                open(group);
            }
        }
    }

    private void open(OfferIndex.Group group) {
        if (filter.places.isEmpty()) {
            for (int list : group.lists()) {
                open(list);
            }
        } else if (filter.patterns) {
            for (int place : index.places(filter.places)) {
                open(group.listOf()[place]);
            }
        } else {
            for (int i = 0; i < filter.places.size(); i++) {
                int place = index.place(filter.places.get(i));
                if (place >= 0) {
                    open(group.listOf()[place]);
                }
            }
        }
    }

    private void open(int list) {
        if (list < 0) {
            return;
        }
        int end = index.priced[list];
        int row = next(index.from[list], end);
        if (row == end) {
            return;
        }
        if (size * 2 == cursors.length) {
            cursors = Arrays.copyOf(cursors, cursors.length * 2);
        }
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) >>> 1;
            if (!before(row, cursors[parent * 2])) {
                break;
            }
            cursors[hole * 2] = cursors[parent * 2];
            cursors[hole * 2 + 1] = cursors[parent * 2 + 1];
            hole = parent;
        }
        cursors[hole * 2] = row;
        cursors[hole * 2 + 1] = end;
    }

    /** Returns the next row that matches, in the order of prices, or -1. */
    int poll() {
        if (size == 0) {
            return -1;
        }
        int first = cursors[0];
        int end = cursors[1];
        int row = next(first + 1, end);
        if (row == end) {
            size--;
            row = cursors[size * 2];
            end = cursors[size * 2 + 1];
        }
        int hole = 0;
        for (int child = 1; child < size; child = hole * 2 + 1) {
            if (child + 1 < size && before(cursors[child * 2 + 2], cursors[child * 2])) {
                child++;
            }
            if (!before(cursors[child * 2], row)) {
                break;
            }
            cursors[hole * 2] = cursors[child * 2];
            cursors[hole * 2 + 1] = cursors[child * 2 + 1];
            hole = child;
        }
        cursors[hole * 2] = row;
        cursors[hole * 2 + 1] = end;
        return first;
    }

    private int next(int start, int end) {
        int[] cpu = table.cpu;
        long[] memory = table.memory;
        byte[] stock = table.stock;
        int row = start;
        while (row < end) {
            int block = row / OfferIndex.BLOCK;
            if (index.maxCpu[block] < minCpu || index.maxMemory[block] < minMemory) {
                row = (block + 1) * OfferIndex.BLOCK;
                continue;
            }
            int stop = Math.min(end, (block + 1) * OfferIndex.BLOCK);
            for (; row < stop; row++) {
                if (cpu[row] >= minCpu && memory[row] >= minMemory && stock[row] != soldOut && (plain || fits(row))) {
                    return table.price[row] > ceiling || tooDear(row) ? end : row;
                }
            }
        }
        return end;
    }

    private boolean tooDear(int row) {
        BigDecimal most = filter.maxPrice;
        return most != null && table.price[row] == ceiling && table.amount(row).compareTo(most) > 0;
    }

    private boolean fits(int row) {
        return (filter.restricted || table.restriction[row] == 0)
                && (filter.architecture == null || table.architecture[row] == filter.architecture.ordinal())
                && (filter.os.isEmpty() || table.os[row] == os)
                && table.gpus[row] >= filter.minGpus
                && table.gpus[row] <= filter.maxGpus
                && table.disk[row] >= (filter.minDisk == 0 ? OfferTable.UNKNOWN : filter.minDisk)
                && table.asOf[row] >= filter.asOf
                && named(filter.gpuModel, table.gpuModel[row])
                && named(filter.shape, table.shape[row]);
    }

    private boolean named(String pattern, int text) {
        return pattern.isEmpty() || Wildcard.matches(pattern, table.texts.get(text));
    }

    /** Whether a row comes first: by price, then by the names of seller and region, then as its list has it. */
    private boolean before(int a, int b) {
        long one = table.price[a];
        long other = table.price[b];
        return one != other ? one < other : compareEqual(a, b) < 0;
    }

    private int compareEqual(int a, int b) {
        int order = table.wide == null ? 0 : table.comparePrices(a, b);
        return order != 0 ? order : compareNames(table, a, b);
    }

    static int compareNames(OfferTable table, int a, int b) {
        int order = compare(table, table.seller, a, b);
        order = order != 0 ? order : compare(table, table.region, a, b);
        order = order != 0 ? order : compare(table, table.shape, a, b);
        order = order != 0 ? order : compare(table, table.os, a, b);
        order = order != 0 ? order : compare(table, table.zone, a, b);
        order = order != 0 ? order : Byte.compare(table.purchase[a], table.purchase[b]);
        return order != 0 ? order : Integer.compare(table.term[a], table.term[b]);
    }

    private static int compare(OfferTable table, int[] column, int a, int b) {
        return column[a] == column[b] ? 0 : table.texts.get(column[a]).compareTo(table.texts.get(column[b]));
    }
}
