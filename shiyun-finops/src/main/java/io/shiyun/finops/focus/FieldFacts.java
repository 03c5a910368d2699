package io.shiyun.finops.focus;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds the {@link Fact}s of a field from its text; asked once for each distinct text of a column. */
final class FieldFacts {
    private static final Set<String> PLACEHOLDERS = Set.of(
            "n/a", "na", "not applicable", "none", "null", "nil", "-", "--", "unknown", "undefined", "tbd", "nan");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z");
    private static final Pattern DIGITS = Pattern.compile("\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}:\\d{2}.*)?");
    private static final Pattern UNIT = Pattern.compile(
            "(\\S+ )?\\p{Alpha}[\\p{Alpha} -]*|(\\S+ )?\\p{Alpha}[\\p{Alpha} ]*-(Minute|Hour|Day|Month|Year|Second)s?"
                    + "|(\\S+ )?\\p{Alpha}[\\p{Alpha} ]*/(\\S+ )?(Minute|Hour|Day|Month|Year|Second|Milli-Second)s?");
    private static final Pattern PASCAL = Pattern.compile("[A-Z][A-Za-z0-9]*");
    /** Units whose writing the unit format fixes. */
    private static final Map<String, String> UNITS = caseless(List.of(
            "b",
            "Kb",
            "Mb",
            "Gb",
            "Tb",
            "Pb",
            "Eb",
            "B",
            "KB",
            "MB",
            "GB",
            "TB",
            "PB",
            "EB",
            "Kib",
            "Mib",
            "Gib",
            "Tib",
            "KiB",
            "MiB",
            "GiB",
            "TiB",
            "PiB",
            "EiB",
            "Count",
            "Unit",
            "Request",
            "Token",
            "Connection",
            "Certificate",
            "Domain",
            "Core",
            "Year",
            "Years",
            "Month",
            "Months",
            "Day",
            "Days",
            "Hour",
            "Hours",
            "Minute",
            "Minutes",
            "Second",
            "Seconds",
            "Requests",
            "Units",
            "Tokens"));
    /** Properties that FOCUS 1.2 defines for a SKU price; true if the value is a number. */
    private static final Map<String, Boolean> PROPERTIES = Map.ofEntries(
            Map.entry("CoreCount", true),
            Map.entry("DiskMaxIops", true),
            Map.entry("DiskSpace", true),
            Map.entry("DiskType", false),
            Map.entry("GpuCount", true),
            Map.entry("InstanceSeries", false),
            Map.entry("InstanceType", false),
            Map.entry("MemorySize", true),
            Map.entry("NetworkMaxIops", true),
            Map.entry("NetworkMaxThroughput", true),
            Map.entry("OperatingSystem", false),
            Map.entry("Redundancy", false),
            Map.entry("StorageClass", false));

    private static final Map<FocusColumn, List<String>> ALLOWED = new EnumMap<>(FocusColumn.class);

    static {
        for (FocusColumn column : FocusColumn.values()) {
            if (!ColumnFacts.of(column).allowed().isEmpty()) {
                ALLOWED.put(column, ColumnFacts.of(column).allowed());
            }
        }
        List<String> subcategories = new ArrayList<>();
        ResourceTable.read("subcategories.csv").forEach(row -> subcategories.add(row[0]));
        ALLOWED.put(FocusColumn.SERVICE_SUBCATEGORY, List.copyOf(subcategories));
    }

    private FieldFacts() {}

    /** Returns the facts of a field that is not null by its spelling. */
    static long of(FocusColumn column, String text, List<String> named) {
        if (text.isBlank()) {
            return Fact.NULL.bit() | Fact.BLANK.bit();
        }
        long facts = PLACEHOLDERS.contains(text.strip().toLowerCase(Locale.ROOT)) ? Fact.PLACEHOLDER.bit() : 0;
        facts |= text.indexOf('\uFFFD') >= 0 ? Fact.NOT_UNICODE.bit() : 0;
        int value = named.indexOf(text);
        facts |= value >= 0 ? 1L << (Fact.FIRST_VALUE + value) : 0;
        return facts
                | switch (column.kind()) {
                    case DECIMAL -> number(text);
                    case TIME -> time(text);
                    case JSON -> json(column, text);
                    case TEXT -> text(column, text);
                };
    }

    static long number(String text) {
        if (NUMBER.matcher(text).matches()) {
            return sign(text);
        }
        long facts = Fact.NUMBER_FORM.bit();
        String core = text.strip();
        facts |= core.indexOf(',') >= 0 || core.chars().filter(c -> c == '.').count() > 1 ? Fact.NUM_COMMA.bit() : 0;
        facts |= core.matches("\\S*\\d/\\d\\S*") ? Fact.NUM_FRACTION.bit() : 0;
        facts |= core.matches(".*\\d[;| ]+-?\\d.*") ? Fact.NUM_MULTIPLE.bit() : 0;
        facts |= core.matches(".*[*^=()√%].*|.*\\d[-+]\\d.*") && !core.matches("-?[\\d.]+[eE][-+]\\d+")
                ? Fact.NUM_OPERATOR.bit()
                : 0;
        facts |= core.matches("\\(.*\\)|.*\\d-") ? Fact.NUM_BRACKETS.bit() : 0;
        facts |= core.startsWith("+") ? Fact.NUM_PLUS.bit() : 0;
        facts |= core.matches("-?[\\d.]+[eE]\\+\\d+") ? Fact.NUM_EXPONENT_PLUS.bit() : 0;
        facts |= core.matches("-?[\\d.]+\\s*([xX]\\s*10\\^?.*|[eE]|[eE]-?\\d*\\.\\d*)") ? Fact.NUM_EXPONENT.bit() : 0;
        facts |= core.matches(".*[\\p{Sc}\\p{L}&&[^eE]].*") ? Fact.NUM_QUALIFIER.bit() : 0;
        boolean read = core.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
        return facts | (read ? sign(core) : Fact.NOT_DECIMAL.bit());
    }

    private static long sign(String text) {
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        String digits = exponent < 0 ? text : text.substring(0, exponent);
        boolean zero = digits.chars().noneMatch(c -> c >= '1' && c <= '9');
        return zero ? Fact.ZERO.bit() : text.startsWith("-") ? Fact.NEGATIVE.bit() : 0;
    }

    private static long time(String text) {
        if (TIME.matcher(text).matches()) {
            return notTime(text) | (text.endsWith(":59Z") ? Fact.TIME_INCLUSIVE.bit() : 0);
        }
        long facts = Fact.TIME_FORM.bit() | notTime(text);
        facts |= text.indexOf('T') < 0 ? Fact.TIME_NO_T.bit() : 0;
        facts |= text.endsWith("Z") ? 0 : Fact.TIME_NO_Z.bit();
        facts |= text.matches(".*[+-]\\d{2}:?\\d{2}") && !text.matches(".*[+-]00:?00") ? Fact.TIME_NOT_UTC.bit() : 0;
        facts |= DIGITS.matcher(text).matches() ? 0 : Fact.TIME_DIGITS.bit();
        return facts | (text.contains(":59") ? Fact.TIME_INCLUSIVE.bit() : 0);
    }

    private static long notTime(String text) {
        try {
            Times.seconds(text);
            return 0;
        } catch (BadValue e) {
            return Fact.NOT_TIME.bit();
        }
    }

    private static long json(FocusColumn column, String text) {
        JsonKeys keys = new JsonKeys();
        try {
            FlatJson.visit(text, keys);
        } catch (BadValue e) {
            return Fact.JSON_BAD.bit() | Fact.JSON_FORM.bit();
        }
        long facts = keys.facts;
        if (column == FocusColumn.SKU_PRICE_DETAILS) {
            for (Map.Entry<String, Boolean> key : keys.numbers.entrySet()) {
                facts |= property(key.getKey(), key.getValue());
            }
        }
        return facts | ((facts & (Fact.JSON_TWICE.bit() | Fact.JSON_NESTED.bit())) != 0 ? Fact.JSON_FORM.bit() : 0);
    }

    private static long property(String key, boolean number) {
        long facts =
                PASCAL.matcher(key.startsWith("x_") ? key.substring(2) : key).matches() ? 0 : Fact.KEY_NOT_PASCAL.bit();
        Boolean wantsNumber = PROPERTIES.get(key);
        if (wantsNumber != null) {
            return facts | (wantsNumber == number ? 0 : Fact.VALUE_TYPE.bit());
        }
        if (PROPERTIES.keySet().stream().anyMatch(key::equalsIgnoreCase)) {
            return facts | Fact.KEY_CASE.bit();
        }
        return facts | (key.startsWith("x_") ? 0 : Fact.KEY_PREFIX.bit());
    }

    private static long text(FocusColumn column, String text) {
        List<String> allowed = ALLOWED.get(column);
        if (allowed != null) {
            return allowed.contains(text) ? 0 : Fact.NOT_ALLOWED.bit();
        }
        return switch (column) {
            case BILLING_CURRENCY -> Meaning.Currencies.known(text) ? 0 : Fact.NOT_CURRENCY.bit();
            case PRICING_CURRENCY ->
                text.matches("(?i)[a-z]{3}") && !Meaning.Currencies.known(text) ? Fact.NOT_CODE.bit() : 0;
            case CONSUMED_UNIT, PRICING_UNIT, COMMITMENT_DISCOUNT_UNIT -> unit(text);
            default -> 0;
        };
    }

    private static long unit(String text) {
        long facts = UNIT.matcher(text).matches() ? 0 : Fact.UNIT_FORM.bit();
        facts |= text.matches("\\d*\\.\\d+ .*|.*/\\d*\\.\\d+ .*") ? Fact.UNIT_QUANTITY.bit() : 0;
        for (String word : text.split("[ /-]")) {
            String known = UNITS.get(word.toLowerCase(Locale.ROOT));
            if (known != null && !UNITS.containsValue(word)) {
                facts |= Fact.UNIT_CASE.bit();
            }
        }
        return facts;
    }

    private static Map<String, String> caseless(List<String> words) {
        Map<String, String> map = new TreeMap<>();
        for (String word : words) {
            map.put(
                    word.toLowerCase(Locale.ROOT) + (map.containsKey(word.toLowerCase(Locale.ROOT)) ? "\0" + word : ""),
                    word);
        }
        return map;
    }

    /** The keys of an object, and what is odd about them and their values. */
    private static final class JsonKeys implements FlatJson.Visitor {
        private final Map<String, Boolean> numbers = new TreeMap<>();
        private long facts;

        @Override
        public void entry(String key, String value, char kind) {
            boolean number = kind == '-' || (kind >= '0' && kind <= '9');
            if (numbers.put(key, number) != null) {
                facts |= Fact.JSON_TWICE.bit();
            }
            facts |= kind == '{' || kind == '[' ? Fact.JSON_NESTED.bit() : 0;
            facts |= kind == 'n' ? Fact.TAG_NULL.bit() : 0;
            facts |= kind == '"' && value.isEmpty() ? Fact.TAG_EMPTY.bit() : 0;
        }
    }
}
