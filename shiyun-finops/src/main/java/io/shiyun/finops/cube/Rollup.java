package io.shiyun.finops.cube;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one query, kept up to date by what each commit adds and takes away. Safe for use by several threads; close
 * it when it is no longer asked.
 */
public final class Rollup implements AutoCloseable {
    private static final long MOST_SUMS = 1L << 24;

    private final Cube cube;
    private final ReentrantLock lock = new ReentrantLock();
    private Plan plan;
    private DenseSums sums;
    /** What was handed out: slots in it do not change any more. */
    private @Nullable Slot[] published = new Slot[0];

    private BitSet changed = new BitSet();
    private @Nullable CubeResult answer;
    /** Why it could not follow a commit. */
    private @Nullable String lost;

    Rollup(Cube cube, Plan plan) {
        if (plan.unit() == TimeUnits.HOUR) {
            throw new IllegalArgumentException("A rollup is by the day or coarser; ask by the hour with query()");
        }
        this.cube = cube;
        this.plan = plan;
        this.sums = new DenseSums(0, -1);
        change(plan.state(), List.of(), List.copyOf(plan.state().parts().values()));
        if (lost != null) {
            throw new IllegalArgumentException(lost);
        }
    }

    /**
     * Returns the answer as of the last commit.
     *
     * @throws IllegalStateException when a commit made it too large to keep
     */
    public CubeResult answer() {
        lock.lock();
        try {
            if (lost != null) {
                throw new IllegalStateException(lost);
            }
            CubeResult known = answer;
            if (known == null) {
                published = Arrays.copyOf(published, sums.slots.length);
                for (int i = changed.nextSetBit(0); i >= 0; i = changed.nextSetBit(i + 1)) {
                    Slot slot = sums.slots[i];
                    published[i] = slot == null ? null : slot.copy();
                }
                changed = new BitSet();
                known = new CubeResult(plan, new DenseSums(sums.firstUnit, published.clone()));
                answer = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    void change(State next, List<PartRows> gone, List<PartRows> brought) {
        lock.lock();
        try {
            plan = new Plan(
                    plan.query(), next, plan.projection(), plan.costs(), plan.unit(), plan.firstHour(), plan.endHour());
            gone.forEach(part -> apply(part, true));
            brought.forEach(part -> apply(part, false));
            answer = null;
        } finally {
            lock.unlock();
        }
    }

    private void apply(PartRows part, boolean away) {
        if (lost != null || !plan.counts(part)) {
            return;
        }
        int[] map = plan.map(part.part());
        int groups = plan.projection().size();
        DayCells cells = part.cells();
        for (int at = 0; at < cells.days(); at++) {
            Slot slot = plan.counts(cells.day(at)) ? slot(plan.unit().ofDay(cells.day(at)), groups) : null;
            if (slot != null) {
                cells.addDay(at, slot, map, plan.costs(), away);
            }
        }
        for (PartRows.Wide wide : part.wide()) {
            int cost = Folding.place(plan, wide);
            Slot at = cost < 0 ? null : slot(plan.unit().ofHour(wide.hour()), groups);
            if (at != null) {
                BigDecimal amount = away ? wide.amount().negate() : wide.amount();
                at.add(map[wide.combo()] * at.stride + 1 + cost, amount);
            }
        }
    }

    private @Nullable Slot slot(int unit, int groups) {
        if (!reach(unit, groups)) {
            return null;
        }
        Slot slot = sums.slot(unit, groups, plan.costs().length);
        slot.grow(groups);
        changed.set(unit - sums.firstUnit);
        return slot;
    }

    /** Makes the table reach to a unit of time, and returns whether it may. */
    private boolean reach(int unit, int groups) {
        int length = sums.slots.length;
        int first = length == 0 ? unit : Math.min(unit, sums.firstUnit);
        int last = length == 0 ? unit : Math.max(unit, sums.firstUnit + length - 1);
        long wanted = (last - (long) first + 1) * groups;
        if (wanted > MOST_SUMS) {
            lost = "A rollup of " + wanted + " sums is too large, " + MOST_SUMS
                    + " is the most; ask by fewer dimensions, or with query()";
            return false;
        }
        if (length > 0 && first == sums.firstUnit && last < first + length) {
            return true;
        }
        @Nullable Slot[] slots = new Slot[last - first + 1];
        @Nullable Slot[] handed = new Slot[last - first + 1];
        BitSet moved = new BitSet();
        int shift = length == 0 ? 0 : sums.firstUnit - first;
        System.arraycopy(sums.slots, 0, slots, shift, length);
        System.arraycopy(published, 0, handed, shift, Math.min(published.length, length));
        changed.stream().forEach(i -> moved.set(i + shift));
        sums = new DenseSums(first, slots);
        published = handed;
        changed = moved;
        return true;
    }

    /** Ends keeping it. */
    @Override
    public void close() {
        cube.forget(this);
    }
}
