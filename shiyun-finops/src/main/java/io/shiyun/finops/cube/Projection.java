package io.shiyun.finops.cube;

import io.shiyun.finops.focus.Part;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which group each combination belongs to, by some dimensions and filters. It grows with the combinations; numbers once
 * given stay. Group 0 is what the filters leave out. Safe for use by several threads.
 */
final class Projection {
    /** In the place of a dimension of the cube: the billing period. */
    static final int PERIOD = -1;

    private final int[] dimensions;
    private final Map<Integer, Set<String>> filters;
    private final boolean byPeriod;
    private final Combos groups;
    private final Map<Integer, int[]> maps = new HashMap<>();
    private final Map<Integer, Integer> mapped = new HashMap<>();

    /**
     * @param dimensions positions in combinations, {@link #PERIOD} for the billing period; the currency comes before them
     * @param filters for positions the values that count
     */
    Projection(int[] dimensions, Map<Integer, Set<String>> filters) {
        this.dimensions = dimensions;
        this.filters = filters;
        this.byPeriod = Arrays.stream(dimensions).anyMatch(position -> position == PERIOD);
        this.groups = new Combos(dimensions.length + 1);
        int[] left = new int[dimensions.length + 1];
        Arrays.fill(left, -1);
        groups.id(left);
    }

    /** Returns whether a part counts. */
    boolean counts(Part part) {
        Set<String> periods = filters.get(PERIOD);
        return periods == null || periods.contains(part.billingPeriod().toString());
    }

    /** Returns the group of each combination of a state, for rows of a part. */
    synchronized int[] map(State state, Part part) {
        int period = byPeriod ? (int) part.billingPeriod().toEpochDay() : 0;
        int known = mapped.getOrDefault(period, 0);
        int size = state.combos().size();
        int[] map = maps.getOrDefault(period, new int[0]);
        if (known >= size) {
            return map;
        }
        map = Arrays.copyOf(map, size + size / 4);
        int[] key = new int[dimensions.length + 1];
        for (int combo = known; combo < size; combo++) {
            map[combo] = passes(state, combo) ? group(state.combos(), combo, period, key) : 0;
        }
        maps.put(period, map);
        mapped.put(period, size);
        return map;
    }

    private int group(Combos.View combos, int combo, int period, int[] key) {
        key[0] = combos.code(combo, 0);
        for (int i = 0; i < dimensions.length; i++) {
            key[i + 1] = dimensions[i] == PERIOD ? period : combos.code(combo, dimensions[i]);
        }
        return groups.id(key);
    }

    private boolean passes(State state, int combo) {
        for (Map.Entry<Integer, Set<String>> filter : filters.entrySet()) {
            int position = filter.getKey();
            if (position != PERIOD
                    && !filter.getValue()
                            .contains(state.text(position, state.combos().code(combo, position)))) {
                return false;
            }
        }
        return true;
    }

    synchronized int size() {
        return groups.size();
    }

    synchronized Combos.View groups() {
        return groups.view();
    }

    /** Returns the value of a dimension of a group, by its place among those asked for; -1 is the currency. */
    String text(State state, Combos.View view, int group, int dimension) {
        int code = view.code(group, dimension + 1);
        int position = dimension < 0 ? 0 : dimensions[dimension];
        return position == PERIOD ? LocalDate.ofEpochDay(code).toString() : state.text(position, code);
    }
}
