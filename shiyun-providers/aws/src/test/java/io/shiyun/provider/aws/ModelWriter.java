package io.shiyun.provider.aws;

import static io.shiyun.provider.aws.Plain.list;
import static io.shiyun.provider.aws.Plain.map;

import io.shiyun.wire.JsonWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes parameters by a published model, with the provider's own forms, paths and JSON. The provider itself has no models: each of its
 * requests is written by hand with the same tools.
 */
final class ModelWriter {
    private final Map<String, Object> shapes;

    ModelWriter(Map<String, Object> shapes) {
        this.shapes = shapes;
    }

    Map<String, Object> shape(Object ref) {
        return map(shapes.get(String.valueOf(map(ref).get("shape"))));
    }

    static Object trait(Map<String, Object> ref, Map<String, Object> shape, String name) {
        return ref.containsKey(name) ? ref.get(name) : shape.get(name);
    }

    void form(Form form, boolean ec2, String prefix, Object ref, Object value) {
        Map<String, Object> shape = shape(ref);
        switch (String.valueOf(shape.get("type"))) {
            case "structure" ->
                map(shape.get("members")).forEach((name, member) -> {
                    Object part = map(value).get(name);
                    if (part != null) {
                        String key = formName(ec2, name, map(member));
                        form(form, ec2, prefix.isEmpty() ? key : prefix + "." + key, member, part);
                    }
                });
            case "list" -> formList(form, ec2, prefix, map(ref), shape, list(value));
            case "map" -> formMap(form, ec2, prefix, map(ref), shape, map(value));
            default -> form.put(prefix, scalar(map(ref), shape, value, "iso8601"));
        }
    }

    private static String formName(boolean ec2, String name, Map<String, Object> member) {
        if (ec2 && member.containsKey("queryName")) {
            return String.valueOf(member.get("queryName"));
        }
        String known = String.valueOf(member.getOrDefault("locationName", name));
        return ec2 ? Character.toUpperCase(known.charAt(0)) + known.substring(1) : known;
    }

    private void formList(
            Form form,
            boolean ec2,
            String prefix,
            Map<String, Object> ref,
            Map<String, Object> shape,
            List<Object> values) {
        Object item = shape.get("member");
        boolean flat = ec2 || Boolean.TRUE.equals(trait(ref, shape, "flattened"));
        Object name = map(item).get("locationName");
        if (values.isEmpty() && !ec2) {
            form.put(prefix, "");
        }
        for (int i = 0; i < values.size(); i++) {
            String key = flat
                    ? prefix + "." + (i + 1)
                    : name == null ? form.item(prefix, i + 1) : prefix + "." + name + "." + (i + 1);
            form(form, ec2, key, item, values.get(i));
        }
    }

    private void formMap(
            Form form,
            boolean ec2,
            String prefix,
            Map<String, Object> ref,
            Map<String, Object> shape,
            Map<String, Object> values) {
        boolean flat = Boolean.TRUE.equals(trait(ref, shape, "flattened"));
        Object key = map(shape.get("key")).getOrDefault("locationName", "key");
        Object value = map(shape.get("value")).getOrDefault("locationName", "value");
        int number = 0;
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            String item = prefix + (flat ? "." : ".entry.") + ++number;
            form.put(item + "." + key, entry.getKey());
            form(form, ec2, item + "." + value, shape.get("value"), entry.getValue());
        }
    }

    /** Returns a scalar as text. */
    String scalar(Map<String, Object> ref, Map<String, Object> shape, Object value, String times) {
        return switch (String.valueOf(shape.get("type"))) {
            case "timestamp" -> time(trait(ref, shape, "timestampFormat"), times, (BigDecimal) value);
            case "blob" ->
                Base64.getEncoder().encodeToString(String.valueOf(value).getBytes(StandardCharsets.UTF_8));
            default -> value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
        };
    }

    private static String time(Object format, String otherwise, BigDecimal seconds) {
        Instant at = Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
        return switch (String.valueOf(format == null ? otherwise : format)) {
            case "unixTimestamp" -> seconds.toPlainString();
            case "rfc822" ->
                DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(at);
            default -> Form.time(at);
        };
    }

    /** Writes a structure's members that belong into the body. */
    void json(JsonWriter to, Map<String, Object> shape, Map<String, Object> values) {
        map(shape.get("members")).forEach((name, member) -> {
            Object value = values.get(name);
            if (value != null && !map(member).containsKey("location")) {
                field(to, String.valueOf(map(member).getOrDefault("locationName", name)), map(member), value);
            }
        });
    }

    private void field(JsonWriter to, String name, Map<String, Object> ref, Object value) {
        Map<String, Object> shape = shape(ref);
        if (Boolean.TRUE.equals(ref.get("jsonvalue")) || Boolean.TRUE.equals(shape.get("jsonvalue"))) {
            if (value instanceof String text) {
                to.put(name, text);
            } else {
                JsonWriter inner = JsonWriter.object();
                map(value).forEach((key, part) -> raw(inner, key, part));
                to.put(name, inner.toText());
            }
        } else if (Boolean.TRUE.equals(shape.get("document"))) {
            raw(to, name, value);
        } else {
            switch (String.valueOf(shape.get("type"))) {
                case "structure" -> to.object(name, inner -> json(inner, shape, map(value)));
                case "map" ->
                    to.object(
                            name,
                            inner -> map(value)
                                    .forEach((key, part) -> field(inner, key, map(shape.get("value")), part)));
                case "list" ->
                    to.list(name, inner -> list(value).forEach(part -> item(inner, map(shape.get("member")), part)));
                case "boolean" -> to.put(name, (boolean) value);
                case "timestamp" -> {
                    String text = scalar(ref, shape, value, "unixTimestamp");
                    if (text.matches("[0-9.]+")) {
                        to.put(name, new BigDecimal(text));
                    } else {
                        to.put(name, text);
                    }
                }
                default -> {
                    if (value instanceof BigDecimal number) {
                        to.put(name, number);
                    } else {
                        to.put(name, scalar(ref, shape, value, ""));
                    }
                }
            }
        }
    }

    private void item(JsonWriter to, Map<String, Object> ref, Object value) {
        Map<String, Object> shape = shape(ref);
        switch (String.valueOf(shape.get("type"))) {
            case "structure" -> to.addObject(inner -> json(inner, shape, map(value)));
            case "map" ->
                to.addObject(inner ->
                        map(value).forEach((key, part) -> field(inner, key, map(shape.get("value")), part)));
            case "list" ->
                to.addList(inner -> list(value).forEach(part -> item(inner, map(shape.get("member")), part)));
            default -> addScalar(to, ref, shape, value);
        }
    }

    private void addScalar(JsonWriter to, Map<String, Object> ref, Map<String, Object> shape, Object value) {
        if (value instanceof BigDecimal || value instanceof Boolean) {
            throw new Unwritable("the writer has no numbers or booleans as items of lists");
        }
        to.add(scalar(ref, shape, value, ""));
    }

    private static void raw(JsonWriter to, String name, Object value) {
        if (value instanceof Map<?, ?>) {
            to.object(name, inner -> map(value).forEach((key, part) -> raw(inner, key, part)));
        } else if (value instanceof List<?> items) {
            to.list(name, inner -> items.forEach(item -> rawItem(inner, item)));
        } else if (value instanceof BigDecimal number) {
            to.put(name, number);
        } else if (value instanceof Boolean flag) {
            to.put(name, flag);
        } else {
            to.put(name, String.valueOf(value));
        }
    }

    private static void rawItem(JsonWriter to, Object value) {
        if (value instanceof Map<?, ?>) {
            to.addObject(inner -> map(value).forEach((key, part) -> raw(inner, key, part)));
        } else if (value instanceof String text) {
            to.add(text);
        } else if (value instanceof BigDecimal number && number.scale() <= 0) {
            to.add(number.longValueExact());
        } else {
            throw new Unwritable("the writer has no such items of lists");
        }
    }

    /** Something that none of the provider's requests needs, and that its tools do not write. */
    static final class Unwritable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unwritable(String message) {
            super(message);
        }
    }
}
