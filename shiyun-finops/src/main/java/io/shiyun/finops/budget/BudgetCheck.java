package io.shiyun.finops.budget;

import io.shiyun.model.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One budget beside the costs it is for. */
final class BudgetCheck {
    private final Budget budget;
    private final LocalDate from;
    private final LocalDate to;
    private final List<Standing> standings = new ArrayList<>();

    /** One group, before any alarm. */
    private record Standing(List<String> group, DailyCosts days, Outlook outlook, List<Money> others) {}

    private BudgetCheck(Budget budget, LocalDate asOf) {
        this.budget = budget;
        this.from = budget.period().startOf(asOf);
        this.to = budget.period().endOf(from);
    }

    static BudgetCheck of(CubeCosts all, Budget budget, LocalDate asOf, Forecaster forecaster) {
        BudgetCheck check = new BudgetCheck(budget, asOf);
        check.look(all.forLimitIn(budget.limit().currency()), asOf, forecaster);
        return check;
    }

    private void look(CubeCosts costs, LocalDate asOf, Forecaster forecaster) {
        LocalDate history = asOf.minusDays(Forecaster.HISTORY_DAYS);
        LocalDate begin = history.isBefore(from) ? history : from;
        Map<Currency, Map<List<String>, DailyCosts>> all =
                costs.daily(budget.cost(), budget.where(), budget.each(), begin, to);
        Currency own = budget.limit().currency();
        Set<List<String>> groups = new LinkedHashSet<>();
        if (budget.each().isEmpty()) {
            groups.add(List.of());
        }
        all.values().forEach(series -> groups.addAll(series.keySet()));
        for (List<String> group : groups) {
            DailyCosts known = all.getOrDefault(own, Map.of()).get(group);
            DailyCosts days = known == null ? nothing(own, all) : known;
            standings.add(
                    new Standing(group, days, forecaster.forecast(days, asOf, from, to), others(own, group, all)));
        }
    }

    /** Costs of a group that has none in the currency of the budget: zero on each day that others have costs on. */
    private DailyCosts nothing(Currency own, Map<Currency, Map<List<String>, DailyCosts>> all) {
        return all.values().stream()
                .flatMap(series -> series.values().stream())
                .findFirst()
                .map(days -> new DailyCosts(own, days.to(), List.of(), Set.of()))
                .orElseGet(() -> new DailyCosts(own, from, List.of(), Set.of()));
    }

    private List<Money> others(Currency own, List<String> group, Map<Currency, Map<List<String>, DailyCosts>> all) {
        List<Money> others = new ArrayList<>();
        all.forEach((currency, series) -> {
            DailyCosts days = series.get(group);
            if (!currency.equals(own) && days != null) {
                Money total = days.total(from, to);
                if (total.amount().signum() != 0) {
                    others.add(total);
                }
            }
        });
        return others;
    }

    List<BudgetStatus> statuses(BudgetAlarms alarms) {
        return standings.stream()
                .map(one -> {
                    Money spent = one.days.total(from, to);
                    return new BudgetStatus(
                            budget,
                            one.group,
                            from,
                            to,
                            spent,
                            one.outlook,
                            one.others,
                            one.days.conversions(from, to),
                            alarms.check(budget, one.group, from, spent, one.outlook));
                })
                .toList();
    }
}
