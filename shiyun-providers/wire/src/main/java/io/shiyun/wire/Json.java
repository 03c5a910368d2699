package io.shiyun.wire;

import io.shiyun.model.CloudException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a JSON document that was read whole, and where it stands in it. Immutable.
 *
 * <p>A path names fields, with dots between them: {@code text("server.flavor.id")}. What is absent or null is missing, whatever of
 * its parents is missing too; fields that nobody asks for do not matter. Asking for something required that is missing or
 * of the wrong kind throws a {@link CloudException} that names the path. Clouds are loose about numbers in quotes, so a text may be
 * a number and a number a text.
 */
public final class Json {
    private final @Nullable Object value;
    private final @Nullable Json parent;
    private final String name;
    private final Source source;

    Json(@Nullable Object value, @Nullable Json parent, String name, Source source) {
        this.value = value;
        this.parent = parent;
        this.name = name;
        this.source = source;
    }

    /**
     * Reads a document of at most 100 levels and two million parts.
     *
     * @throws CloudException UNKNOWN, with the source's doubt, when it is no JSON, or larger
     */
    public static Json read(byte[] bytes, Source source) {
        return new Json(JsonReading.tree(bytes, source), null, "", source);
    }

    /** Returns the part at this path, missing or not. */
    public Json at(String path) {
        Json here = this;
        int from = 0;
        while (true) {
            int dot = path.indexOf('.', from);
            if (dot < 0) {
                return here.field(from == 0 ? path : path.substring(from));
            }
            here = here.field(path.substring(from, dot));
            from = dot + 1;
        }
    }

    /** Returns the field of this name, which may hold dots, missing or not. */
    public Json field(String key) {
        return new Json(value instanceof Map<?, ?> map ? map.get(key) : null, this, key, source);
    }

    /** Returns whether it is absent or null. */
    public boolean missing() {
        return value == null;
    }

    /** Returns whether there is something at this path. */
    public boolean has(String path) {
        return !at(path).missing();
    }

    /** Returns this as text. */
    public String text() {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        throw wrong("text");
    }

    /** Returns the text at this path. */
    public String text(String path) {
        return at(path).text();
    }

    /** Returns the text at this path, or this one when it is missing. */
    public String text(String path, String otherwise) {
        Json part = at(path);
        return part.missing() ? otherwise : part.text();
    }

    /** Returns the text at this path, if it is there and not empty. */
    public Optional<String> optional(String path) {
        return Optional.of(text(path, "")).filter(text -> !text.isEmpty());
    }

    /** Returns this as a whole number. */
    public long whole() {
        BigDecimal number = number();
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw wrong("a whole number of 64 bits");
        }
    }

    /** Returns the whole number at this path. */
    public long whole(String path) {
        return at(path).whole();
    }

    /** Returns the whole number at this path, or this one when it is missing. */
    public long whole(String path, long otherwise) {
        Json part = at(path);
        return part.missing() ? otherwise : part.whole();
    }

    /** Returns this as a number. */
    public BigDecimal number() {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof Long whole) {
            return BigDecimal.valueOf(whole);
        }
        if (value instanceof String text && !text.isEmpty() && text.length() <= JsonReading.MAX_NUMBER) {
            try {
                return new BigDecimal(text);
            } catch (NumberFormatException e) {
                throw wrong("a number");
            }
        }
        throw wrong("a number");
    }

    /** Returns the number at this path. */
    public BigDecimal number(String path) {
        return at(path).number();
    }

    /** Returns whether the value at this path is true; missing is false. */
    public boolean flag(String path) {
        Json part = at(path);
        if (part.missing()) {
            return false;
        }
        return switch (part.text()) {
            case "true", "True" -> true;
            case "false", "False" -> false;
            default -> throw part.wrong("true or false");
        };
    }

    /** Returns this as an instant in the form of ISO 8601; a time without a zone is UTC. */
    public Instant instant() {
        return Times.iso(text()).orElseThrow(() -> wrong("a time such as 2026-11-21T09:30:00Z"));
    }

    /** Returns the instant at this path, if it is there and not empty. */
    public Optional<Instant> instant(String path) {
        Json part = at(path);
        return part.missing() || "".equals(part.value) ? Optional.empty() : Optional.of(part.instant());
    }

    /** Returns the items of this list; none when it is missing. */
    public List<Json> items() {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw wrong("a list");
        }
        List<Json> items = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            items.add(new Json(list.get(i), this, "[" + i + "]", source));
        }
        return List.copyOf(items);
    }

    /** Returns the items of the list at this path, which must be there: for lists whose emptiness proves something. */
    public List<Json> list(String path) {
        Json part = at(path);
        if (part.missing()) {
            throw part.wrong("a list");
        }
        return part.items();
    }

    /** Returns the items of the list at this path; none when it is missing. */
    public List<Json> items(String path) {
        return at(path).items();
    }

    /** Returns the texts in the list at this path; none when it is missing. */
    public List<String> texts(String path) {
        return items(path).stream().map(Json::text).toList();
    }

    /** Returns the fields of this object in their order; none when it is missing. */
    public Map<String, Json> fields() {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong("an object");
        }
        Map<String, Json> fields = new LinkedHashMap<>();
        map.forEach((key, field) -> fields.put((String) key, new Json(field, this, (String) key, source)));
        return java.util.Collections.unmodifiableMap(fields);
    }

    /** Returns the texts in the object at this path, by name, such as metadata; missing values are left out. */
    public Map<String, String> textMap(String path) {
        Map<String, String> texts = new LinkedHashMap<>();
        at(path).fields().forEach((key, part) -> {
            if (!part.missing()) {
                texts.put(key, part.text());
            }
        });
        return java.util.Collections.unmodifiableMap(texts);
    }

    /** Returns whether this is an object. */
    public boolean isObject() {
        return value instanceof Map;
    }

    /** Returns whether this is a list. */
    public boolean isList() {
        return value instanceof List;
    }

    /** Returns where this stands in the document, such as {@code servers[2].id}; empty for the whole. */
    public String path() {
        String above = parent == null ? "" : parent.path();
        return above.isEmpty() || name.startsWith("[") ? above + name : above + "." + name;
    }

    /** Returns the error that this is not what it must be. */
    public CloudException wrong(String wanted) {
        String where = path().isEmpty() ? "the document" : "'" + path() + "'";
        return source.notUnderstood(where + (missing() ? " is missing" : " is not " + wanted), null);
    }

    @Override
    public String toString() {
        return "Json[" + path() + "]";
    }

    /** Reads times. */
    static final class Times {
        private Times() {}

        static Optional<Instant> iso(String text) {
            try {
                boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
                return Optional.of(
                        zoned
                                ? OffsetDateTime.parse(text).toInstant()
                                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }
}
