package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads facts out of replies, where a value that cannot be is a reply that is not understood. */
final class Facts {
    private static final int LONGEST_ID = 255;

    private Facts() {}

    static <T> T read(Json json, Function<Json, T> reader) {
        try {
            return reader.apply(json);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw json.wrong("what it must be: " + e.getMessage());
        }
    }

    /** Returns an id, which is one line and short enough for a ticket. */
    static String id(Json json, String path) {
        String id = json.text(path);
        if (id.isBlank() || id.length() > LONGEST_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw json.at(path).wrong("an id");
        }
        return id;
    }

    /** Returns a time that is only told, never reckoned with; one that cannot be read is none. */
    static Optional<Instant> time(Json json, String path) {
        try {
            return json.instant(path);
        } catch (CloudException unreadable) {
            return Optional.empty();
        }
    }

    static <T> List<T> each(List<Json> items, Function<Json, T> reader) {
        return items.stream().map(item -> read(item, reader)).toList();
    }
}
