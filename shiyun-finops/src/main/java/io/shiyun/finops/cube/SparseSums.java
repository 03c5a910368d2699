package io.shiyun.finops.cube;

/** Sums of those groups alone that have rows: for answers with few of many possible ones. */
final class SparseSums implements Sums {
    private final PairIndex groups;
    final Slot slot;

    SparseSums(int costs) {
        groups = new PairIndex(1024, costs);
        slot = groups.slot();
    }

    /** Returns the place of a group at a time, counted in groups, made now if it is new. */
    int at(int unit, int group) {
        return groups.at(unit, group);
    }

    @Override
    public void each(Visitor visitor) {
        for (int i = 0; i < groups.size(); i++) {
            int group = (int) groups.key(i);
            if (group != 0 && slot.sums[i * slot.stride] != 0) {
                visitor.visit((int) (groups.key(i) >> 32), group, slot, i);
            }
        }
    }
}
