package io.shiyun.finops.budget;

import io.shiyun.finops.cube.Cost;
import io.shiyun.finops.cube.Cube;
import io.shiyun.finops.cube.CubeQuery;
import io.shiyun.finops.cube.CubeRow;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.finops.focus.Coverage;
import io.shiyun.finops.money.BillingException;
import io.shiyun.finops.money.Conversion;
import io.shiyun.finops.money.Conversions;
import io.shiyun.finops.money.ExchangeRates;
import io.shiyun.finops.money.Rounding;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The costs in a cube, day by day. Immutable but for the cube behind it, whose latest commit each question sees; safe for
 * use by several threads.
 */
public final class CubeCosts {
    private final Cube cube;
    private final Set<LocalDate> missing;
    private final @Nullable ExchangeRates rates;
    private final @Nullable Currency currency;

    private CubeCosts(Cube cube, Set<LocalDate> missing, @Nullable ExchangeRates rates, @Nullable Currency currency) {
        this.cube = cube;
        this.missing = Set.copyOf(missing);
        this.rates = rates;
        this.currency = currency;
    }

    /** Returns the costs in a cube, all of whose days are taken for complete. */
    public static CubeCosts of(Cube cube) {
        return new CubeCosts(cube, Set.of(), null, null);
    }

    /**
     * Converts everything to one currency, each day's costs at the rate of that day, exactly; a day without costs needs no
     * rate. Budgets are then compared in the currency of their own limit. Whatever is answered says by which rates. From
     * then on a question throws {@link BillingException} with RATE_MISSING, which names day and pair, when a rate is
     * missing; {@link ExchangeRates#lastKnownWithin} allows older ones.
     *
     * @param code ISO 4217
     * @param table the dated rates
     */
    public CubeCosts in(String code, ExchangeRates table) {
        return new CubeCosts(cube, missing, table, Rounding.currency(code));
    }

    /** Returns the same in the currency of a budget, if currencies are converted at all. */
    CubeCosts forLimitIn(Currency own) {
        return rates == null ? this : new CubeCosts(cube, missing, rates, own);
    }

    /** Returns the currency to which everything is converted; empty when nothing is. */
    public Optional<Currency> currency() {
        return Optional.ofNullable(currency);
    }

    /**
     * Takes these days for incomplete: what they lack is not taken for a day that cost nothing.
     *
     * @param days such as those of {@link #gaps}
     */
    public CubeCosts missing(Set<LocalDate> days) {
        return new CubeCosts(cube, days, rates, currency);
    }

    /** Returns the days on which a provider that has rows before and after has none. */
    public static Set<LocalDate> gaps(Coverage coverage) {
        Set<LocalDate> days = new HashSet<>();
        coverage.providers().forEach(provider -> days.addAll(provider.missing()));
        return days;
    }

    /** Returns the cube. */
    public Cube cube() {
        return cube;
    }

    /** Returns the days known to be incomplete. */
    public Set<LocalDate> missing() {
        return missing;
    }

    /**
     * Returns costs by the day, for each currency, from the first day of any to the last. A currency that has none in
     * those days is not there.
     *
     * @param cost which
     * @param where for a dimension the values that count
     * @param first the first day asked for
     * @param end the first day no longer
     */
    public Map<Currency, DailyCosts> daily(
            Cost cost, Map<Dimension, Set<String>> where, LocalDate first, LocalDate end) {
        Map<Currency, DailyCosts> daily = new LinkedHashMap<>();
        daily(cost, where, List.of(), first, end)
                .forEach((currency, groups) -> groups.values().forEach(days -> daily.put(currency, days)));
        return daily;
    }

    /**
     * Returns costs by the day, for each currency and group. All series of a currency begin and end on the same days.
     *
     * @param by the dimensions of the groups
     */
    public Map<Currency, Map<List<String>, DailyCosts>> daily(
            Cost cost, Map<Dimension, Set<String>> where, List<Dimension> by, LocalDate first, LocalDate end) {
        List<Dimension> all = new ArrayList<>();
        all.add(Dimension.DAY);
        all.addAll(by);
        CubeQuery query = CubeQuery.of(cost).by(all.toArray(new Dimension[0])).between(first, end);
        for (Map.Entry<Dimension, Set<String>> one : where.entrySet()) {
            query = query.where(one.getKey(), one.getValue().toArray(new String[0]));
        }
        List<CubeRow> rows = cube.query(query).rows();
        if (rows.isEmpty()) {
            return Map.of();
        }
        LocalDate from = LocalDate.parse(rows.get(0).key().get(0));
        LocalDate last = LocalDate.parse(rows.get(rows.size() - 1).key().get(0));
        int length = Math.toIntExact(last.toEpochDay() - from.toEpochDay() + 1);
        Map<Currency, Map<List<String>, BigDecimal[]>> sums =
                new TreeMap<>((a, b) -> a.getCurrencyCode().compareTo(b.getCurrencyCode()));
        for (CubeRow row : rows) {
            List<String> group = List.copyOf(row.key().subList(1, row.key().size()));
            BigDecimal[] days = sums.computeIfAbsent(
                            Currency.getInstance(row.currency()), currency -> new LinkedHashMap<>())
                    .computeIfAbsent(group, key -> zeros(length));
            days[(int) (LocalDate.parse(row.key().get(0)).toEpochDay() - from.toEpochDay())] = row.amount(cost);
        }
        if (rates != null && currency != null) {
            return Map.of(currency, converted(sums, from, length, rates, currency));
        }
        Map<Currency, Map<List<String>, DailyCosts>> daily = new LinkedHashMap<>();
        sums.forEach((currency, groups) -> {
            Map<List<String>, DailyCosts> series = new LinkedHashMap<>();
            groups.forEach(
                    (group, days) -> series.put(group, new DailyCosts(currency, from, Arrays.asList(days), missing)));
            daily.put(currency, series);
        });
        return daily;
    }

    private Map<List<String>, DailyCosts> converted(
            Map<Currency, Map<List<String>, BigDecimal[]>> sums,
            LocalDate from,
            int length,
            ExchangeRates table,
            Currency to) {
        Conversions conversions = new Conversions(table, to);
        Map<List<String>, BigDecimal[]> amounts = new LinkedHashMap<>();
        Map<List<String>, List<Conversion>> made = new LinkedHashMap<>();
        sums.forEach((own, groups) -> groups.forEach((group, days) -> {
            BigDecimal[] total = amounts.computeIfAbsent(group, key -> zeros(length));
            List<Conversion> cited = made.computeIfAbsent(group, key -> new ArrayList<>());
            for (int i = 0; i < length; i++) {
                if (own.equals(to) || days[i].signum() == 0) {
                    total[i] = total[i].add(days[i]);
                    continue;
                }
                Optional<Conversion> one = conversions.convert(new Money(days[i], own), from.plusDays(i));
                if (one.isPresent()) {
                    total[i] = total[i].add(one.get().converted().amount());
                    cited.add(one.get());
                }
            }
        }));
        conversions.check();
        Map<List<String>, DailyCosts> series = new LinkedHashMap<>();
        amounts.forEach((group, days) -> series.put(
                group, new DailyCosts(to, from, Arrays.asList(days), missing, made.getOrDefault(group, List.of()))));
        return series;
    }

    private static BigDecimal[] zeros(int length) {
        BigDecimal[] days = new BigDecimal[length];
        Arrays.fill(days, BigDecimal.ZERO);
        return days;
    }

    /**
     * Says where budgets stand. When anything is missing that it takes, no alarm is taken note of.
     *
     * @param budgets which
     * @param asOf the first day that is not known yet; the period it lies in is looked at
     * @param forecaster says how the period will end
     * @param alarms remembers what was told
     * @throws IllegalArgumentException when two budgets have one name, or one asks for what the cube does not keep
     */
    public List<BudgetStatus> check(
            Collection<Budget> budgets, LocalDate asOf, Forecaster forecaster, BudgetAlarms alarms) {
        Set<String> names = new HashSet<>();
        List<BudgetStatus> all = new ArrayList<>();
        for (Budget budget : budgets) {
            if (!names.add(budget.name())) {
                throw new IllegalArgumentException(
                        "Two budgets are named '" + budget.name() + "'; their alarms could not be told apart");
            }
        }
        List<BudgetCheck> checks = budgets.stream()
                .map(budget -> BudgetCheck.of(this, budget, asOf, forecaster))
                .toList();
        checks.forEach(check -> all.addAll(check.statuses(alarms)));
        return List.copyOf(all);
    }
}
