package io.shiyun.prometheus;

import java.time.Duration;
import java.util.Optional;

/**
 * What to answer to a write request.
 *
 * @param status of HTTP: 204 taken; 400 not understood, or taken but for the series that the message names; 413 too large;
 *     415 not remote write 1.0; 429 and 503 busy, 500 failed here, which the sender tries again
 * @param message for the sender's log; empty for 204
 * @param retryAfter when to come again, in whole seconds
 */
public record WriteAnswer(int status, String message, Optional<Duration> retryAfter) {
    static final WriteAnswer TAKEN = new WriteAnswer(204, "", Optional.empty());

    static WriteAnswer refused(int status, String message) {
        return new WriteAnswer(status, message, Optional.empty());
    }

    static WriteAnswer later(int status, String message) {
        return new WriteAnswer(status, message, Optional.of(Duration.ofSeconds(1)));
    }
}
