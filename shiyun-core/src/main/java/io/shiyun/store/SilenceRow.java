package io.shiyun.store;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A time in which matching alerts are not told.
 *
 * @param id names it
 * @param matchers one text a matcher
 * @param from its first moment
 * @param to its end, excluded
 * @param by who asked for it
 * @param comment why
 */
public record SilenceRow(String id, List<String> matchers, Instant from, Instant to, String by, String comment) {

    /** Cuts the times to what the store keeps. */
    public SilenceRow {
        Objects.requireNonNull(id, "id");
        matchers = List.copyOf(matchers);
        from = Times.cut(from);
        to = Times.cut(to);
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(comment, "comment");
    }
}
