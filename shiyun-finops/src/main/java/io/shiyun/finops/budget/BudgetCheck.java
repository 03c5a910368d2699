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
    private final CubeCosts costs;
    private final Budget budget;
    private final LocalDate asOf;
    private final Forecaster forecaster;
    private final BudgetAlarms alarms;
    private final LocalDate from;
    private final LocalDate to;

    BudgetCheck(CubeCosts costs, Budget budget, LocalDate asOf, Forecaster forecaster, BudgetAlarms alarms) {
        this.costs = costs;
        this.budget = budget;
        this.asOf = asOf;
        this.forecaster = forecaster;
        this.alarms = alarms;
        this.from = budget.period().startOf(asOf);
        this.to = budget.period().endOf(from);
    }

    List<BudgetStatus> statuses() {
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
        List<BudgetStatus> statuses = new ArrayList<>();
        for (List<String> group : groups) {
            DailyCosts days = all.getOrDefault(own, Map.of()).get(group);
            statuses.add(status(group, days == null ? nothing(own, all) : days, others(own, group, all)));
        }
        return statuses;
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

    private BudgetStatus status(List<String> group, DailyCosts days, List<Money> others) {
        Money spent = days.total(from, to);
        Outlook outlook = forecaster.forecast(days, asOf, from, to);
        return new BudgetStatus(
                budget, group, from, to, spent, outlook, others, alarms.check(budget, group, from, spent, outlook));
    }
}
