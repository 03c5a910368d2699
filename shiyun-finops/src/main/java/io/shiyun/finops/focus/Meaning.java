package io.shiyun.finops.focus;

import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a text must be to stand in a column; asked once for each distinct text. */
interface Meaning {
    /** Any text. */
    Meaning ANY = text -> text;

    /** A JSON object. */
    Meaning JSON = text -> {
        FlatJson.tags(text);
        return text;
    };

    /** A currency of ISO 4217. */
    Meaning CURRENCY = Currencies::check;

    /** Returns the text to keep, which may differ in case; throws {@link BadValue} if the column cannot have it. */
    String canonical(String text);

    /** One of some values, upper and lower case being the same. */
    static Meaning oneOf(List<String> allowed) {
        TreeMap<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        allowed.forEach(value -> values.put(value, value));
        return text -> {
            String value = values.get(text);
            if (value == null) {
                throw new BadValue("is not one of " + String.join(", ", allowed));
            }
            return value;
        };
    }

    /** One of some values in any case; other texts are kept as they are. */
    static Meaning preferring(List<String> allowed) {
        TreeMap<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        allowed.forEach(value -> values.put(value, value));
        return text -> values.getOrDefault(text, text);
    }

    /** The codes of currencies that the JDK knows. */
    final class Currencies {
        private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
                .map(Currency::getCurrencyCode)
                .collect(Collectors.toUnmodifiableSet());

        private Currencies() {}

        static boolean known(String code) {
            return CODES.contains(code);
        }

        private static String check(String text) {
            if (CODES.contains(text)) {
                return text;
            }
            String upper = text.toUpperCase(Locale.ROOT);
            if (CODES.contains(upper)) {
                return upper;
            }
            throw new BadValue("is not a currency of ISO 4217");
        }
    }
}
