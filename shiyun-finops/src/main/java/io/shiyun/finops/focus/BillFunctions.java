package io.shiyun.finops.focus;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** The functions of mapping tables. Each gives null for null. */
final class BillFunctions {
    /** Bills of Chinese clouds give China's time without saying so; China has had no summer time since 1991. */
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    private static final DateTimeFormatter US = DateTimeFormatter.ofPattern("M/d/uuuu", Locale.ROOT);

    private BillFunctions() {}

    static Expr of(String name, List<Expr> arguments) {
        Expr first = arguments.get(0);
        return switch (name) {
            case "date" -> each(first, text -> day(text).toString());
            case "nextDay" -> each(first, text -> day(text).plusDays(1).toString());
            case "monthStart" -> each(first, text -> month(text).atDay(1).toString());
            case "monthEnd" ->
                each(first, text -> month(text).plusMonths(1).atDay(1).toString());
            case "china" ->
                each(
                        first,
                        text -> Instant.ofEpochSecond(Times.seconds(text + zone(text)))
                                .toString());
            case "chinaDay" -> each(first, text -> midnight(day(text)));
            case "chinaNextDay" -> each(first, text -> midnight(day(text).plusDays(1)));
            case "chinaMonthStart" -> each(first, text -> month(text).atDay(1).toString());
            case "chinaMonthEnd" ->
                each(first, text -> month(text).plusMonths(1).atDay(1).toString());
            case "lower" -> each(first, text -> text.toLowerCase(Locale.ROOT));
            case "region" -> each(first, text -> text.toLowerCase(Locale.ROOT).replace(" ", ""));
            case "currency" -> each(first, BillFunctions::currency);
            case "undash" -> each(first, text -> text.strip().equals("-") ? null : text);
            case "object" -> each(first, text -> text.stripLeading().startsWith("{") ? text : "{" + text + "}");
            case "after" -> after(first, arguments.get(1));
            case "sum" -> numbers(arguments, BigDecimal::add, false);
            case "difference" -> numbers(arguments, BigDecimal::subtract, true);
            case "product" -> numbers(arguments, BigDecimal::multiply, true);
            default -> throw new IllegalStateException("Mapping tables know no function " + name);
        };
    }

    /** One value of a JSON object. */
    static Expr entry(Expr object, String key) {
        return each(object, text -> FlatJson.tags(text).get(key));
    }

    /** The part of a text before a mark, or all of it. */
    static Expr before(Expr of, String mark) {
        return each(of, text -> text.contains(mark) ? text.substring(0, text.indexOf(mark)) : text);
    }

    static Expr lookup(Lookups lookups, String table, Expr key) {
        return row -> {
            String found = key.of(row);
            String value = found == null ? null : lookups.find(table, found);
            return value == null || value.isEmpty() ? null : value;
        };
    }

    /** Tags that stand in a column each, under a common prefix. */
    static Expr prefixedTags(List<String> header, String prefix, Set<String> used) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int field = 0; field < header.size(); field++) {
            if (header.get(field).startsWith(prefix)) {
                columns.put(header.get(field).substring(prefix.length()), field);
                used.add(header.get(field));
            }
        }
        return row -> {
            StringBuilder json = new StringBuilder();
            columns.forEach((key, field) -> {
                String value = row.field(field);
                if (value != null) {
                    json.append(json.length() == 0 ? "{" : ",")
                            .append(quoted(key))
                            .append(':')
                            .append(quoted(value));
                }
            });
            return json.length() == 0 ? null : json.append('}').toString();
        };
    }

    /** Tags in one text, such as {@code team:red; env:prod}, with or without {@code key:} and {@code value:} before each. */
    static Expr pairs(Expr text, String between, String within) {
        return each(text, found -> {
            StringBuilder json = new StringBuilder("{");
            for (String pair :
                    found.replace("key:", "").replace(" value:", within).split(between)) {
                int cut = pair.indexOf(within);
                if (pair.isBlank()) {
                    continue;
                }
                json.append(json.length() == 1 ? "" : ",")
                        .append(quoted((cut < 0 ? pair : pair.substring(0, cut)).strip()))
                        .append(':')
                        .append(
                                cut < 0
                                        ? "true"
                                        : quoted(pair.substring(cut + within.length())
                                                .strip()));
            }
            return json.append('}').toString();
        });
    }

    /** Returns texts as a JSON object, in the order of their keys. */
    static String json(Map<String, String> texts) {
        StringJoiner json = new StringJoiner(",", "{", "}");
        new TreeMap<>(texts).forEach((key, value) -> json.add(quoted(key) + ':' + quoted(value)));
        return json.toString();
    }

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /** What becomes of a text that is there. */
    private interface Change {
        @Nullable String of(String text);
    }

    private static Expr each(Expr of, Change change) {
        return row -> {
            String text = of.of(row);
            return text == null || text.isBlank() ? null : change.of(text);
        };
    }

    private static Expr numbers(List<Expr> arguments, BinaryOperator<BigDecimal> operator, boolean needsAll) {
        return row -> {
            BigDecimal result = null;
            for (Expr argument : arguments) {
                String text = argument.of(row);
                if (text == null && needsAll) {
                    return null;
                }
                if (text != null) {
                    BigDecimal number = number(text);
                    result = result == null ? number : operator.apply(result, number);
                }
            }
            return result == null ? null : result.toPlainString();
        };
    }

    private static BigDecimal number(String text) {
        byte[] bytes = (text + "        ").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        if (Decimals.fixed(bytes, 0, bytes.length - 8) == Decimals.BAD) {
            throw new BadValue("is made of \"" + text + "\", which is not a number");
        }
        return new BigDecimal(text);
    }

    /** AWS bills some charges for an instant; FOCUS knows no empty period, so they last a second. */
    private static Expr after(Expr end, Expr start) {
        return row -> {
            String till = end.of(row);
            String from = start.of(row);
            if (till == null || from == null || Times.seconds(till) > Times.seconds(from)) {
                return till;
            }
            return Instant.ofEpochSecond(Times.seconds(from) + 1).toString();
        };
    }

    private static LocalDate day(String text) {
        String stripped = text.strip();
        try {
            if (stripped.indexOf('/') > 0 && stripped.indexOf('/') < 3) {
                return LocalDate.parse(stripped, US);
            }
            if (stripped.length() == 8) {
                return LocalDate.parse(stripped, DateTimeFormatter.BASIC_ISO_DATE);
            }
            return LocalDate.parse(
                    stripped.substring(0, Math.min(10, stripped.length())).replace('/', '-'));
        } catch (DateTimeException e) {
            throw new BadValue("is made of \"" + text + "\", which is not a day like 2024-09-01 or 9/1/2024");
        }
    }

    private static YearMonth month(String text) {
        String digits = text.strip().replace("-", "").replace("/", "");
        try {
            return YearMonth.of(Integer.parseInt(digits.substring(0, 4)), Integer.parseInt(digits.substring(4, 6)));
        } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new BadValue("is made of \"" + text + "\", which is not a month like 2024-09");
        }
    }

    private static String midnight(LocalDate day) {
        return day.atStartOfDay().toInstant(CHINA).toString();
    }

    private static String zone(String text) {
        return text.length() <= 10 ? " 00:00:00+08:00" : text.endsWith("Z") || text.contains("+") ? "" : "+08:00";
    }

    private static String currency(String text) {
        return switch (text.strip()) {
            case "人民币", "元", "RMB", "人民币元" -> "CNY";
            case "美元" -> "USD";
            default -> text.strip();
        };
    }
}
