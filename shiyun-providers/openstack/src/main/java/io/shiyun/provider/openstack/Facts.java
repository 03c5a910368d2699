package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads facts out of replies, where a value that cannot be is a reply that is not understood. */
final class Facts {
    private Facts() {}

    static <T> T read(Json json, Function<Json, T> reader) {
        try {
            return reader.apply(json);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw json.wrong("what it must be: " + e.getMessage());
        }
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
