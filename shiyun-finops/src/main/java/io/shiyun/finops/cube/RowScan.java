package io.shiyun.finops.cube;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Adds rows up, block by block: a few columns at a time are unpacked into arrays that stay in the cache. One scan each. */
final class RowScan {
    private static final int AT_ONCE = 1024;
    /** More hours than a thousand years have are a mistake in a bill, and no table is made of them. */
    private static final long MOST_HOURS = 10_000_000;

    private final Plan plan;
    private final @Nullable SpillFile file;
    private final int groups;
    private final int[] combos = new int[AT_ONCE];
    private final int[] hours = new int[AT_ONCE];
    private final long[][] amounts;
    /** For each hour its slot; 0, which is thrown away, for those that do not count. */
    private final int[] slotOfHour;

    private final @Nullable Slot[] slots;
    /** The low halves of each slot, which are one step nearer so. */
    private final long[][] lows;

    private final int firstUnit;

    private RowScan(Plan plan, @Nullable SpillFile file, int groups) {
        this.plan = plan;
        this.file = file;
        this.groups = groups;
        this.amounts = new long[plan.costs().length][AT_ONCE];
        State state = plan.state();
        long span = (long) state.lastHour() - state.firstHour() + 1;
        if (span > MOST_HOURS) {
            throw new IllegalArgumentException(
                    "The charge periods span " + span + " hours; narrow the query by between()");
        }
        firstUnit = plan.firstUnit();
        slots = new Slot[plan.lastUnit() - firstUnit + 2];
        lows = new long[slots.length][0];
        slotOfHour = new int[(int) span];
        for (int i = 0; i < span; i++) {
            int hour = state.firstHour() + i;
            boolean counts = hour >= plan.firstHour() && hour < plan.endHour();
            boolean known = i > 0 && plan.unit() != TimeUnits.HOUR && Math.floorMod(hour, 24) != 0;
            slotOfHour[i] = !counts
                    ? 0
                    : known && slotOfHour[i - 1] != 0
                            ? slotOfHour[i - 1]
                            : plan.unit().ofHour(hour) - firstUnit + 1;
        }
    }

    static Sums of(Plan plan, @Nullable SpillFile file) {
        if (plan.empty()) {
            return new SparseSums(plan.costs().length);
        }
        for (PartRows part : plan.state().parts().values()) {
            if (plan.counts(part)) {
                plan.map(part.part());
            }
        }
        RowScan scan = new RowScan(plan, file, plan.projection().size());
        return Folding.dense(plan, scan.groups) ? scan.dense() : scan.sparse();
    }

    private Sums dense() {
        for (PartRows part : plan.state().parts().values()) {
            if (plan.counts(part)) {
                int[] map = plan.map(part.part());
                part.blocks().forEach(block -> dense(block, map));
                addWide(part, map);
            }
        }
        return new DenseSums(firstUnit, Arrays.copyOfRange(slots, 1, slots.length));
    }

    private void addWide(PartRows part, int[] map) {
        for (PartRows.Wide wide : part.wide()) {
            int cost = Folding.place(plan, wide);
            if (cost >= 0) {
                Slot slot = slot(slotOfHour[wide.hour() - plan.state().firstHour()]);
                slot.add(map[wide.combo()] * slot.stride + 1 + cost, wide.amount());
            }
        }
    }

    private Slot slot(int at) {
        Slot slot = slots[at];
        if (slot == null) {
            slot = new Slot(groups, plan.costs().length);
            slots[at] = slot;
            lows[at] = slot.sums;
        }
        return slot;
    }

    private void dense(Block block, int[] map) {
        if (block.lastHour() < plan.firstHour() || block.firstHour() >= plan.endHour()) {
            return;
        }
        int origin = plan.state().firstHour();
        int first = slotOfHour[block.firstHour() - origin];
        boolean oneSlot = first == slotOfHour[block.lastHour() - origin] && first != 0;
        if (!oneSlot) {
            for (int hour = block.firstHour(); hour <= block.lastHour(); hour++) {
                slot(slotOfHour[hour - origin]);
            }
        }
        byte[] data = block.bytes(file);
        for (int from = 0; from < block.rows(); from += AT_ONCE) {
            int count = Math.min(AT_ONCE, block.rows() - from);
            block.combos().read(data, from, count, combos);
            readAmounts(block, data, from, count);
            for (int i = 0; i < count; i++) {
                combos[i] = map[combos[i]];
            }
            if (oneSlot) {
                add(slot(first), count);
            } else {
                block.hours().read(data, from, count, hours);
                if (amounts.length == 2) {
                    addTwoMixed(count, origin, amounts[0], amounts[1]);
                } else {
                    addMixed(count, origin);
                }
            }
        }
    }

    private void readAmounts(Block block, byte[] data, int from, int count) {
        int[] costs = plan.costs();
        for (int k = 0; k < costs.length; k++) {
            block.amounts()[costs[k]].read(data, from, count, amounts[k]);
        }
    }

    /** Adds rows of one unit of time. */
    private void add(Slot slot, int count) {
        if (amounts.length == 2) {
            addTwo(slot, count, amounts[0], amounts[1]);
            return;
        }
        long[] sums = slot.sums;
        int stride = slot.stride;
        for (int i = 0; i < count; i++) {
            int at = combos[i] * stride;
            sums[at]++;
            for (int k = 0; k < amounts.length; k++) {
                slot.add(at + 1 + k, amounts[k][i]);
            }
        }
    }

    private void addTwo(Slot slot, int count, long[] one, long[] two) {
        long[] sums = slot.sums;
        int[] group = combos;
        for (int i = 0; i < count; i++) {
            int at = group[i] * 3;
            sums[at]++;
            long a = one[i];
            long before = sums[at + 1];
            long after = before + a;
            sums[at + 1] = after;
            if (((before ^ after) & (a ^ after)) < 0) {
                slot.carry(at + 1, before);
            }
            a = two[i];
            before = sums[at + 2];
            after = before + a;
            sums[at + 2] = after;
            if (((before ^ after) & (a ^ after)) < 0) {
                slot.carry(at + 2, before);
            }
        }
    }

    /** Adds rows of several units of time. */
    private void addMixed(int count, int origin) {
        int stride = amounts.length + 1;
        for (int i = 0; i < count; i++) {
            int slot = slotOfHour[hours[i] - origin];
            long[] sums = lows[slot];
            int at = combos[i] * stride;
            sums[at]++;
            for (long[] column : amounts) {
                at++;
                long a = column[i];
                long before = sums[at];
                long after = before + a;
                sums[at] = after;
                if (((before ^ after) & (a ^ after)) < 0) {
                    slot(slot).carry(at, before);
                }
            }
        }
    }

    private void addTwoMixed(int count, int origin, long[] one, long[] two) {
        int[] group = combos;
        int[] slotOf = slotOfHour;
        for (int i = 0; i < count; i++) {
            int slot = slotOf[hours[i] - origin];
            long[] sums = lows[slot];
            int at = group[i] * 3;
            sums[at]++;
            long a = one[i];
            long before = sums[at + 1];
            long after = before + a;
            sums[at + 1] = after;
            if (((before ^ after) & (a ^ after)) < 0) {
                slot(slot).carry(at + 1, before);
            }
            a = two[i];
            before = sums[at + 2];
            after = before + a;
            sums[at + 2] = after;
            if (((before ^ after) & (a ^ after)) < 0) {
                slot(slot).carry(at + 2, before);
            }
        }
    }

    private Sums sparse() {
        SparseSums sums = new SparseSums(plan.costs().length);
        for (PartRows part : plan.state().parts().values()) {
            if (plan.counts(part)) {
                int[] map = plan.map(part.part());
                part.blocks().forEach(block -> sparse(block, map, sums));
                Folding.addWide(plan, part, map, sums);
            }
        }
        return sums;
    }

    private void sparse(Block block, int[] map, SparseSums sums) {
        int origin = plan.state().firstHour();
        byte[] data = block.bytes(file);
        for (int from = 0; from < block.rows(); from += AT_ONCE) {
            int count = Math.min(AT_ONCE, block.rows() - from);
            block.combos().read(data, from, count, combos);
            block.hours().read(data, from, count, hours);
            readAmounts(block, data, from, count);
            for (int i = 0; i < count; i++) {
                int slot = slotOfHour[hours[i] - origin];
                if (slot == 0 || map[combos[i]] == 0) {
                    continue;
                }
                int at = sums.at(slot - 1 + firstUnit, map[combos[i]]);
                sums.slot.sums[at * sums.slot.stride]++;
                for (int k = 0; k < amounts.length; k++) {
                    sums.slot.add(at * sums.slot.stride + 1 + k, amounts[k][i]);
                }
            }
        }
    }
}
