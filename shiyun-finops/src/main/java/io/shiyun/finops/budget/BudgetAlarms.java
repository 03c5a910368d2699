package io.shiyun.finops.budget;

import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which thresholds of which budgets were told of, so that each is told once a period and again in the next. A bill that is
 * restated downwards takes nothing back. It remembers the latest {@value #PERIODS} periods of each budget and group; what
 * is older is told of no more. Safe for use by several threads.
 */
public final class BudgetAlarms {
    /** Periods remembered: FOCUS allows corrections of a closed year. */
    public static final int PERIODS = 13;

    /** The most budgets and groups remembered. */
    public static final int MOST = 100_000;

    private static final String FORM = "shiyun budget alarms 1";

    /** For each budget and group, for each period, what was told. */
    private final Map<List<String>, TreeMap<LocalDate, Set<Threshold>>> told =
            new TreeMap<>((a, b) -> String.join("\0", a).compareTo(String.join("\0", b)));

    private final ReentrantLock lock = new ReentrantLock();

    /**
     * Takes note of where a budget stands, and returns what is to be told now.
     *
     * @param budget the budget
     * @param group the values of the dimensions that it is for each of
     * @param period the first day of its period
     * @param spent what is spent, in the currency of its limit
     * @param outlook how the period will end
     */
    public List<BudgetAlarm> check(Budget budget, List<String> group, LocalDate period, Money spent, Outlook outlook) {
        if (!spent.currency().equals(budget.limit().currency())) {
            throw new IllegalArgumentException("Budget '" + budget.name() + "' is in "
                    + budget.limit().currency() + " and cannot be compared with " + spent);
        }
        List<BudgetAlarm> alarms = new ArrayList<>();
        lock.lock();
        try {
            Set<Threshold> before = before(budget, group, period);
            if (before == null) {
                return alarms;
            }
            for (Threshold threshold : budget.thresholds()) {
                Optional<Money> amount = compared(threshold, spent, outlook);
                BigDecimal at = threshold.of(budget.limit().amount());
                if (amount.isPresent() && amount.get().amount().compareTo(at) >= 0 && before.add(threshold)) {
                    alarms.add(new BudgetAlarm(
                            budget.name(), group, period, threshold, budget.limit(), amount.get(), outlook));
                }
            }
            return alarms;
        } finally {
            lock.unlock();
        }
    }

    private static Optional<Money> compared(Threshold threshold, Money spent, Outlook outlook) {
        if (threshold.on() == Threshold.Basis.ACTUAL) {
            return Optional.of(spent);
        }
        return outlook instanceof Forecast forecast ? Optional.of(forecast.expected()) : Optional.empty();
    }

    /** Returns what was told of a period, or null when it is older than what is remembered. */
    private @org.jspecify.annotations.Nullable Set<Threshold> before(
            Budget budget, List<String> group, LocalDate period) {
        List<String> key = new ArrayList<>();
        key.add(budget.name());
        key.addAll(group);
        TreeMap<LocalDate, Set<Threshold>> periods = told.get(key);
        if (periods == null) {
            if (told.size() == MOST) {
                throw new IllegalStateException(MOST + " budgets and groups have alarms already; make fewer groups");
            }
            periods = new TreeMap<>();
            told.put(List.copyOf(key), periods);
        }
        if (periods.size() == PERIODS && period.isBefore(periods.firstKey())) {
            return null;
        }
        Set<Threshold> before = periods.computeIfAbsent(period, start -> new HashSet<>());
        if (periods.size() > PERIODS) {
            periods.pollFirstEntry();
        }
        return before;
    }

    /** Returns everything remembered as text, for {@link #restore}. */
    public String save() {
        StringBuilder text = new StringBuilder(FORM).append('\n');
        lock.lock();
        try {
            told.forEach((key, periods) -> periods.forEach((period, thresholds) -> {
                text.append(period);
                for (String part : key) {
                    text.append('\t').append(URLEncoder.encode(part, StandardCharsets.UTF_8));
                }
                text.append('\t').append('|');
                thresholds.stream()
                        .map(one -> one.on() + " " + one.percent().toPlainString())
                        .sorted()
                        .forEach(one -> text.append('\t').append(one));
                text.append('\n');
            }));
        } finally {
            lock.unlock();
        }
        return text.toString();
    }

    /**
     * Returns what {@link #save} returned, to go on from there.
     *
     * @throws IllegalArgumentException when the text is something else
     */
    public static BudgetAlarms restore(String saved) {
        List<String> lines = saved.lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(FORM)) {
            throw new IllegalArgumentException(
                    "This is not what save() returned: it does not begin with '" + FORM + "'");
        }
        BudgetAlarms alarms = new BudgetAlarms();
        for (int i = 1; i < lines.size(); i++) {
            try {
                alarms.restoreLine(lines.get(i).split("\t", -1));
            } catch (DateTimeParseException | IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IllegalArgumentException(
                        "Line " + (i + 1) + " is not one of saved budget alarms: '" + lines.get(i) + "'", e);
            }
        }
        return alarms;
    }

    private void restoreLine(String[] fields) {
        List<String> key = new ArrayList<>();
        int at = 1;
        for (; !fields[at].equals("|"); at++) {
            key.add(URLDecoder.decode(fields[at], StandardCharsets.UTF_8));
        }
        Set<Threshold> thresholds = new HashSet<>();
        for (at++; at < fields.length; at++) {
            String[] words = fields[at].split(" ", 2);
            thresholds.add(new Threshold(Threshold.Basis.valueOf(words[0]), new BigDecimal(words[1])));
        }
        told.computeIfAbsent(List.copyOf(key), k -> new TreeMap<>()).put(LocalDate.parse(fields[0]), thresholds);
    }
}
