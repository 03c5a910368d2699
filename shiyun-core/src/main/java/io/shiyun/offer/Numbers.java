package io.shiyun.offer;

import java.util.Arrays;

/** Values by number, in the order in which they first came, without an object for each. For one thread. */
final class Numbers {
    private long[] values = new long[32];
    /** Numbers plus one by hash; 0 is free. */
    private int[] slots = new int[64];

    private int size;

    /** Returns the number of a value, given now if it is new. */
    int of(long value) {
        int mask = slots.length - 1;
        int slot = hash(value) & mask;
        for (int number = slots[slot]; number != 0; number = slots[slot]) {
            if (values[number - 1] == value) {
                return number - 1;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = size + 1;
        values[size++] = value;
        if (size == values.length) {
            grow();
        }
        return size - 1;
    }

    int size() {
        return size;
    }

    long value(int number) {
        return values[number];
    }

    private void grow() {
        values = Arrays.copyOf(values, size * 2);
        slots = new int[slots.length * 2];
        int mask = slots.length - 1;
        for (int number = 0; number < size; number++) {
            int slot = hash(values[number]) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = number + 1;
        }
    }

    private static int hash(long value) {
        return (int) ((value * 0x9E3779B97F4A7C15L) >>> 32);
    }
}
