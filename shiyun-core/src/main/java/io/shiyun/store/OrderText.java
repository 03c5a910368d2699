package io.shiyun.store;

import io.shiyun.model.Fields;
import io.shiyun.model.Secret;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The text of frozen orders: one {@code key=value} a line, sorted by key. A backslash, a line feed and a carriage return
 * are written {@code \\}, {@code \n}, {@code \r}; {@code =} in a key is {@code \e}. A secret value is sealed for its
 * key; a plain value that happens to begin like a sealed one has its first colon written {@code \c}.
 */
final class OrderText {
    /** The most characters an order may have, sealed and escaped. */
    static final int LIMIT = 1 << 20;

    private static final String LOOKS_SEALED = "sealed:";

    private OrderText() {}

    /** Freezes an order; the seal is asked for only when there are secrets. */
    static FrozenOrder freeze(Fields fields, Supplier<Seal> seal, Installation installation) {
        Map<String, String> lines = new TreeMap<>();
        fields.plain().forEach((key, value) -> lines.put(key, escape(value)));
        fields.secret().forEach((key, secret) -> {
            if (lines.put(key, seal.get().seal(secret.reveal(), key)) != null) {
                throw new IllegalArgumentException("The field " + key + " is both plain and secret");
            }
        });
        StringBuilder text = new StringBuilder();
        lines.forEach((key, value) -> Lines.append(text, key, value));
        if (text.length() > LIMIT) {
            throw new IllegalArgumentException("An order of " + text.length() + " characters is too long to keep: the"
                    + " limit is " + LIMIT + "; move large contents into an image, a volume or an object");
        }
        return new FrozenOrder(text.toString(), hash(fields, installation));
    }

    /** The fields of a frozen order, secrets opened. */
    static Fields thaw(FrozenOrder order, Supplier<Seal> seal) {
        Map<String, String> plain = new TreeMap<>();
        Map<String, Secret> secret = new TreeMap<>();
        for (String line : Lines.lines(order.text())) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("A line of a frozen order has no '='");
            }
            String key = Lines.unescape(line.substring(0, equals));
            String value = line.substring(equals + 1);
            if (Seal.isSealed(value)) {
                secret.put(key, Secret.of(seal.get().open(value, key)));
            } else {
                plain.put(key, Lines.unescape(value));
            }
        }
        return Fields.of(plain, secret);
    }

    /** Keyed, so that a secret cannot be guessed from the hash; over plain values, so that equal orders are equal. */
    private static String hash(Fields fields, Installation installation) {
        StringBuilder text = new StringBuilder("order");
        fields.plain().forEach((key, value) -> {
            AuditRow.field(text, key);
            AuditRow.field(text, value);
        });
        text.append("secret");
        fields.secret().forEach((key, value) -> {
            AuditRow.field(text, key);
            AuditRow.field(text, value.reveal());
        });
        return installation.hash(text.toString());
    }

    private static String escape(String value) {
        String escaped = Lines.escape(value);
        return escaped.startsWith(LOOKS_SEALED) ? "sealed\\c" + escaped.substring(LOOKS_SEALED.length()) : escaped;
    }
}
