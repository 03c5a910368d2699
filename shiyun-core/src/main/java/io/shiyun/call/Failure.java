package io.shiyun.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a failed attempt says about trying again.
 *
 * @param kind whether a retry can help, and how long it has to wait
 * @param retryAfter how long the cloud asked to be left alone, if it did
 */
record Failure(Kind kind, @Nullable Duration retryAfter) {
    enum Kind {
        /** May pass by itself. */
        TRANSIENT,
        /** Too many requests: worth repeating, later. */
        THROTTLING,
        /** Our own guard had no room: waits like throttling, but costs no token, since no cloud was bothered. */
        BUSY,
        /** Will be the same the next time, or must not be done twice. */
        FINAL
    }

    static final Failure TRANSIENT = new Failure(Kind.TRANSIENT, null);
    static final Failure THROTTLING = new Failure(Kind.THROTTLING, null);
    static final Failure BUSY = new Failure(Kind.BUSY, null);
    static final Failure FINAL = new Failure(Kind.FINAL, null);
}
