package io.shiyun.finops.budget;

import io.shiyun.model.Money;
import java.time.LocalDate;
import java.util.List;

/**
 * That a budget reached a threshold, told once a period.
 *
 * @param budget the name of the budget
 * @param group the values of the dimensions that the budget is for each of; empty for the whole
 * @param period the first day of the period
 * @param threshold which was reached
 * @param limit of the budget
 * @param amount what reached it: what is spent, or what is expected
 * @param outlook how the period will end, as far as can be said
 */
public record BudgetAlarm(
        String budget,
        List<String> group,
        LocalDate period,
        Threshold threshold,
        Money limit,
        Money amount,
        Outlook outlook) {
    public BudgetAlarm {
        group = List.copyOf(group);
    }

    /**
     * Returns whether the interval leaves no doubt: true for what is spent, and for a forecast whose lower end reaches
     * the threshold.
     */
    public boolean sure() {
        return threshold.on() == Threshold.Basis.ACTUAL
                || (outlook instanceof Forecast forecast
                        && forecast.lower().amount().compareTo(threshold.of(limit.amount())) >= 0);
    }

    @Override
    public String toString() {
        return "budget '" + budget + "'" + (group.isEmpty() ? "" : " of " + String.join(", ", group)) + " from "
                + period
                + ": " + threshold + " of " + limit + " reached with " + amount
                + (threshold.on() == Threshold.Basis.FORECAST ? " (" + outlook.words() + ")" : "");
    }
}
