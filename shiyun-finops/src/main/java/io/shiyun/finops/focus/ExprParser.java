package io.shiyun.finops.focus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the expressions of mapping tables: a column's name, a text in single quotes, {@code name(a; b)} for a function,
 * and {@code a | b} for the first that is not null. A column that the bill lacks is null.
 */
final class ExprParser {
    private final RawRow row;
    private final Lookups lookups;
    private final Set<String> used = new TreeSet<>();

    ExprParser(RawRow row, Lookups lookups) {
        this.row = row;
        this.lookups = lookups;
    }

    /** Returns the columns of the bill that expressions so far speak of. */
    Set<String> used() {
        return used;
    }

    Expr parse(String text) {
        List<Expr> choices = new ArrayList<>();
        for (String part : split(text, '|')) {
            choices.add(term(part.strip()));
        }
        return choices.size() == 1 ? choices.get(0) : first(choices);
    }

    private static Expr first(List<Expr> choices) {
        return raw -> {
            for (Expr choice : choices) {
                String value = choice.of(raw);
                if (value != null) {
                    return value;
                }
            }
            return null;
        };
    }

    private Expr term(String text) {
        if (text.startsWith("'") && text.endsWith("'") && text.length() >= 2) {
            String literal = text.substring(1, text.length() - 1);
            String value = literal.isEmpty() ? null : literal;
            return raw -> value;
        }
        int open = text.indexOf('(');
        if (open > 0 && text.endsWith(")") && Character.isLetter(text.charAt(0))) {
            return call(text.substring(0, open), split(text.substring(open + 1, text.length() - 1), ';'));
        }
        int field = row.find(text);
        if (field < 0) {
            return raw -> null;
        }
        used.add(row.header().get(field));
        return raw -> raw.field(field);
    }

    private Expr call(String function, List<String> arguments) {
        String first = arguments.get(0).strip();
        switch (function) {
            case "case":
                return cases(parse(first), arguments.subList(1, arguments.size()));
            case "lookup":
                return BillFunctions.lookup(lookups, first, parse(arguments.get(1)));
            case "tags":
                return BillFunctions.prefixedTags(row.header(), first, used);
            case "entry":
                return BillFunctions.entry(parse(first), literal(arguments.get(1)));
            case "before":
                return BillFunctions.before(parse(first), literal(arguments.get(1)));
            case "pairs":
                return BillFunctions.pairs(parse(first), literal(arguments.get(1)), literal(arguments.get(2)));
            default:
                List<Expr> parsed = new ArrayList<>();
                arguments.forEach(argument -> parsed.add(parse(argument)));
                return BillFunctions.of(function, parsed);
        }
    }

    private Expr cases(Expr subject, List<String> arms) {
        List<String> keys = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        for (String arm : arms) {
            int arrow = arm.indexOf("->");
            keys.add(arm.substring(0, arrow).strip());
            values.add(parse(arm.substring(arrow + 2)));
        }
        return raw -> {
            String found = subject.of(raw);
            for (int i = 0; i < keys.size(); i++) {
                if (keys.get(i).equals("*") || keys.get(i).equals(found)) {
                    return values.get(i).of(raw);
                }
            }
            return null;
        };
    }

    private static String literal(String text) {
        String stripped = text.strip();
        return stripped.substring(1, stripped.length() - 1);
    }

    /** Splits at a separator that stands outside brackets and quotes. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            quoted ^= c == '\'';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == separator && depth == 0 && !quoted) {
                parts.add(text.substring(from, at));
                from = at + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }
}
