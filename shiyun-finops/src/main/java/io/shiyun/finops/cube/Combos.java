package io.shiyun.finops.cube;

import java.util.Arrays;

/**
 * The distinct combinations of codes that rows have, numbered as they come. Written by one thread; others read, by a
 * {@link View}, what was there when it was taken.
 */
final class Combos {
    private final int width;
    private int[] tuples;
    private int[] slots = new int[1024];
    private int size;

    Combos(int width) {
        this.width = width;
        this.tuples = new int[256 * width];
    }

    /**
     * Some combinations.
     *
     * @param tuples their codes, one combination after the other
     * @param width how many codes each has
     * @param size how many combinations there are
     */
    @SuppressWarnings("ArrayRecordComponent")
    record View(int[] tuples, int width, int size) {
        int code(int combo, int dimension) {
            return tuples[combo * width + dimension];
        }
    }

    View view() {
        return new View(tuples, width, size);
    }

    int size() {
        return size;
    }

    long bytes() {
        return 4L * (tuples.length + slots.length);
    }

    /** Returns the number of this combination, given now if it is new. */
    int id(int[] codes) {
        int hash = 0;
        for (int i = 0; i < width; i++) {
            hash = (hash ^ codes[i]) * 0x9E3779B1;
            hash ^= hash >>> 15;
        }
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            int id = slots[slot] - 1;
            if (same(id, codes)) {
                return id;
            }
            slot = (slot + 1) & mask;
        }
        return add(slot, codes);
    }

    private boolean same(int id, int[] codes) {
        int at = id * width;
        for (int i = 0; i < width; i++) {
            if (tuples[at + i] != codes[i]) {
                return false;
            }
        }
        return true;
    }

    private int add(int slot, int[] codes) {
        if ((size + 1) * width > tuples.length) {
            tuples = Arrays.copyOf(tuples, Math.multiplyExact(tuples.length, 2));
        }
        System.arraycopy(codes, 0, tuples, size * width, width);
        slots[slot] = ++size;
        if (size * 2 > slots.length) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        int[] former = slots;
        slots = new int[former.length * 2];
        int mask = slots.length - 1;
        for (int id = 0; id < size; id++) {
            int hash = 0;
            for (int i = 0; i < width; i++) {
                hash = (hash ^ tuples[id * width + i]) * 0x9E3779B1;
                hash ^= hash >>> 15;
            }
            int slot = hash & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = id + 1;
        }
    }
}
