package io.shiyun.finops.cube;

/** Adds a plan up: from the sums by day, or from the rows. */
final class Folding {
    /** Up to so many sums a table of all that are possible is taken, whatever few there are. */
    private static final long ALWAYS_DENSE = 1 << 20;

    private Folding() {}

    /** Returns whether a table of all possible sums is worth its room. */
    static boolean dense(Plan plan, int groups) {
        long possible = (long) groups * (plan.lastUnit() - plan.firstUnit() + 1L);
        return possible
                <= Math.max(
                        ALWAYS_DENSE,
                        4 * Math.min(plan.state().cells() * 24, plan.state().rows()));
    }

    /** Makes all groups known, so that their number does not grow on the way. */
    private static int groups(Plan plan) {
        for (PartRows part : plan.state().parts().values()) {
            if (plan.counts(part)) {
                plan.map(part.part());
            }
        }
        return plan.projection().size();
    }

    static Sums cells(Plan plan) {
        if (plan.empty()) {
            return new SparseSums(plan.costs().length);
        }
        int groups = groups(plan);
        if (dense(plan, groups)) {
            DenseSums sums = new DenseSums(plan.firstUnit(), plan.lastUnit());
            for (PartRows part : plan.state().parts().values()) {
                if (plan.counts(part)) {
                    addCells(plan, part, sums, groups);
                }
            }
            return sums;
        }
        SparseSums sums = new SparseSums(plan.costs().length);
        for (PartRows part : plan.state().parts().values()) {
            if (plan.counts(part)) {
                addCells(plan, part, sums);
            }
        }
        return sums;
    }

    private static void addCells(Plan plan, PartRows part, DenseSums sums, int groups) {
        Cells cells = part.cells();
        int[] map = plan.map(part.part());
        int size = cells.size();
        int first = 0;
        while (first < size) {
            int day = cells.day(first);
            int end = first;
            while (end < size && cells.day(end) == day) {
                end++;
            }
            if (day * 24L >= plan.firstHour() && day * 24L < plan.endHour()) {
                Slot slot = sums.slot(plan.unit().ofDay(day), groups, plan.costs().length);
                if (cells.slot().high == null) {
                    addLow(cells, first, end, slot, map, plan.costs());
                } else {
                    for (int cell = first; cell < end; cell++) {
                        addCell(cells.slot(), cell, slot, map[cells.combo(cell)], plan.costs(), false);
                    }
                }
            }
            first = end;
        }
        for (PartRows.Wide wide : part.wide()) {
            int cost = place(plan, wide);
            if (cost >= 0) {
                Slot slot = sums.slot(plan.unit().ofHour(wide.hour()), groups, plan.costs().length);
                slot.add(map[wide.combo()] * slot.stride + 1 + cost, wide.amount());
            }
        }
    }

    /** Adds cells whose sums have no high halves to the groups of one slot. */
    private static void addLow(Cells cells, int first, int end, Slot slot, int[] map, int[] costs) {
        long[] from = cells.slot().sums;
        long[] to = slot.sums;
        int step = cells.slot().stride;
        int stride = slot.stride;
        for (int cell = first; cell < end; cell++) {
            int at = map[cells.combo(cell)] * stride;
            int place = cell * step;
            to[at] += from[place];
            for (int k = 0; k < costs.length; k++) {
                at++;
                long amount = from[place + 1 + costs[k]];
                long before = to[at];
                long after = before + amount;
                to[at] = after;
                if (((before ^ after) & (amount ^ after)) < 0) {
                    slot.carry(at, before);
                }
            }
        }
    }

    private static void addCells(Plan plan, PartRows part, SparseSums sums) {
        Cells cells = part.cells();
        int[] map = plan.map(part.part());
        for (int cell = 0; cell < cells.size(); cell++) {
            long hour = cells.day(cell) * 24L;
            if (hour >= plan.firstHour() && hour < plan.endHour()) {
                int at = sums.at(plan.unit().ofDay(cells.day(cell)), map[cells.combo(cell)]);
                addCell(cells.slot(), cell, sums.slot, at, plan.costs(), false);
            }
        }
        addWide(plan, part, map, sums);
    }

    static void addWide(Plan plan, PartRows part, int[] map, SparseSums sums) {
        for (PartRows.Wide wide : part.wide()) {
            int cost = place(plan, wide);
            if (cost >= 0) {
                int at = sums.at(plan.unit().ofHour(wide.hour()), map[wide.combo()]);
                sums.slot.add(at * sums.slot.stride + 1 + cost, wide.amount());
            }
        }
    }

    /** Returns the place among the costs asked for of a wide amount that counts, or -1. */
    static int place(Plan plan, PartRows.Wide wide) {
        if (wide.hour() < plan.firstHour() || wide.hour() >= plan.endHour()) {
            return -1;
        }
        for (int i = 0; i < plan.costs().length; i++) {
            if (plan.costs()[i] == wide.cost()) {
                return i;
            }
        }
        return -1;
    }

    /** Adds the sums of a cell to those of a group, or takes them away. */
    static void addCell(Slot cells, int cell, Slot to, int group, int[] costs, boolean away) {
        int from = cell * cells.stride;
        int at = group * to.stride;
        long rows = cells.sums[from];
        to.sums[at] += away ? -rows : rows;
        for (int i = 0; i < costs.length; i++) {
            int place = from + 1 + costs[i];
            if (away) {
                to.subtract(at + 1 + i, cells.sums[place], Cells.high(cells, place));
            } else {
                to.add(at + 1 + i, cells.sums[place], Cells.high(cells, place));
            }
        }
    }
}
