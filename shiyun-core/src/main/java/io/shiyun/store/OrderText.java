package io.shiyun.store;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The text of frozen orders: one {@code key=value} a line, sorted by key. A backslash, a line feed and a carriage return
 * are written {@code \\}, {@code \n}, {@code \r}; {@code =} in a key is {@code \e}. A secret value is sealed for its
 * key; a plain value that happens to begin like a sealed one has its first colon written {@code \c}.
 */
public final class OrderText {
    /** The most characters an order may have, sealed and escaped. */
    public static final int LIMIT = 1 << 20;

    private static final String LOOKS_SEALED = "sealed:";

    private OrderText() {}

    /**
     * Freezes an order.
     *
     * @param fields what the order says, in full
     * @param secrets the keys whose values are sealed
     */
    public static FrozenOrder freeze(
            SortedMap<String, String> fields, Set<String> secrets, Seal seal, Installation installation) {
        checkSecrets(fields, secrets);
        StringBuilder text = new StringBuilder();
        fields.forEach(
                (key, value) -> Lines.append(text, key, secrets.contains(key) ? seal.seal(value, key) : escape(value)));
        if (text.length() > LIMIT) {
            throw new IllegalArgumentException("An order of " + text.length() + " characters is too long to keep: the"
                    + " limit is " + LIMIT + "; move large contents into an image, a volume or an object");
        }
        return new FrozenOrder(text.toString(), hash(fields, secrets, installation));
    }

    /** Freezes an order without secrets, for which no key is needed. */
    public static FrozenOrder freeze(SortedMap<String, String> fields, Installation installation) {
        StringBuilder text = new StringBuilder();
        fields.forEach((key, value) -> Lines.append(text, key, escape(value)));
        return new FrozenOrder(text.toString(), hash(fields, Set.of(), installation));
    }

    private static void checkSecrets(SortedMap<String, String> fields, Set<String> secrets) {
        Set<String> missing = new TreeSet<>(secrets);
        missing.removeAll(fields.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("Secret keys that the order does not have: " + missing);
        }
    }

    /** The fields of a frozen order, secrets opened. */
    public static SortedMap<String, String> fields(FrozenOrder order, Seal seal) {
        SortedMap<String, String> fields = new TreeMap<>();
        for (String line : Lines.lines(order.text())) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("A line of a frozen order has no '='");
            }
            String key = Lines.unescape(line.substring(0, equals));
            String value = line.substring(equals + 1);
            fields.put(key, Seal.isSealed(value) ? seal.open(value, key) : Lines.unescape(value));
        }
        return fields;
    }

    /** The keys of a frozen order whose values are sealed. */
    public static Set<String> secrets(FrozenOrder order) {
        Set<String> secrets = new TreeSet<>();
        for (String line : Lines.lines(order.text())) {
            int equals = line.indexOf('=');
            if (Seal.isSealed(line.substring(equals + 1))) {
                secrets.add(Lines.unescape(line.substring(0, equals)));
            }
        }
        return secrets;
    }

    /** Keyed, so that a secret cannot be guessed from the hash; over plain values, so that equal orders are equal. */
    private static String hash(SortedMap<String, String> fields, Set<String> secrets, Installation installation) {
        StringBuilder text = new StringBuilder("order");
        for (Map.Entry<String, String> field : new TreeMap<>(fields).entrySet()) {
            AuditRow.field(text, field.getKey());
            AuditRow.field(text, secrets.contains(field.getKey()) ? "secret" : "plain");
            AuditRow.field(text, field.getValue());
        }
        return installation.hash(text.toString());
    }

    private static String escape(String value) {
        String escaped = Lines.escape(value);
        return escaped.startsWith(LOOKS_SEALED) ? "sealed\\c" + escaped.substring(LOOKS_SEALED.length()) : escaped;
    }
}
