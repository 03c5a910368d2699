package io.shiyun.wire;

import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How long a cloud asks to wait: the header {@code Retry-After} in seconds or as a date (RFC 9110, 10.2.3). A date is measured from the
 * {@code Date} of the same reply, so that no clock of ours comes in. What cannot be read counts as not said.
 */
public final class RetryAfter {
    /** No cloud is waited for longer, whatever it says; nor is a provider's own default. */
    public static final Duration LONGEST = Duration.ofMinutes(15);

    /** No long operation is asked about more often. */
    public static final Duration SHORTEST = Duration.ofMillis(500);

    private RetryAfter() {}

    /** Returns what these headers of a reply ask for, at most {@link #LONGEST}. */
    public static Optional<Duration> of(Headers headers) {
        return headers.first("retry-after").flatMap(text -> read(text.trim(), headers));
    }

    /**
     * Returns how long to wait before a long operation is asked about again: what the reply asks for, else {@code otherwise}; between
     * {@link #SHORTEST} and {@link #LONGEST}.
     */
    public static Duration askAgainIn(Reply reply, Duration otherwise) {
        Duration wait = of(reply.headers()).orElse(otherwise);
        wait = wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait;
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    /** Returns that an operation goes on by this ticket, to be asked about again when the reply says. */
    public static <T> Progress<T> ongoing(Ticket ticket, Reply reply, Duration otherwise) {
        return Progress.ongoing(ticket, askAgainIn(reply, otherwise));
    }

    /** Returns the same with what can be seen of it already. */
    public static <T> Progress<T> ongoing(Ticket ticket, Reply reply, Duration otherwise, T soFar) {
        return Progress.ongoing(ticket, askAgainIn(reply, otherwise), soFar);
    }

    /** Returns an instant in one of the forms of HTTP's {@code Date}, if it is one. */
    static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> read(String text, Headers headers) {
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(text.length() > 9 ? LONGEST : bounded(Duration.ofSeconds(Long.parseLong(text))));
        }
        Optional<Instant> now = headers.first("date").flatMap(RetryAfter::date);
        return date(text).flatMap(until -> now.map(from -> bounded(Duration.between(from, until))));
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
