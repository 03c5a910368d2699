package io.shiyun.finops.cube;

/** The sums of an answer. */
interface Sums {
    /** Takes the sums of one group at one time. */
    @FunctionalInterface
    interface Visitor {
        /** The sums are at this place of the slot, counted in groups. */
        void visit(int unit, int group, Slot slot, int at);
    }

    /** Visits each group that has rows, at each time at which it has some. */
    void each(Visitor visitor);
}
