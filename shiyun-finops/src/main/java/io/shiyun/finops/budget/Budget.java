package io.shiyun.finops.budget;

import io.shiyun.finops.cube.Cost;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.model.Money;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What may be spent in a period, on what. Immutable; each method answers a changed copy.
 *
 * @param name by which its alarms are known; two budgets do not share one
 * @param limit for one period; only costs in its currency count, and others are named beside it,
 *     unless {@link CubeCosts#in} converts them
 * @param period how long before it begins anew
 * @param cost which cost counts
 * @param where for a dimension the values that count; all when empty
 * @param each the dimensions whose every group has the limit for itself; the whole has it when empty
 * @param thresholds when somebody wants to know
 */
public record Budget(
        String name,
        Money limit,
        Period period,
        Cost cost,
        Map<Dimension, Set<String>> where,
        List<Dimension> each,
        List<Threshold> thresholds) {
    public Budget {
        Objects.requireNonNull(period, "period");
        Objects.requireNonNull(cost, "cost");
        if (name.isBlank() || name.length() > 200) {
            throw new IllegalArgumentException("A budget needs a name of 1 to 200 characters, not '" + name + "'");
        }
        if (limit.amount().signum() <= 0) {
            throw new IllegalArgumentException(
                    "The limit of budget '" + name + "' is " + limit + "; it must be above zero");
        }
        where = Collections.unmodifiableMap(new LinkedHashMap<>(where));
        each = List.copyOf(each);
        thresholds = List.copyOf(thresholds);
        for (Dimension dimension : each) {
            if (dimension.kind() == Dimension.Kind.TIME) {
                throw new IllegalArgumentException(
                        "Budget '" + name + "' cannot be for each " + dimension + ": its time is the " + period);
            }
        }
        if (Set.copyOf(thresholds).size() < thresholds.size()) {
            throw new IllegalArgumentException("A threshold of budget '" + name + "' is named twice: " + thresholds);
        }
    }

    /**
     * A budget of billed cost by the month, of everything, with alarms at 80 and 100 percent spent and at 100 percent
     * expected.
     */
    public static Budget monthly(String name, Money limit) {
        return new Budget(
                name,
                limit,
                Period.MONTH,
                Cost.BILLED,
                Map.of(),
                List.of(),
                List.of(Threshold.actual(80), Threshold.actual(100), Threshold.forecast(100)));
    }

    /** Begins anew after another time. */
    public Budget per(Period length) {
        return new Budget(name, limit, length, cost, where, each, thresholds);
    }

    /** Counts another cost. */
    public Budget of(Cost which) {
        return new Budget(name, limit, period, which, where, each, thresholds);
    }

    /** Counts only what has one of these values in a dimension; the empty text is no value. */
    public Budget where(Dimension dimension, String... values) {
        Map<Dimension, Set<String>> more = new LinkedHashMap<>(where);
        more.put(dimension, Set.copyOf(new ArrayList<>(List.of(values))));
        return new Budget(name, limit, period, cost, more, each, thresholds);
    }

    /** Gives every group of these dimensions the limit for itself. */
    public Budget forEach(Dimension... dimensions) {
        return new Budget(name, limit, period, cost, where, List.of(dimensions), thresholds);
    }

    /** Has these thresholds in the place of the former ones. */
    public Budget alarmAt(Threshold... at) {
        return new Budget(name, limit, period, cost, where, each, List.of(at));
    }
}
