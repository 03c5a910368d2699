package io.shiyun.spi;

import java.util.Objects;

/**
 * Where a list or stream goes on: {@link #START}, or the text the cloud gave.
 *
 * @param value the cloud's own text; empty at the start
 */
public record Cursor(String value) {
    public Cursor {
        Objects.requireNonNull(value, "value");
    }

    /** The beginning. */
    public static final Cursor START = new Cursor("");

    /** Returns whether this is the beginning. */
    public boolean atStart() {
        return value.isEmpty();
    }
}
