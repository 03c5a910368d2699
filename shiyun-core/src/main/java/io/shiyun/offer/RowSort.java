package io.shiyun.offer;

import java.util.Arrays;

/** Sorts row numbers: with a price before without, by price, then by shape, operating system and zone. A merge sort. */
final class RowSort {
    private static final int SHORT = 12;

    private final OfferTable table;
    private final int[] rows;
    private final int[] spare;
    private final int[] ranks;
    /** A sort key that grows with the price; rows without one come last. */
    private final long[] keys;

    RowSort(OfferTable table, int[] rows) {
        this.table = table;
        this.rows = rows;
        this.spare = new int[rows.length];
        this.ranks = table.texts.ranks();
        this.keys = Arrays.copyOf(table.price, table.rows);
        for (int row : rows) {
            if (!table.priced(row)) {
                keys[row] = Long.MAX_VALUE;
            }
        }
    }

    void sort(int from, int to) {
        if (to - from <= SHORT) {
            insert(from, to);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(from, middle);
        sort(middle, to);
        if (!before(rows[middle], rows[middle - 1])) {
            return;
        }
        System.arraycopy(rows, from, spare, from, middle - from);
        int left = from;
        int right = middle;
        int out = from;
        while (left < middle && right < to) {
            rows[out++] = before(rows[right], spare[left]) ? rows[right++] : spare[left++];
        }
        System.arraycopy(spare, left, rows, out, middle - left);
    }

    private void insert(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int row = rows[i];
            int j = i;
            while (j > from && before(row, rows[j - 1])) {
                rows[j] = rows[j - 1];
                j--;
            }
            rows[j] = row;
        }
    }

    private boolean before(int a, int b) {
        return keys[a] != keys[b] ? keys[a] < keys[b] : compareEqual(a, b) < 0;
    }

    private int compareEqual(int a, int b) {
        boolean pricedA = table.priced(a);
        boolean pricedB = table.priced(b);
        if (pricedA != pricedB) {
            return pricedA ? -1 : 1;
        }
        int order = pricedA && table.wide != null ? table.amount(a).compareTo(table.amount(b)) : 0;
        order = order != 0 ? order : Integer.compare(ranks[table.shape[a]], ranks[table.shape[b]]);
        order = order != 0 ? order : Integer.compare(ranks[table.os[a]], ranks[table.os[b]]);
        return order != 0 ? order : Integer.compare(ranks[table.zone[a]], ranks[table.zone[b]]);
    }
}
