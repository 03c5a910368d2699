package io.shiyun.finops.budget;

import io.shiyun.finops.money.Conversion;
import io.shiyun.finops.money.Conversions;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;

/**
 * Where a budget stands, as a whole or for one group.
 *
 * @param budget the budget
 * @param group the values of the dimensions that it is for each of; empty for the whole
 * @param from the first day of the period
 * @param to the first day after it
 * @param spent what is spent of it, exact
 * @param outlook how the period will end
 * @param others what was spent in other currencies, which do not count: nothing is converted unless {@link CubeCosts#in}
 *     asked for it
 * @param conversions what of it was converted, day by day, with the rates
 * @param alarms what is to be told now
 */
public record BudgetStatus(
        Budget budget,
        List<String> group,
        LocalDate from,
        LocalDate to,
        Money spent,
        Outlook outlook,
        List<Money> others,
        List<Conversion> conversions,
        List<BudgetAlarm> alarms) {
    public BudgetStatus {
        group = List.copyOf(group);
        others = List.copyOf(others);
        conversions = List.copyOf(conversions);
        alarms = List.copyOf(alarms);
    }

    /** Returns the percentage of the limit that is spent, rounded half-even to one decimal. */
    public BigDecimal percent() {
        return spent.amount()
                .multiply(BigDecimal.valueOf(100))
                .divide(budget.limit().amount(), 1, RoundingMode.HALF_EVEN);
    }

    /** Returns when the limit will be spent; no day is told when there is no forecast. */
    public BudgetReach reach() {
        if (spent.amount().compareTo(budget.limit().amount()) >= 0) {
            return BudgetReach.already(to);
        }
        return outlook instanceof Forecast forecast ? forecast.reach(budget.limit()) : BudgetReach.unknown(to);
    }

    @Override
    public String toString() {
        return budget.name() + (group.isEmpty() ? "" : " of " + String.join(", ", group)) + ": " + spent + " of "
                + budget.limit() + " (" + percent().toPlainString() + " %), " + outlook.words()
                + (others.isEmpty() ? "" : "; not counted: " + others)
                + (conversions.isEmpty() ? "" : "; " + Conversions.words(conversions));
    }
}
