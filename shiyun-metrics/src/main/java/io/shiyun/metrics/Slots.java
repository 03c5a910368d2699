package io.shiyun.metrics;

import java.util.Arrays;

/**
 * Places for the states of many series, in pages of about a megabyte that are made as they are needed, with the key of each
 * and when it was used last. A slot that was used earliest leaves first; of those not used for a billion ticks, the lowest.
 */
final class Slots {
    /** Slots of a page: with its header no more than a mebibyte. */
    static final int PER_PAGE = ((1 << 20) - 16) / Layout.SIZE;
    /**
     * Bytes a series beside its state: key, use and free list, each twice while they grow; queue to leave; four cells of
     * the index and as many while it grows; and a family of its own.
     */
    static final int BESIDE = 2 * (8 + 4 + 4) + 8 + 24 + 144;

    private static final int FREE = -1;
    private static final int LONGEST_AGE = 1 << 30;

    private final int most;
    private byte[][] pages = new byte[1][];
    private long[] keys = new long[16];
    private int[] used = new int[16];
    private int[] free = new int[16];
    private int frees;
    private int high;
    private int clock;
    /** What was used at this time or later may not leave. */
    private int held;

    private long[] leaving = {};
    private int left;
    final KeyIndex index = new KeyIndex(keys);

    Slots(int most) {
        this.most = most;
    }

    int size() {
        return high - frees;
    }

    /** Returns the number of slots ever used; some may be free. */
    int high() {
        return high;
    }

    boolean full() {
        return size() == most;
    }

    byte[] page(int slot) {
        return pages[slot / PER_PAGE];
    }

    static int offset(int slot) {
        return slot % PER_PAGE * Layout.SIZE;
    }

    long key(int slot) {
        return keys[slot];
    }

    int used(int slot) {
        return used[slot];
    }

    boolean taken(int slot) {
        return slot < high && used[slot] != FREE;
    }

    int clock() {
        return clock;
    }

    void clock(int to) {
        clock = to;
    }

    /** Moves time on: what is used from now on was used later than all before. */
    void tick() {
        if (++clock == Integer.MAX_VALUE) {
            for (int i = 0; i < high; i++) {
                used[i] = used[i] == FREE ? FREE : Math.max(0, used[i] - LONGEST_AGE);
            }
            clock -= LONGEST_AGE;
            held = Math.max(0, held - LONGEST_AGE);
            leaving = new long[0];
            left = 0;
        }
    }

    /** Holds what is used from the next tick on; what was held before may leave again. */
    void hold() {
        held = clock + 1;
    }

    void use(int slot) {
        used[slot] = clock;
    }

    /** Gives a key a slot, whose bytes are what they were; there must be room. */
    int add(long key, int when) {
        int slot = frees > 0 ? free[--frees] : high++;
        if (slot == keys.length) {
            int length = (int) Math.min(most, 2L * slot);
            keys = Arrays.copyOf(keys, length);
            used = Arrays.copyOf(used, length);
            free = Arrays.copyOf(free, length);
            index.keys(keys);
        }
        int page = slot / PER_PAGE;
        if (page == pages.length) {
            pages = Arrays.copyOf(pages, 2 * page);
        }
        if (pages[page] == null) {
            int slots = Math.min(PER_PAGE, most - page * PER_PAGE);
            pages[page] = new byte[slots * Layout.SIZE];
        }
        keys[slot] = key;
        used[slot] = when;
        index.add(slot);
        return slot;
    }

    void remove(int slot) {
        index.remove(keys[slot]);
        used[slot] = FREE;
        free[frees++] = slot;
    }

    /** Returns the slot that was used earliest and is not held, or -1. */
    int earliest() {
        for (int attempt = 0; attempt < 2; attempt++) {
            while (left < leaving.length) {
                long next = leaving[left++];
                int slot = (int) next;
                if (used[slot] == (int) (next >>> 32) && used[slot] < held) {
                    return slot;
                }
            }
            line();
        }
        return -1;
    }

    /** Lines up the sixteenth of the slots that was used earliest. */
    private void line() {
        long[] all = new long[high];
        int count = 0;
        for (int slot = 0; slot < high; slot++) {
            if (used[slot] != FREE && used[slot] < held) {
                all[count++] = ((long) used[slot] << 32) | slot;
            }
        }
        Arrays.sort(all, 0, count);
        leaving = Arrays.copyOf(all, Math.min(count, Math.max(64, count / 16)));
        left = 0;
    }

    /** Puts a slot back in the line when it could not leave. */
    void stay() {
        left--;
    }
}
