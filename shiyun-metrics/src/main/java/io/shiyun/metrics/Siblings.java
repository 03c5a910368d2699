package io.shiyun.metrics;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * Which of the series that are held belong together: of each family the slots of at most {@value #ELDERS}, those whose keys
 * mix to the least numbers, so that the order in which they came does not matter.
 */
final class Siblings {
    static final int ELDERS = 8;

    private final Slots slots;
    private final LongUnaryOperator families;
    private final Map<Long, int[]> elders = new HashMap<>();
    private final byte[][] pages = new byte[ELDERS][];
    private final int[] offsets = new int[ELDERS];

    Siblings(Slots slots, LongUnaryOperator families) {
        this.slots = slots;
        this.families = families;
    }

    /** Answers whether any series has a family. */
    boolean any() {
        return !elders.isEmpty();
    }

    /** Returns the slots of those that newcomers are told of. */
    BitSet slots() {
        BitSet all = new BitSet(slots.high());
        elders.values().forEach(each -> Arrays.stream(each).forEach(all::set));
        return all;
    }

    void join(int slot) {
        long family = families.applyAsLong(slots.key(slot));
        if (family == 0) {
            return;
        }
        int[] old = elders.getOrDefault(family, new int[0]);
        int[] all = Arrays.copyOf(old, old.length + 1);
        int at = old.length;
        while (at > 0 && before(slot, all[at - 1])) {
            all[at] = all[at - 1];
            at--;
        }
        all[at] = slot;
        elders.put(family, all.length > ELDERS ? Arrays.copyOf(all, ELDERS) : all);
    }

    private boolean before(int slot, int other) {
        return Long.compareUnsigned(KeyIndex.mix(slots.key(slot)), KeyIndex.mix(slots.key(other))) < 0;
    }

    void leave(int slot) {
        long family = families.applyAsLong(slots.key(slot));
        int[] old = elders.get(family);
        if (old == null) {
            return;
        }
        int[] rest = Arrays.stream(old).filter(each -> each != slot).toArray();
        if (rest.length == 0) {
            elders.remove(family);
        } else {
            elders.put(family, rest);
        }
    }

    /** Gives a series at its first point what its mature siblings know, when there are any. */
    void greet(int slot, long time, double value) {
        long family = families.applyAsLong(slots.key(slot));
        int[] all = elders.get(family);
        if (family == 0 || all == null) {
            return;
        }
        int many = 0;
        for (int each : all) {
            byte[] page = slots.page(each);
            int offset = Slots.offset(each);
            boolean mature = Cells.i64(page, offset + Layout.TAKEN) >= Prior.MATURE;
            // Of counters rates are known, which say nothing of the values of a newcomer.
            if (each != slot && mature && !Counting.counter(page, offset + Layout.FLAT)) {
                pages[many] = page;
                offsets[many++] = offset;
            }
        }
        if (many > 0) {
            new Prior(pages, offsets, many).give(slots.page(slot), Slots.offset(slot), time, value);
        }
        Arrays.fill(pages, null);
    }
}
