package io.shiyun.provider.aws;

import static io.shiyun.provider.aws.ModelWriter.trait;
import static io.shiyun.provider.aws.Plain.list;
import static io.shiyun.provider.aws.Plain.map;

import io.shiyun.wire.Json;
import io.shiyun.wire.Xml;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads answers by a published model, with the readers that the provider uses. */
final class ModelReader {
    private final ModelWriter model;

    ModelReader(Map<String, Object> shapes) {
        this.model = new ModelWriter(shapes);
    }

    Map<String, Object> xml(Map<String, Object> shape, Xml element) {
        Map<String, Object> values = new LinkedHashMap<>();
        map(shape.get("members")).forEach((name, ref) -> {
            Map<String, Object> type = model.shape(ref);
            String kind = String.valueOf(type.get("type"));
            boolean flat = Boolean.TRUE.equals(trait(map(ref), type, "flattened"));
            Object own = map(ref).get("locationName");
            String tag = String.valueOf(own == null ? name : own);
            if (Boolean.TRUE.equals(map(ref).get("xmlAttribute"))) {
                return;
            }
            List<Xml> found = element.items(tag);
            if (!found.isEmpty()) {
                Xml whole = flat ? element : found.get(0);
                values.put(name, value(map(ref), type, kind, flat, tag, whole));
            }
        });
        return values;
    }

    private Object value(
            Map<String, Object> ref, Map<String, Object> type, String kind, boolean flat, String tag, Xml element) {
        return switch (kind) {
            case "structure" -> xml(type, element);
            case "list" -> {
                Map<String, Object> item = map(type.get("member"));
                List<Object> values = new ArrayList<>();
                for (Xml each :
                        element.items(flat ? tag : String.valueOf(item.getOrDefault("locationName", "member")))) {
                    values.add(single(item, each));
                }
                yield values;
            }
            case "map" -> {
                String key = String.valueOf(map(type.get("key")).getOrDefault("locationName", "key"));
                String value = String.valueOf(map(type.get("value")).getOrDefault("locationName", "value"));
                Map<String, Object> values = new LinkedHashMap<>();
                for (Xml entry : element.items(flat ? tag : "entry")) {
                    values.put(entry.text(key), single(map(type.get("value")), entry.at(value)));
                }
                yield values;
            }
            default -> scalar(ref, type, element.text());
        };
    }

    private Object single(Map<String, Object> ref, Xml element) {
        Map<String, Object> type = model.shape(ref);
        return value(ref, type, String.valueOf(type.get("type")), false, element.name(), element);
    }

    Map<String, Object> json(Map<String, Object> shape, Json object) {
        Map<String, Object> values = new LinkedHashMap<>();
        map(shape.get("members")).forEach((name, ref) -> {
            Json part = object.field(String.valueOf(map(ref).getOrDefault("locationName", name)));
            if (!part.missing() && !map(ref).containsKey("location")) {
                values.put(name, part(map(ref), part));
            }
        });
        return values;
    }

    private Object part(Map<String, Object> ref, Json part) {
        Map<String, Object> type = model.shape(ref);
        if (Boolean.TRUE.equals(type.get("document"))) {
            return raw(part);
        }
        return switch (String.valueOf(type.get("type"))) {
            case "structure" -> json(type, part);
            case "list" ->
                part.items().stream()
                        .filter(item -> !item.missing())
                        .map(item -> part(map(type.get("member")), item))
                        .toList();
            case "map" -> {
                Map<String, Object> values = new LinkedHashMap<>();
                part.fields().forEach((key, item) -> {
                    if (!item.missing()) {
                        values.put(key, part(map(type.get("value")), item));
                    }
                });
                yield values;
            }
            default -> scalar(ref, type, part.text());
        };
    }

    private static Object raw(Json part) {
        if (part.isObject()) {
            Map<String, Object> values = new LinkedHashMap<>();
            part.fields().forEach((key, item) -> values.put(key, raw(item)));
            return values;
        }
        return part.isList() ? part.items().stream().map(ModelReader::raw).toList() : part.text();
    }

    private static Object scalar(Map<String, Object> ref, Map<String, Object> type, String text) {
        return switch (String.valueOf(type.get("type"))) {
            case "boolean" -> Boolean.valueOf(text);
            case "integer", "long", "float", "double" ->
                text.matches("-?(NaN|Infinity)") ? text : number(new BigDecimal(text));
            case "timestamp" -> number(time(text));
            case "blob" -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
            default -> isDocument(ref, type) ? Plain.parse(text) : text;
        };
    }

    private static boolean isDocument(Map<String, Object> ref, Map<String, Object> type) {
        return Boolean.TRUE.equals(ref.get("jsonvalue")) || Boolean.TRUE.equals(type.get("jsonvalue"));
    }

    /** EC2 answers the result itself, the other services that answer XML put it into an element. */
    static Xml result(boolean ec2, Xml root) {
        return ec2
                ? root
                : root.children().stream()
                        .filter(child -> child.name().endsWith("Result"))
                        .findFirst()
                        .orElse(root);
    }

    /** Scalars of documents are compared as text; an empty list of the model and none at all are the same here. */
    static Object normal(Object value) {
        if (value instanceof Map<?, ?>) {
            Map<String, Object> all = new TreeMap<>();
            map(value).forEach((key, part) -> all.put(key, normal(part)));
            return all;
        }
        if (value instanceof List<?> items) {
            return items.stream().map(ModelReader::normal).toList();
        }
        return value instanceof BigDecimal number ? ModelReader.number(number).toPlainString() : String.valueOf(value);
    }

    /**
     * Returns values as a model has them: moments as seconds, members that it does not know left out, documents in texts as they stand or
     * parsed.
     */
    Object known(Map<String, Object> ref, Object value, boolean parsed) {
        Map<String, Object> type = model.shape(ref);
        return switch (String.valueOf(type.get("type"))) {
            case "structure" -> {
                Map<String, Object> values = new LinkedHashMap<>();
                map(type.get("members")).forEach((name, member) -> {
                    Object part = map(value).get(name);
                    if (part != null && !map(member).containsKey("location")) {
                        values.put(name, known(map(member), part, parsed));
                    }
                });
                yield values;
            }
            case "list" ->
                list(value).stream()
                        .map(part -> known(map(type.get("member")), part, parsed))
                        .toList();
            case "map" -> {
                Map<String, Object> values = new LinkedHashMap<>();
                map(value).forEach((key, part) -> values.put(key, known(map(type.get("value")), part, parsed)));
                yield values;
            }
            case "blob" -> String.valueOf(value);
            default ->
                value instanceof BigDecimal || value instanceof Map || (isDocument(ref, type) && !parsed)
                        ? value
                        : scalar(ref, type, String.valueOf(value));
        };
    }

    static BigDecimal number(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    private static BigDecimal time(String text) {
        if (text.matches("-?[0-9.E+]+")) {
            return new BigDecimal(text);
        }
        Instant at = text.endsWith("GMT")
                ? OffsetDateTime.parse(text.replaceFirst("\\.[0-9]+", ""), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant()
                        .plusMillis(
                                text.matches(".*\\.[0-9]{3} .*")
                                        ? Long.parseLong(text.replaceFirst(".*\\.([0-9]{3}) .*", "$1"))
                                        : 0)
                : OffsetDateTime.parse(text).toInstant();
        return BigDecimal.valueOf(at.toEpochMilli()).movePointLeft(3);
    }
}
