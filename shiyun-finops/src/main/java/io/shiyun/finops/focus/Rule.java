package io.shiyun.finops.focus;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One rule of FOCUS 1.2: what must be true, and when. */
final class Rule {
    /** Values that rules compare a column with; each has a bit of its own. */
    static final Map<FocusColumn, List<String>> NAMED = Map.of(
            FocusColumn.CHARGE_CATEGORY, List.of("Usage", "Purchase", "Tax", "Credit", "Adjustment"),
            FocusColumn.CHARGE_CLASS, List.of("Correction"),
            FocusColumn.CHARGE_FREQUENCY, List.of("One-Time", "Recurring", "Usage-Based"),
            FocusColumn.COMMITMENT_DISCOUNT_STATUS, List.of("Used", "Unused"),
            FocusColumn.CAPACITY_RESERVATION_STATUS, List.of("Used", "Unused"),
            FocusColumn.PRICING_CATEGORY, List.of("Standard", "Committed", "Dynamic", "Other"));

    final String id;
    final String level;
    final @Nullable String reason;
    final Set<FocusColumn> subjects = EnumSet.noneOf(FocusColumn.class);
    final List<String> parts = new ArrayList<>();

    @Nullable FocusColumn present;

    @Nullable String header;

    @Nullable Test check;

    Test condition = (facts, cross) -> true;

    private Rule(String id, String level, @Nullable String reason) {
        this.id = id;
        this.level = level;
        this.reason = reason;
    }

    /** Is asked of the facts of a row's fields, by column, and of the row as a whole. */
    interface Test {
        boolean test(long[] facts, long cross);
    }

    static Map<String, Rule> load() {
        Map<String, Rule> rules = new LinkedHashMap<>();
        for (String line : ResourceTable.lines("rules-1.2.txt")) {
            String[] fields = line.split("\\|", -1);
            boolean checked = !fields[2].equals("-");
            Rule rule = new Rule(fields[0], fields[1], checked ? null : fields[3]);
            if (checked) {
                rule.read(fields[2], fields[3]);
            }
            rules.put(rule.id, rule);
        }
        return rules;
    }

    private void read(String text, String when) {
        String inner = text.substring(text.indexOf('(') + 1, text.length() - 1);
        if (text.startsWith("all(")) {
            parts.addAll(List.of(inner.split(" ")));
        } else if (text.startsWith("present(")) {
            present = column(inner);
        } else if (text.startsWith("header(")) {
            header = inner;
        } else {
            check = parse(text, subjects);
            if (!when.isEmpty()) {
                condition = parse(when, EnumSet.noneOf(FocusColumn.class));
            }
        }
    }

    private static Test parse(String text, Set<FocusColumn> subjects) {
        int open = text.indexOf('(');
        String name = text.substring(0, open);
        List<String> arguments = split(text.substring(open + 1, text.length() - 1));
        switch (name) {
            case "and", "or" -> {
                List<Test> tests = arguments.stream()
                        .map(argument -> parse(argument, subjects))
                        .toList();
                boolean and = name.equals("and");
                return (facts, cross) -> {
                    for (Test test : tests) {
                        if (test.test(facts, cross) != and) {
                            return !and;
                        }
                    }
                    return and;
                };
            }
            case "yes" -> {
                long bit = Cross.valueOf(arguments.get(0)).bit();
                return (facts, cross) -> (cross & bit) != 0;
            }
            case "none" -> {
                return none(Fact.valueOf(arguments.get(0)).bit(), arguments.get(1));
            }
            default -> {
                if (arguments.size() == 1 && name.equals("no")) {
                    long bit = Cross.valueOf(arguments.get(0)).bit();
                    return (facts, cross) -> (cross & bit) == 0;
                }
                return ofField(name, arguments, subjects);
            }
        }
    }

    private static Test ofField(String name, List<String> arguments, Set<FocusColumn> subjects) {
        FocusColumn column = column(arguments.get(arguments.size() - 1 - (name.startsWith("is") ? 1 : 0)));
        subjects.add(column);
        int at = column.ordinal();
        String first = arguments.get(0);
        return switch (name) {
            case "null" -> (facts, cross) -> (facts[at] & 1) != 0;
            case "given" -> (facts, cross) -> (facts[at] & 1) == 0;
            case "zero" -> bit(at, Fact.ZERO.bit(), true);
            case "no" -> bit(at, Fact.valueOf(first).bit(), false);
            case "is" -> bit(at, value(column, arguments.get(1)), true);
            case "isnt" -> bit(at, value(column, arguments.get(1)), false);
            default -> throw new IllegalStateException("No check is called " + name);
        };
    }

    private static Test bit(int column, long bit, boolean set) {
        return (facts, cross) -> (facts[column] & bit) != 0 == set;
    }

    private static long value(FocusColumn column, String value) {
        int index = NAMED.getOrDefault(column, List.of()).indexOf(value);
        if (index < 0) {
            throw new IllegalStateException("No bit for " + value + " of " + column.header());
        }
        return 1L << (Fact.FIRST_VALUE + index);
    }

    private static Test none(long bit, String kind) {
        List<Integer> columns = new ArrayList<>();
        for (FocusColumn column : FocusColumn.values()) {
            boolean unit = column.header().endsWith("Unit");
            if (kind.equals("ANY") || kind.equals(column.kind().name()) || (unit && kind.equals("UNIT"))) {
                columns.add(column.ordinal());
            }
        }
        return (facts, cross) -> {
            long all = 0;
            for (int column : columns) {
                all |= facts[column];
            }
            return (all & bit) == 0;
        };
    }

    private static FocusColumn column(String header) {
        FocusColumn column = FocusColumn.ofHeader(header);
        if (column == null) {
            throw new IllegalStateException("No column is called " + header);
        }
        return column;
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            depth += text.charAt(at) == '(' ? 1 : text.charAt(at) == ')' ? -1 : 0;
            if (text.charAt(at) == ';' && depth == 0) {
                parts.add(text.substring(from, at));
                from = at + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }
}
