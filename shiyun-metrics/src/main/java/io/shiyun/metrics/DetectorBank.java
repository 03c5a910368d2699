package io.shiyun.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * The anomaly detectors of up to some million series in flat memory, fed in batches.
 *
 * <p>A series is named by a number that the caller gives it for good. The verdicts on it are those, to the bit, that an
 * {@link AnomalyDetector} of its own would give, whatever else is in the bank; only a new series that has mature siblings
 * starts with what they know, so that it is judged from its tenth point on. What was fed least recently leaves for the
 * store when there is no room, and comes back with its next point. So many new series are let in an interval; the points
 * of others are refused and counted until the next. Memory is at most {@link #bytes(int)}.
 *
 * <p>Deterministic. Not thread-safe: one thread at a time. Several processors take several banks, with each series in one.
 */
public final class DetectorBank {
    /** Points that are looked up together, so that their memory is fetched together. */
    private static final int BLOCK = 64;

    /** No series has siblings. */
    public static final LongUnaryOperator ALONE = series -> 0;

    private final BankLimits limits;
    private final DetectorStore store;
    private final Slots slots;
    private final Siblings siblings;
    private final Engine engine = new Engine();
    private final int[] block;
    private long window;
    private int inWindow;
    private long points;
    private long refused;
    private long evicted;
    private long returned;
    private long storeFailures;
    private final byte[] scratch = new byte[Layout.SIZE];
    /** What came of touching memory, so that it is not left out. */
    int fetched;

    /** Told of each alarm of a batch, in its order. */
    @FunctionalInterface
    public interface Alarms {
        /** Takes the verdict on the point at {@code index} of the batch. */
        void alarm(int index, long series, Verdict verdict);
    }

    /**
     * What a bank holds and has done since it was made.
     *
     * @param series held now
     * @param points judged, those refused by their detector included
     * @param refused points of series that were new beyond the limit, or for which the store made no room
     * @param evicted states that left for the store
     * @param returned states that came back
     * @param storeFailures states that the store could not keep or give back
     */
    public record Counts(int series, long points, long refused, long evicted, long returned, long storeFailures) {}

    /** A bank that forgets what it has no room for. */
    public DetectorBank(BankLimits limits) {
        this(limits, DetectorStore.NONE, ALONE);
    }

    /**
     * A bank that puts what it has no room for into a store, and gives a new series what its siblings know.
     *
     * @param families answers the family of a series, such as those of one metric and role, always the same; 0 for none
     */
    public DetectorBank(BankLimits limits, DetectorStore store, LongUnaryOperator families) {
        this.limits = limits;
        this.store = store;
        this.slots = new Slots(limits.series());
        this.siblings = new Siblings(slots, families);
        this.block = new int[Math.min(BLOCK, limits.series())];
        this.window = Long.MIN_VALUE;
    }

    /** Returns the most bytes of memory that a bank of so many series takes, everything included. */
    public static long bytes(int series) {
        long pages = (series + Slots.PER_PAGE - 1L) / Slots.PER_PAGE;
        return series * (long) (Layout.SIZE + Slots.BESIDE) + pages * 64 + 65_536;
    }

    /**
     * Takes a batch of points in the order of each series.
     *
     * @param now milliseconds since the epoch, by which new series are counted
     * @param series of each point
     * @param times of each point, in milliseconds since the epoch
     * @param values of each point
     * @param count of points, from the first of each array
     * @param alarms told of each point that raises one
     */
    public void feed(long now, long[] series, long[] times, double[] values, int count, Alarms alarms) {
        if (count < 0 || count > series.length || count > times.length || count > values.length) {
            throw new IllegalArgumentException("count: " + count + " points of " + series.length + " series, "
                    + times.length + " times and " + values.length + " values; hand over as many of each");
        }
        interval(now);
        for (int from = 0; from < count; from += block.length) {
            int many = Math.min(block.length, count - from);
            slots.tick();
            for (int i = 0; i < many; i++) {
                block[i] = slot(series[from + i]);
            }
            fetch(many, times[from]);
            for (int i = 0; i < many; i++) {
                int slot = block[i];
                if (slot >= 0) {
                    byte[] page = slots.page(slot);
                    int offset = Slots.offset(slot);
                    judge(slot, page, offset, times[from + i], values[from + i]);
                    if (engine.alarm) {
                        alarms.alarm(from + i, series[from + i], engine.verdict(page, offset));
                    }
                }
            }
        }
    }

    /** Touches the memory of a block: the loads of many states overlap where those of one would wait for each other. */
    private void fetch(int many, long time) {
        int sum = 0;
        for (int i = 0; i < many; i++) {
            int slot = block[i];
            if (slot >= 0) {
                sum += engine.touch(slots.page(slot), Slots.offset(slot), time);
            }
        }
        fetched = sum;
    }

    /** Takes one point; the answer is empty when its series is refused. */
    public Optional<Verdict> update(long now, long series, long time, double value) {
        interval(now);
        slots.tick();
        int slot = slot(series);
        if (slot < 0) {
            return Optional.empty();
        }
        judge(slot, slots.page(slot), Slots.offset(slot), time, value);
        return Optional.of(engine.verdict(slots.page(slot), Slots.offset(slot)));
    }

    private void judge(int slot, byte[] page, int offset, long time, double value) {
        points++;
        if (Cells.i64(page, offset + Layout.TAKEN) == 0 && Double.isFinite(value)) {
            siblings.greet(slot, time, value);
        }
        engine.feed(page, offset, time, value);
    }

    /** Asks whether the points of a series are overdue; the answer is empty when it is not held. */
    public Optional<Verdict> silence(long now, long series) {
        int slot = slots.index.find(series);
        return slot < 0 ? Optional.empty() : Optional.of(silence(slot, now));
    }

    /** Asks whether the points of any series that is held are overdue; the index of an alarm is -1. */
    public void silence(long now, Alarms alarms) {
        for (int slot = 0; slot < slots.high(); slot++) {
            if (slots.taken(slot)) {
                engine.silence(slots.page(slot), Slots.offset(slot), now);
                if (engine.alarm) {
                    alarms.alarm(-1, slots.key(slot), engine.verdict(slots.page(slot), Slots.offset(slot)));
                }
            }
        }
    }

    private Verdict silence(int slot, long now) {
        engine.silence(slots.page(slot), Slots.offset(slot), now);
        return engine.verdict(slots.page(slot), Slots.offset(slot));
    }

    /** Forgets a series that is held. */
    public void forget(long series) {
        int slot = slots.index.find(series);
        if (slot >= 0) {
            remove(slot);
        }
    }

    /** Returns what the bank holds and has done. */
    public Counts counts() {
        return new Counts(slots.size(), points, refused, evicted, returned, storeFailures);
    }

    private void interval(long now) {
        long at = Math.floorDiv(now, limits.interval().toMillis());
        if (at != window) {
            window = at;
            inWindow = 0;
        }
    }

    /** Returns the slot of a series, or -1 when it is refused. */
    private int slot(long series) {
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

    private void remove(int slot) {
        siblings.leave(slot);
        slots.remove(slot);
    }

    /**
     * Writes the whole bank: what it holds, and which was used when. The store is not written.
     *
     * @throws IOException from the stream, which stays open
     */
    public void save(OutputStream out) throws IOException {
        BankForm.write(slots, out);
    }

    /**
     * Returns a bank that goes on where the saved one stopped, with the same bits. What the store has of a series that was
     * saved too is taken from it: the state that has learnt from more points is kept.
     *
     * @throws IllegalArgumentException when the bytes are cut short, damaged, of another kind or version, or hold more
     *     series than the limits allow
     * @throws IOException from the stream, which stays open
     */
    public static DetectorBank restore(
            InputStream in, BankLimits limits, DetectorStore store, LongUnaryOperator families) throws IOException {
        DetectorBank bank = new DetectorBank(limits, store, families);
        BankForm.read(bank.slots, limits.series(), in);
        for (int slot = 0; slot < bank.slots.high(); slot++) {
            bank.siblings.join(slot);
        }
        if (store != DetectorStore.NONE) {
            bank.reconcile();
        }
        return bank;
    }

    private void reconcile() {
        for (int slot = 0; slot < slots.high(); slot++) {
            byte[] page = slots.page(slot);
            int offset = Slots.offset(slot);
            if (recall(slots.key(slot)) && Cells.i64(scratch, Layout.TAKEN) > Cells.i64(page, offset + Layout.TAKEN)) {
                System.arraycopy(scratch, 0, page, offset, Layout.SIZE);
            }
        }
    }
}
