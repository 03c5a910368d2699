package io.shiyun.cost;

import io.shiyun.model.Money;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums by group and currency. Not thread-safe. */
final class CostFold {
    /** The most groups: about 200 MB. */
    static final int LIMIT = 1_000_000;

    private static final Comparator<CostRow> ORDER = Comparator.<CostRow, List<String>>comparing(
                    CostRow::key, CostFold::compare)
            .thenComparing(row -> row.cost().currency().getCurrencyCode());

    private record Group(List<String> key, Currency currency) {}

    private final Map<Group, ExactSum> sums = new HashMap<>();
    private final int limit;

    CostFold() {
        this(LIMIT);
    }

    CostFold(int limit) {
        this.limit = limit;
    }

    /** The sum of a group, which grows as it is added to. */
    ExactSum sum(List<String> key, Currency currency) {
        Group group = new Group(key, currency);
        ExactSum sum = sums.get(group);
        if (sum == null) {
            if (sums.size() == limit) {
                throw new IllegalArgumentException(
                        "More than " + limit + " groups: ask for a shorter time or fewer dimensions");
            }
            sum = new ExactSum();
            sums.put(group, sum);
        }
        return sum;
    }

    List<CostRow> rows() {
        List<CostRow> rows = new ArrayList<>(sums.size());
        sums.forEach((group, sum) -> rows.add(new CostRow(group.key(), new Money(sum.value(), group.currency()))));
        rows.sort(ORDER);
        return rows;
    }

    List<Money> totals() {
        Map<String, ExactSum> totals = new TreeMap<>();
        sums.forEach((group, sum) -> totals.computeIfAbsent(group.currency().getCurrencyCode(), code -> new ExactSum())
                .add(sum));
        List<Money> list = new ArrayList<>();
        totals.forEach((code, sum) -> list.add(new Money(sum.value(), Currency.getInstance(code))));
        return list;
    }

    private static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
