package io.shiyun.call;

import io.shiyun.spi.Page;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stored answer.
 *
 * @param value what the provider answered
 * @param loaded when, for people
 * @param loadedNanos when, by the ticker
 * @param generation of the service's answers when the question was asked
 * @param renewing whether somebody asks anew already
 */
record Answer(Object value, Instant loaded, long loadedNanos, long generation, AtomicBoolean renewing) {
    /** How many items it holds, which bounds the store. */
    int weight() {
        if (value instanceof Page<?> page) {
            return 1 + page.items().size();
        }
        return value instanceof Collection<?> many ? 1 + many.size() : 1;
    }

    /** Whether it may be stored: a list with gaps is half a failure. */
    static boolean worthKeeping(Object value) {
        return !(value instanceof Page<?> page) || page.missing().isEmpty();
    }
}
