package io.shiyun.finops.report;

import io.shiyun.finops.budget.CubeCosts;
import io.shiyun.finops.budget.DailyCosts;
import io.shiyun.finops.budget.Forecast;
import io.shiyun.finops.budget.Forecaster;
import io.shiyun.finops.budget.Outlook;
import io.shiyun.finops.cube.Cost;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.finops.money.Conversion;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/**
 * A month in one currency.
 *
 * @param currency of all amounts
 * @param month which
 * @param known how many of its days are over
 * @param total what it cost each day
 * @param before what as many days of the month before cost
 * @param outlook how it will end
 * @param conversions what of all these days, and of those before that the forecast rests on, was converted
 * @param by the groups of each dimension, the most expensive first
 */
record MonthData(
        Currency currency,
        YearMonth month,
        int known,
        DailyCosts total,
        BigDecimal before,
        Outlook outlook,
        List<Conversion> conversions,
        Map<Dimension, List<Group>> by) {
    /** Returns the data of each currency that has costs in the month or before it. */
    static List<MonthData> of(
            CubeCosts costs, Cost cost, YearMonth month, LocalDate asOf, Forecaster forecaster, List<Dimension> by) {
        LocalDate from = month.atDay(1);
        LocalDate to = month.plusMonths(1).atDay(1);
        int known = (int) Math.max(0, Math.min(to.toEpochDay(), asOf.toEpochDay()) - from.toEpochDay());
        List<MonthData> all = new ArrayList<>();
        LocalDate history = asOf.minusDays(Forecaster.HISTORY_DAYS);
        LocalDate before = from.minusMonths(1);
        LocalDate begin = history.isBefore(before) ? history : before;
        costs.daily(cost, Map.of(), begin, to).forEach((currency, days) -> {
            Map<Dimension, List<Group>> groups = new java.util.LinkedHashMap<>();
            for (Dimension dimension : by) {
                groups.put(dimension, groups(costs, cost, currency, dimension, month, known));
            }
            Outlook outlook = forecaster.forecast(days, asOf, from, to);
            BigDecimal compared = days.total(before, beforeEnd(month, known)).amount();
            all.add(new MonthData(
                    currency, month, known, days.between(from, to), compared, outlook, days.conversions(), groups));
        });
        return all;
    }

    /** The end of as many days of the month before; all of it when the month is over. */
    private static LocalDate beforeEnd(YearMonth month, int known) {
        YearMonth last = month.minusMonths(1);
        int days = known == month.lengthOfMonth() ? last.lengthOfMonth() : Math.min(known, last.lengthOfMonth());
        return last.atDay(1).plusDays(days);
    }

    private static List<Group> groups(
            CubeCosts costs, Cost cost, Currency currency, Dimension dimension, YearMonth month, int known) {
        LocalDate from = month.atDay(1);
        LocalDate to = from.plusMonths(1);
        List<Group> groups = new ArrayList<>();
        costs.daily(cost, Map.of(), List.of(dimension), from.minusMonths(1), to)
                .getOrDefault(currency, Map.of())
                .forEach((key, days) -> groups.add(new Group(
                        key.get(0),
                        days.between(from, to),
                        days.total(from, to).amount(),
                        days.total(from.minusMonths(1), beforeEnd(month, known)).amount())));
        groups.sort(Comparator.comparing(Group::total).reversed().thenComparing(Group::name));
        return groups;
    }

    BigDecimal spent() {
        return total.total(total.from(), total.to()).amount();
    }

    int length() {
        return month.lengthOfMonth();
    }

    /** Returns what is expected of each day that is not over, by its place in the month. */
    double[] expected() {
        double[] expected = new double[length()];
        if (outlook instanceof Forecast forecast) {
            for (Forecast.Day day : forecast.days()) {
                expected[day.day().getDayOfMonth() - 1] = day.expected().doubleValue();
            }
        }
        return expected;
    }
}
