package io.shiyun.metrics;

import java.util.Arrays;

/**
 * The points of a part of a batch in the order of their slots, so that memory is walked in one direction; those of one slot
 * stay in the order of the batch. Points that must wait are set aside and follow in the order of the batch. A radix sort,
 * with sixteen bytes a point.
 */
final class SlotOrder {
    private static final int DIGIT = 11;
    private static final int MASK = (1 << DIGIT) - 1;

    private final int most;
    /** Of each point the slot above its index. */
    private long[] points = {};

    private long[] spare = {};
    private final int[] places = new int[MASK + 1];
    private int size;
    private int waiting;
    private int highest;
    private boolean ascending;

    /** An order of at most so many points. */
    SlotOrder(int most) {
        this.most = most;
    }

    /** Begins anew with at most so many points. */
    void clear(int upTo) {
        if (points.length < upTo) {
            int length = (int) Math.min(most, Math.max(upTo, 2L * points.length));
            points = new long[length];
            spare = new long[length];
        }
        size = 0;
        waiting = 0;
        highest = 0;
        ascending = true;
    }

    void add(int slot, int index) {
        ascending &= slot >= highest;
        highest = Math.max(highest, slot);
        points[size++] = (long) slot << 32 | index;
    }

    int size() {
        return size;
    }

    int slot(int i) {
        return (int) (points[i] >>> 32);
    }

    int index(int i) {
        return (int) points[i];
    }

    /** Orders what was added by slot. */
    void sort() {
        if (ascending) {
            return;
        }
        for (int shift = 0; shift < 31 && highest >>> shift > 0; shift += DIGIT) {
            pass(32 + shift);
        }
    }

    private void pass(int shift) {
        Arrays.fill(places, 0);
        for (int i = 0; i < size; i++) {
            places[(int) (points[i] >>> shift) & MASK]++;
        }
        int before = 0;
        for (int i = 0; i <= MASK; i++) {
            int many = places[i];
            places[i] = before;
            before += many;
        }
        for (int i = 0; i < size; i++) {
            spare[places[(int) (points[i] >>> shift) & MASK]++] = points[i];
        }
        long[] sorted = spare;
        spare = points;
        points = sorted;
    }

    /** Sets a point aside that has been sorted. */
    void defer(int slot, int index) {
        spare[waiting++] = (long) index << 32 | slot;
    }

    /** Leaves only the points that were set aside, in the order of the batch; answers whether there are any. */
    boolean deferred() {
        Arrays.sort(spare, 0, waiting);
        for (int i = 0; i < waiting; i++) {
            points[i] = spare[i] << 32 | spare[i] >>> 32;
        }
        size = waiting;
        waiting = 0;
        return size > 0;
    }
}
