package io.shiyun.finops.cube;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The answer to a query, as of when it was asked. Immutable and safe for use by several threads. */
public final class CubeResult {
    private final CubeQuery query;
    private final State state;
    private final Projection projection;
    private final Combos.View groups;
    private final TimeUnits unit;
    private final Sums sums;

    CubeResult(Plan plan, Sums sums) {
        this.query = plan.query();
        this.state = plan.state();
        this.projection = plan.projection();
        this.groups = plan.projection().groups();
        this.unit = plan.unit();
        this.sums = sums;
    }

    /** Returns what was asked. */
    public CubeQuery query() {
        return query;
    }

    /** Returns how many groups there are. */
    public long size() {
        long[] count = new long[1];
        sums.each((time, group, slot, at) -> count[0]++);
        return count[0];
    }

    /** Returns the groups in the order of their keys and currencies. */
    public List<CubeRow> rows() {
        List<CubeRow> rows = new ArrayList<>();
        sums.each((time, group, slot, at) -> rows.add(row(time, group, slot, at)));
        rows.sort(CubeResult::compare);
        return List.copyOf(rows);
    }

    /** Returns the exact sum of one cost over all groups, a sum for each currency. */
    public Map<String, BigDecimal> totals(Cost cost) {
        int place = query.costs().indexOf(cost);
        if (place < 0) {
            throw new IllegalArgumentException(cost + " was not asked for, only " + query.costs());
        }
        int most = 0;
        for (int group = 1; group < groups.size(); group++) {
            most = Math.max(most, groups.code(group, 0));
        }
        Slot total = new Slot(most + 1, 1);
        sums.each((time, group, slot, at) -> {
            int from = at * slot.stride + 1 + place;
            int to = groups.code(group, 0) * 2;
            total.sums[to]++;
            total.add(to + 1, slot.sums[from], Cells.high(slot, from));
            BigDecimal wide = slot.wide == null ? null : slot.wide.get(from);
            if (wide != null) {
                total.add(to + 1, wide);
            }
        });
        Map<String, BigDecimal> totals = new TreeMap<>();
        for (int currency = 0; currency <= most; currency++) {
            if (total.rows(currency) > 0) {
                totals.put(state.text(0, currency), total.sum(currency, 0));
            }
        }
        return totals;
    }

    private CubeRow row(int time, int group, Slot slot, int at) {
        List<String> key = new ArrayList<>(query.by().size());
        int dimension = 0;
        for (Dimension by : query.by()) {
            key.add(
                    by.kind() == Dimension.Kind.TIME
                            ? unit.text(time)
                            : projection.text(state, groups, group, dimension++));
        }
        Map<Cost, BigDecimal> amounts = new EnumMap<>(Cost.class);
        for (int i = 0; i < query.costs().size(); i++) {
            amounts.put(query.costs().get(i), slot.sum(at, i));
        }
        return new CubeRow(key, projection.text(state, groups, group, -1), slot.rows(at), amounts);
    }

    private static int compare(CubeRow a, CubeRow b) {
        for (int i = 0; i < a.key().size(); i++) {
            int order = a.key().get(i).compareTo(b.key().get(i));
            if (order != 0) {
                return order;
            }
        }
        return a.currency().compareTo(b.currency());
    }
}
