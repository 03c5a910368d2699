package io.shiyun.finops.cube;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A question for a cube: which costs, by what, narrowed to what. Immutable; each method answers a changed copy.
 *
 * @param costs each answered beside the others, never added to them
 * @param by the dimensions of the groups; the currency is always one more
 * @param where for a dimension the values that count
 * @param from the first day of charge periods, UTC
 * @param to the first day no longer in it
 */
public record CubeQuery(
        List<Cost> costs, List<Dimension> by, Map<Dimension, Set<String>> where, LocalDate from, LocalDate to) {
    public CubeQuery {
        costs = List.copyOf(costs);
        by = List.copyOf(by);
        where = Collections.unmodifiableMap(new LinkedHashMap<>(where));
        if (costs.isEmpty()) {
            throw new IllegalArgumentException("No cost is asked for");
        }
        if (by.stream().distinct().count() < by.size()) {
            throw new IllegalArgumentException("A dimension is named twice in " + by);
        }
        if (by.stream().filter(one -> one.kind() == Dimension.Kind.TIME).count() > 1) {
            throw new IllegalArgumentException("Two units of time are named in " + by + "; the finer one says it all");
        }
        for (Dimension dimension : where.keySet()) {
            if (dimension.kind() == Dimension.Kind.TIME) {
                throw new IllegalArgumentException("The time is narrowed by between(), not by " + dimension);
            }
        }
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("The window ends on " + to + ", not after it begins on " + from);
        }
    }

    /** Asks for costs as a whole, over all time. */
    public static CubeQuery of(Cost first, Cost... more) {
        return new CubeQuery(List.copyOf(EnumSet.of(first, more)), List.of(), Map.of(), LocalDate.MIN, LocalDate.MAX);
    }

    /** In groups by these dimensions instead. */
    public CubeQuery by(Dimension... dimensions) {
        return new CubeQuery(costs, List.of(dimensions), where, from, to);
    }

    /** Only what has one of these values in a dimension; the empty text is no value. */
    public CubeQuery where(Dimension dimension, String... values) {
        Map<Dimension, Set<String>> more = new LinkedHashMap<>(where);
        more.put(dimension, Set.copyOf(new ArrayList<>(List.of(values))));
        return new CubeQuery(costs, by, more, from, to);
    }

    /** Only charge periods that start on these days, the second no longer among them. */
    public CubeQuery between(LocalDate first, LocalDate end) {
        return new CubeQuery(costs, by, where, first, end);
    }
}
