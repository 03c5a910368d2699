package io.shiyun.finops.cube;

import io.shiyun.finops.focus.Part;
import java.time.LocalDate;

/**
 * A query made ready for a state.
 *
 * @param query the query
 * @param state what is asked
 * @param projection the groups
 * @param costs the places of the costs in the cube
 * @param unit the unit of time of the groups
 * @param firstHour the first hour that counts
 * @param endHour the first that no longer does
 */
@SuppressWarnings("ArrayRecordComponent")
record Plan(
        CubeQuery query,
        State state,
        Projection projection,
        int[] costs,
        TimeUnits unit,
        long firstHour,
        long endHour) {
    static long hour(LocalDate day) {
        return Math.max(Math.min(day.toEpochDay(), 100_000_000L), -100_000_000L) * 24;
    }

    boolean counts(PartRows part) {
        return part.lastHour() >= firstHour && part.firstHour() < endHour && projection.counts(part.part());
    }

    boolean counts(int day) {
        return day * 24L >= firstHour && day * 24L < endHour;
    }

    int[] map(Part part) {
        return projection.map(state, part);
    }

    boolean empty() {
        return state.lastHour() < state.firstHour() || firstUnit() > lastUnit();
    }

    int firstUnit() {
        return unit.ofHour((int) Math.max(state.firstHour(), Math.min(firstHour, state.lastHour())));
    }

    int lastUnit() {
        return unit.ofHour((int) Math.min(state.lastHour(), Math.max(endHour - 1, state.firstHour())));
    }
}
