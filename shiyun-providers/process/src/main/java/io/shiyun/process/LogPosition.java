package io.shiyun.process;

import java.util.Optional;

/**
 * A place in a log that stays valid through rotation and restarts.
 *
 * @param generation counts the rotations; the file that is written now has the highest
 * @param offset bytes from the beginning of that generation
 */
public record LogPosition(long generation, long offset) {
    /** The oldest line that is still kept. */
    public static final LogPosition START = new LogPosition(0, 0);

    public LogPosition {
        if (generation < 0 || offset < 0) {
            throw new IllegalArgumentException("a log position is not negative");
        }
    }

    /** Returns {@code generation:offset}, which {@link #parse} reads. */
    public String encode() {
        return generation + ":" + offset;
    }

    public static Optional<LogPosition> parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LogPosition(
                    Long.parseLong(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1))));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
