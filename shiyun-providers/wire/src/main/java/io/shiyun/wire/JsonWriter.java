package io.shiyun.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.shiyun.model.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes a JSON object: {@code JsonWriter.object().put("name", "web-1").object("flavor", f -> f.put("id", 3)).toBytes()}. Not safe
 * for use by several threads.
 */
public final class JsonWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final JsonGenerator generator;

    private interface Writing {
        void write() throws IOException;
    }

    private JsonWriter() {
        try {
            generator = FACTORY.createGenerator(bytes);
            generator.writeStartObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins an object. */
    public static JsonWriter object() {
        return new JsonWriter();
    }

    /** Writes a field. */
    public JsonWriter put(String name, String value) {
        return write(() -> generator.writeStringField(name, value));
    }

    /** Writes a field, if there is a value. */
    public JsonWriter put(String name, Optional<String> value) {
        value.ifPresent(text -> put(name, text));
        return this;
    }

    /** Writes a field that holds a secret. */
    public JsonWriter put(String name, Secret value) {
        return put(name, value.reveal());
    }

    /** Writes a field. */
    public JsonWriter put(String name, long value) {
        return write(() -> generator.writeNumberField(name, value));
    }

    /** Writes a field. */
    public JsonWriter put(String name, BigDecimal value) {
        return write(() -> generator.writeNumberField(name, value));
    }

    /** Writes a field. */
    public JsonWriter put(String name, boolean value) {
        return write(() -> generator.writeBooleanField(name, value));
    }

    /** Writes a field that is null. */
    public JsonWriter putNull(String name) {
        return write(() -> generator.writeNullField(name));
    }

    /** Writes a field that is an object of texts. */
    public JsonWriter put(String name, Map<String, String> texts) {
        return object(name, inner -> texts.forEach(inner::put));
    }

    /** Writes a field that is a list of texts. */
    public JsonWriter put(String name, Collection<String> texts) {
        return list(name, inner -> texts.forEach(inner::add));
    }

    /** Writes a field that is an object. */
    public JsonWriter object(String name, Consumer<JsonWriter> fields) {
        write(() -> generator.writeObjectFieldStart(name));
        fields.accept(this);
        return write(generator::writeEndObject);
    }

    /** Writes a field that is a list; its items are written by the {@code add} methods. */
    public JsonWriter list(String name, Consumer<JsonWriter> items) {
        write(() -> generator.writeArrayFieldStart(name));
        items.accept(this);
        return write(generator::writeEndArray);
    }

    /** Writes an item of a list. */
    public JsonWriter add(String value) {
        return write(() -> generator.writeString(value));
    }

    /** Writes an item of a list. */
    public JsonWriter add(long value) {
        return write(() -> generator.writeNumber(value));
    }

    /** Writes an item of a list that is an object. */
    public JsonWriter addObject(Consumer<JsonWriter> fields) {
        write(generator::writeStartObject);
        fields.accept(this);
        return write(generator::writeEndObject);
    }

    /** Writes an item of a list that is a list. */
    public JsonWriter addList(Consumer<JsonWriter> items) {
        write(generator::writeStartArray);
        items.accept(this);
        return write(generator::writeEndArray);
    }

    /** Ends the object and returns it in UTF-8; nothing can be written afterwards. */
    public byte[] toBytes() {
        if (!generator.isClosed()) {
            write(generator::close);
        }
        return bytes.toByteArray();
    }

    /** Ends the object and returns it as text, which may hold secrets. */
    public String toText() {
        return new String(toBytes(), StandardCharsets.UTF_8);
    }

    private JsonWriter write(Writing writing) {
        try {
            writing.write();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON can be made of this", e);
        }
    }
}
