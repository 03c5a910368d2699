package io.shiyun.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.shiyun.model.CloudException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads JSON with Jackson's parser: bounded in depth, in the length of texts and numbers, and in parts. */
final class JsonReading {
    static final int MAX_DEPTH = 100;
    static final int MAX_NUMBER = 100;
    static final int MAX_TEXT = 32 << 20;
    static final int MAX_NAME = 10_000;

    /** Of a document that is kept whole, or of an item: what two million parts take is some 200 MB at the worst. */
    static final int MAX_PARTS = 2_000_000;

    private static final JsonFactory FACTORY = factory(constraints().build());

    private int parts;
    private boolean found;

    private JsonReading() {}

    static Object tree(byte[] bytes, Source source) {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            Object tree = new JsonReading().value(parser, first(parser));
            if (parser.nextToken() != null) {
                throw source.notUnderstood("there is something behind the JSON document", null);
            }
            return tree == null ? Map.of() : tree;
        } catch (IOException e) {
            throw failure(e, source);
        }
    }

    /** Reads a document, handing each item of the list at {@code path} over; answers the rest of it. */
    static Object items(InputStream in, Source source, String[] path, Consumer<Json> each) {
        try (JsonParser parser = FACTORY.createParser(in)) {
            JsonReading reading = new JsonReading();
            JsonToken first = first(parser);
            Object rest;
            if (first == JsonToken.START_ARRAY && path.length == 1 && path[0].isEmpty()) {
                reading.each(parser, "", source, each);
                rest = Map.of();
            } else if (first == JsonToken.START_OBJECT) {
                rest = reading.around(parser, path, 0, source, each);
            } else {
                rest = null;
            }
            if (!reading.found) {
                throw source.notUnderstood("there is no list '" + String.join(".", path) + "'", null);
            }
            if (parser.nextToken() != null) {
                throw source.notUnderstood("there is something behind the JSON document", null);
            }
            return rest == null ? Map.of() : rest;
        } catch (IOException e) {
            throw failure(e, source);
        }
    }

    private static CloudException failure(IOException e, Source source) {
        // The parser's own words quote the document, which may hold a secret; where it stopped is enough.
        String where = e instanceof com.fasterxml.jackson.core.JsonProcessingException at && at.getLocation() != null
                ? "byte "
                        + Math.max(
                                at.getLocation().getByteOffset(),
                                at.getLocation().getCharOffset())
                : "its beginning";
        if (e instanceof StreamConstraintsException limit) {
            return source.notUnderstood("the JSON document is too large, too deep or too long at " + where, limit);
        }
        return e instanceof JsonEOFException
                ? source.cutOff("no end of the JSON document at " + where, null)
                : source.notUnderstood("no JSON that can be read, at " + where, null);
    }

    private Map<String, Object> around(JsonParser parser, String[] path, int depth, Source source, Consumer<Json> each)
            throws IOException {
        Map<String, Object> rest = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            boolean onPath = depth < path.length && path[depth].equals(name);
            if (onPath && depth == path.length - 1 && token == JsonToken.START_ARRAY) {
                each(parser, String.join(".", path), source, each);
            } else if (onPath && token == JsonToken.START_OBJECT) {
                rest.put(name, around(parser, path, depth + 1, source, each));
            } else {
                Object value = value(parser, token);
                if (value != null) {
                    rest.put(name, value);
                }
            }
        }
        return rest;
    }

    private void each(JsonParser parser, String path, Source source, Consumer<Json> each) throws IOException {
        found = true;
        int others = parts;
        JsonToken token = parser.nextToken();
        for (int index = 0; token != JsonToken.END_ARRAY; index++) {
            each.accept(new Json(value(parser, token), null, path + "[" + index + "]", source));
            parts = others; // each item is bounded by itself, however many there are
            token = parser.nextToken();
        }
    }

    private static JsonToken first(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new JsonEOFException(parser, JsonToken.NOT_AVAILABLE, "empty");
        }
        return token;
    }

    private @Nullable Object value(JsonParser parser, JsonToken token) throws IOException {
        if (++parts > MAX_PARTS) {
            throw new StreamConstraintsException("more than " + MAX_PARTS + " parts");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getDecimalValue()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
    }

    private Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>(8);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Object value = value(parser, parser.nextToken());
            if (value != null) {
                map.put(name, value);
            }
        }
        return map;
    }

    private List<@Nullable Object> list(JsonParser parser) throws IOException {
        List<@Nullable Object> list = new ArrayList<>(4);
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            list.add(value(parser, token));
        }
        return list;
    }

    private static StreamReadConstraints.Builder constraints() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_NUMBER)
                .maxStringLength(MAX_TEXT)
                .maxNameLength(MAX_NAME);
    }

    private static JsonFactory factory(StreamReadConstraints constraints) {
        return JsonFactory.builder()
                .streamReadConstraints(constraints)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }
}
