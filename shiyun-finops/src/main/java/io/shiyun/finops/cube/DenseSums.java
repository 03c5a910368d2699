package io.shiyun.finops.cube;

import org.jspecify.annotations.Nullable;

/** Sums with a slot for each unit of time, and in it a place for each group: for answers that have most of them. */
final class DenseSums implements Sums {
    final int firstUnit;
    final @Nullable Slot[] slots;

    DenseSums(int firstUnit, @Nullable Slot[] slots) {
        this.firstUnit = firstUnit;
        this.slots = slots;
    }

    DenseSums(int firstUnit, int lastUnit) {
        this(firstUnit, new Slot[lastUnit - firstUnit + 1]);
    }

    /** Returns the slot of a unit of time, made now if it is new. */
    Slot slot(int unit, int groups, int costs) {
        Slot slot = slots[unit - firstUnit];
        if (slot == null) {
            slot = new Slot(groups, costs);
            slots[unit - firstUnit] = slot;
        }
        return slot;
    }

    @Override
    public void each(Visitor visitor) {
        for (int i = 0; i < slots.length; i++) {
            Slot slot = slots[i];
            if (slot == null) {
                continue;
            }
            int groups = slot.groups();
            for (int group = 1; group < groups; group++) {
                if (slot.sums[group * slot.stride] != 0) {
                    visitor.visit(firstUnit + i, group, slot, group);
                }
            }
        }
    }
}
