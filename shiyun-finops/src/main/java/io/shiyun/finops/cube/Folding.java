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
        DayCells cells = part.cells();
        int[] map = plan.map(part.part());
        for (int at = 0; at < cells.days(); at++) {
            int day = cells.day(at);
            if (plan.counts(day)) {
                Slot slot = sums.slot(plan.unit().ofDay(day), groups, plan.costs().length);
                cells.addDay(at, slot, map, plan.costs(), false);
            }
        }
        for (PartRows.Wide wide : part.wide()) {
            int cost = place(plan, wide);
            if (cost >= 0) {
                Slot slot = sums.slot(plan.unit().ofHour(wide.hour()), groups, plan.costs().length);
                slot.add(map[wide.combo()] * slot.stride + 1 + cost, wide.amount());
            }
        }
    }

    private static void addCells(Plan plan, PartRows part, SparseSums sums) {
        DayCells cells = part.cells();
        int[] map = plan.map(part.part());
        for (int at = 0; at < cells.days(); at++) {
            int unit = plan.unit().ofDay(cells.day(at));
            for (int cell = cells.start(at); plan.counts(cells.day(at)) && cell < cells.start(at + 1); cell++) {
                int place = sums.at(unit, map[cells.combo(cell)]);
                cells.addCell(cell, sums.slot, place, plan.costs(), false);
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
}
