package io.shiyun.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
    /** Points that are looked up together and judged in the order of memory, at most. */
    static final int PART = 1 << 20;
    /** Points whose memory is fetched together. */
    private static final int BLOCK = 64;

    /** No series has siblings. */
    public static final LongUnaryOperator ALONE = series -> 0;

    private final int part;
    private final Slots slots;
    private final Siblings siblings;
    private final Remarked remarked;
    private final Admission admission;
    private final Engine engine = new Engine();
    private final SlotOrder order;
    private final long[] blockTimes = new long[BLOCK];
    private final double[] blockValues = new double[BLOCK];
    private long points;
    /** What came of touching memory, so that it is not left out. */
    int fetched;

    /** An alarm that is told when its part of the batch has been judged. */
    private record Told(int index, Verdict verdict) {}

    /**
     * Told of each alarm of a batch, in its order, after the up to 1,048,576 points around it were judged. What it throws
     * ends the batch: the points behind those were not taken.
     */
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
        this.part = Math.min(PART, limits.series());
        this.slots = new Slots(limits.series());
        this.siblings = new Siblings(slots, families);
        this.remarked = new Remarked(limits.remarked());
        this.admission = new Admission(limits, store, slots, siblings, remarked);
        this.order = new SlotOrder(part);
    }

    /**
     * Returns the most bytes of memory that a bank of so many series takes, everything included but remarks, of up to 32 KiB
     * a series that has any, and the verdicts of alarms until they are told.
     */
    public static long bytes(int series) {
        long pages = (series + Slots.PER_PAGE - 1L) / Slots.PER_PAGE;
        return series * (long) (Layout.SIZE + Slots.BESIDE) + pages * 64 + 16L * Math.min(series, PART) + 131_072;
    }

    /**
     * Takes a batch of points in the order of each series. Up to 1,048,576 points are judged in the order of memory,
     * however the batch mixes the series; new series whose family has others come after these.
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
        admission.interval(now);
        for (int from = 0; from < count; from += part) {
            List<Told> told = new ArrayList<>(0);
            int end = from + Math.min(part, count - from);
            find(series, from, end);
            order.sort();
            walk(times, values, true, told);
            if (order.deferred()) {
                walk(times, values, false, told);
            }
            told.sort(Comparator.comparingInt(Told::index));
            for (Told each : told) {
                alarms.alarm(each.index, series[each.index], each.verdict);
            }
        }
    }

    /** Looks up the points from one index to another. */
    private void find(long[] series, int from, int to) {
        order.clear(to - from);
        slots.hold();
        for (int i = from; i < to; i++) {
            slots.tick();
            int slot = admission.slot(series[i]);
            if (slot >= 0) {
                order.add(slot, i);
            }
        }
    }

    /**
     * Judges the points in their order, a block at a time whose memory is touched first: the loads of many states overlap
     * where those of one would wait for each other.
     *
     * @param known whether newcomers with siblings wait, so that those have seen what came with them
     */
    private void walk(long[] times, double[] values, boolean known, List<Told> told) {
        int sum = 0;
        int count = order.size();
        for (int from = 0; from < count; from += BLOCK) {
            int to = Math.min(count, from + BLOCK);
            for (int i = from; i < to; i++) {
                int slot = order.slot(i);
                blockTimes[i - from] = times[order.index(i)];
                blockValues[i - from] = values[order.index(i)];
                sum += engine.touch(slots.page(slot), Slots.offset(slot), blockTimes[i - from]);
            }
            for (int i = from; i < to; i++) {
                int slot = order.slot(i);
                if (known && siblings.any() && empty(slot)) {
                    order.defer(slot, order.index(i));
                    continue;
                }
                judge(slot, blockTimes[i - from], blockValues[i - from]);
                if (engine.alarm || remarked.at(slot)) {
                    Verdict verdict = verdict(slot);
                    if (verdict.alarm()) {
                        told.add(new Told(order.index(i), verdict));
                    }
                }
            }
        }
        fetched = sum;
    }

    private boolean empty(int slot) {
        return Cells.i64(slots.page(slot), Slots.offset(slot) + Layout.TAKEN) == 0;
    }

    /** Takes one point; the answer is empty when its series is refused. */
    public Optional<Verdict> update(long now, long series, long time, double value) {
        admission.interval(now);
        slots.hold();
        slots.tick();
        int slot = admission.slot(series);
        if (slot < 0) {
            return Optional.empty();
        }
        judge(slot, time, value);
        return Optional.of(verdict(slot));
    }

    private void judge(int slot, long time, double value) {
        points++;
        if (empty(slot) && Double.isFinite(value)) {
            siblings.greet(slot, time, value);
        }
        engine.feed(slots.page(slot), Slots.offset(slot), time, value);
    }

    /** Returns the latest verdict, which is on the series at this slot, after what was said of it. */
    private Verdict verdict(int slot) {
        Verdict verdict = engine.verdict(slots.page(slot), Slots.offset(slot));
        return remarked.at(slot) ? remarked.weigh(slots.key(slot), verdict) : verdict;
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
                if (engine.cause != Cause.NONE && (engine.alarm || remarked.at(slot))) {
                    Verdict verdict = verdict(slot);
                    if (verdict.alarm()) {
                        alarms.alarm(-1, slots.key(slot), verdict);
                    }
                }
            }
        }
    }

    private Verdict silence(int slot, long now) {
        engine.silence(slots.page(slot), Slots.offset(slot), now);
        // That nothing is overdue says nothing of an event that is kept quiet.
        return engine.cause == Cause.NONE ? engine.verdict(slots.page(slot), Slots.offset(slot)) : verdict(slot);
    }

    /**
     * Takes what somebody said of the alarms of a series, held or not. From now on the verdicts on it are those, to the bit,
     * that an {@link AdjustedDetector} of its own would give. What was said stays while the state is in the store.
     *
     * @throws IllegalStateException when as many other series as the limits allow have remarks; then nothing changed
     */
    public void remark(long series, Remark remark) {
        remarked.add(series, slots.index.find(series), Objects.requireNonNull(remark, "remark"));
    }

    /** Returns the latest remarks on a series, the oldest first. */
    public List<Remark> remarks(long series) {
        Feedback feedback = remarked.all().get(series);
        return feedback == null ? List.of() : feedback.remarks();
    }

    /** Returns the series on which there are remarks, in rising order. */
    public long[] remarked() {
        return remarked.all().keySet().stream().mapToLong(Long::longValue).toArray();
    }

    /** Forgets what was said of a series, which is judged as if nothing had been. */
    public void forgetRemarks(long series) {
        remarked.forget(series, slots.index.find(series));
    }

    /** Forgets a series that is held, and what was said of it, held or not. */
    public void forget(long series) {
        forgetRemarks(series);
        int slot = slots.index.find(series);
        if (slot >= 0) {
            admission.remove(slot);
        }
    }

    /** Returns what the bank holds and has done. */
    public Counts counts() {
        return admission.counts(points);
    }

    /**
     * Writes the whole bank: what it holds, which was used when, and what was said. The store is not written.
     *
     * @throws IOException from the stream, which stays open
     */
    public void save(OutputStream out) throws IOException {
        BankForm.write(slots, siblings, remarked, out);
    }

    /**
     * Returns a bank that goes on where the saved one stopped: with the same bits, when the families are the same and the
     * store gives back what it held then. Of series not fed for a billion points, others may leave first.
     *
     * <p>What the store has of a series that was saved too is taken from it: the state that has learnt from more points is
     * kept.
     *
     * @throws IllegalArgumentException when the bytes are cut short, damaged, of another kind or version, or hold more
     *     series, or series with remarks, than the limits allow
     * @throws IOException from the stream, which stays open
     */
    public static DetectorBank restore(
            InputStream in, BankLimits limits, DetectorStore store, LongUnaryOperator families) throws IOException {
        DetectorBank bank = new DetectorBank(limits, store, families);
        BitSet elders = BankForm.read(bank.slots, limits, bank.remarked, in);
        for (int slot = 0; slot < bank.slots.high(); slot++) {
            if (elders.get(slot)) {
                bank.siblings.join(slot);
            }
            bank.remarked.join(slot, bank.slots.key(slot));
        }
        bank.admission.reconcile();
        return bank;
    }
}
