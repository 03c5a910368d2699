package io.shiyun;

import io.shiyun.model.CloudException;
import io.shiyun.model.Located;
import io.shiyun.model.Region;
import io.shiyun.spi.Operation;
import java.time.Duration;
import java.util.Optional;

/**
 * Hears what happens to calls on their way to a cloud: for metrics, traces and logs. Every method does nothing by
 * default.
 *
 * <p>The events of one call arrive in order on the thread that makes it, {@link #callStarted} first and {@link
 * #callEnded} last; {@link #breakerChanged} may come from any of them. An implementation is fast and safe for use by
 * many threads. What it throws is logged and never reaches a call.
 */
public interface CallListener {
    /** Hears nothing. */
    CallListener NONE = new CallListener() {};

    /** State of the circuit breaker of a region. */
    enum BreakerState {
        /** Calls pass. */
        CLOSED,
        /** Calls are refused at once. */
        OPEN,
        /** A few calls pass, to see whether the region answers again. */
        HALF_OPEN
    }

    /** A call began. */
    default void callStarted(Operation operation, Located subject) {}

    /**
     * One attempt failed.
     *
     * @param attempt counts from 1
     */
    default void attemptFailed(Operation operation, Located subject, int attempt, CloudException failure) {}

    /**
     * Another attempt follows.
     *
     * @param attempt the one that failed, from 1
     * @param delay before the next
     */
    default void retryScheduled(Operation operation, Located subject, int attempt, Duration delay) {}

    /** No other attempt follows, because the region's retry budget is spent. */
    default void retryRefused(Operation operation, Located subject, int attempt) {}

    /** The answer came from the cache. */
    default void cacheHit(Operation operation, Located subject) {}

    /** The answer was not in the cache, or too old. */
    default void cacheMiss(Operation operation, Located subject) {}

    /**
     * The answer is older than it should be: one being renewed, or the last one known.
     *
     * @param age how old
     */
    default void cacheStale(Operation operation, Located subject, Duration age) {}

    /** The circuit breaker of a region changed. */
    default void breakerChanged(Region region, BreakerState from, BreakerState to) {}

    /**
     * A call ended.
     *
     * @param attempts how often the provider was asked; zero when the answer was stored, or refused by a guard
     * @param failure why it failed; empty when it succeeded
     * @param duration since {@link #callStarted}, waits included
     */
    default void callEnded(
            Operation operation, Located subject, int attempts, Optional<CloudException> failure, Duration duration) {}
}
