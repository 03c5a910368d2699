package io.shiyun.watch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A time in which alerts that fulfil all its matchers are evaluated and not told. What still fires when it ends is told
 * then, and so is the end of what was told before it began.
 *
 * @param id names it
 * @param matchers on the labels of alerts; one or more
 * @param from its first moment
 * @param to its end, excluded
 * @param by who asked for it
 * @param comment why
 */
public record Silence(String id, List<Matcher> matchers, Instant from, Instant to, String by, String comment) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when it has no matcher, no author or no length
     */
    public Silence {
        Objects.requireNonNull(id, "id");
        matchers = List.copyOf(matchers);
        Objects.requireNonNull(comment, "comment");
        if (matchers.isEmpty()) {
            throw new IllegalArgumentException("matchers: a silence over everything is refused; name what it covers");
        }
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("to: " + to + " is not after from " + from);
        }
        if (by.isBlank()) {
            throw new IllegalArgumentException("by: a silence needs the name of who asked for it");
        }
    }

    /** Answers whether an alert of these labels is silent at {@code now}. */
    public boolean covers(Map<String, String> labels, Instant now) {
        return !now.isBefore(from) && now.isBefore(to) && matchers.stream().allMatch(each -> each.matches(labels));
    }
}
