package io.shiyun.metrics;

import java.io.UncheckedIOException;

/**
 * Who is held by a bank: so many new series are let in an interval, the least recently fed leaves for the store when there is
 * no room, and comes back when it is asked for.
 */
final class Admission {
    private final BankLimits limits;
    private final DetectorStore store;
    private final Slots slots;
    private final Siblings siblings;
    private final Remarked remarked;
    private final byte[] scratch = new byte[Layout.SIZE];
    private long window = Long.MIN_VALUE;
    private int inWindow;
    private long refused;
    private long evicted;
    private long returned;
    private long storeFailures;

    Admission(BankLimits limits, DetectorStore store, Slots slots, Siblings siblings, Remarked remarked) {
        this.limits = limits;
        this.store = store;
        this.slots = slots;
        this.siblings = siblings;
        this.remarked = remarked;
    }

    /** Begins to count new series afresh when another interval has come. */
    void interval(long now) {
        long at = Math.floorDiv(now, limits.interval().toMillis());
        if (at != window) {
            window = at;
            inWindow = 0;
        }
    }

    /** Returns the slot of a series, or -1 when it is refused. */
    int slot(long series) {
        int slot = slots.index.find(series);
        if (slot >= 0) {
            slots.use(slot);
            return slot;
        }
        boolean known = recall(series);
        if (!known && inWindow >= limits.newSeries()) {
            refused++;
            return -1;
        }
        if (slots.full() && !evict()) {
            if (known) {
                store(series, scratch, 0);
            }
            refused++;
            return -1;
        }
        slot = slots.add(series, slots.clock());
        if (known) {
            System.arraycopy(scratch, 0, slots.page(slot), Slots.offset(slot), Layout.SIZE);
            returned++;
        } else {
            Engine.start(slots.page(slot), Slots.offset(slot));
            inWindow++;
        }
        siblings.join(slot);
        remarked.join(slot, series);
        return slot;
    }

    private boolean recall(long series) {
        try {
            return store.take(series, scratch, 0, Layout.SIZE);
        } catch (UncheckedIOException e) {
            storeFailures++;
            return false;
        }
    }

    private boolean store(long series, byte[] from, int offset) {
        try {
            store.put(series, from, offset, Layout.SIZE);
            return true;
        } catch (UncheckedIOException e) {
            storeFailures++;
            return false;
        }
    }

    private boolean evict() {
        int slot = slots.earliest();
        if (slot < 0) {
            return false;
        }
        if (!store(slots.key(slot), slots.page(slot), Slots.offset(slot))) {
            slots.stay();
            return false;
        }
        remove(slot);
        evicted++;
        return true;
    }

    void remove(int slot) {
        siblings.leave(slot);
        remarked.leave(slot);
        slots.remove(slot);
    }

    /** Takes from the store what it has of the series that are held, and keeps what learnt from more points. */
    void reconcile() {
        if (store == DetectorStore.NONE) {
            return;
        }
        for (int slot = 0; slot < slots.high(); slot++) {
            byte[] page = slots.page(slot);
            int offset = Slots.offset(slot);
            if (recall(slots.key(slot)) && learnt(scratch, 0) > learnt(page, offset)) {
                System.arraycopy(scratch, 0, page, offset, Layout.SIZE);
            }
        }
    }

    /** Points that a state took, those included that it forgot when the series proved to be of another kind. */
    private static long learnt(byte[] page, int offset) {
        return Cells.i64(page, offset + Layout.TAKEN) + Cells.i32(page, offset + Layout.FORGOTTEN);
    }

    DetectorBank.Counts counts(long points) {
        return new DetectorBank.Counts(slots.size(), points, refused, evicted, returned, storeFailures);
    }
}
