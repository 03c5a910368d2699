package io.shiyun.spi;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import java.time.Duration;

/**
 * One attempt at one operation, made by core and handed to every operation as its last parameter: how much time is left,
 * and whether the caller still wants the answer. Thread-safe.
 */
public interface Call {
    /**
     * Begins a call of this length, for work that no caller waits for. Nothing cancels it: an action registered with it never
     * runs.
     *
     * @param time how long it may take; it is over at once when that is not positive
     */
    static Call within(Duration time) {
        return new TimedCall(time);
    }

    /** Returns the time left, zero when it is over; it fits in nanoseconds. Hand it to every wait. */
    Duration remaining();

    /**
     * Asks before each request that is sent.
     *
     * @throws io.shiyun.model.CloudException TIMEOUT or CANCELLED, NOT_SENT, when the call is over
     */
    void check();

    /**
     * Has {@code action} run, once, when the call is over before its time or by it: for what an interrupt does not reach, such
     * as a socket or a child process. Close the registration when the wait has ended.
     */
    Registration onCancel(Runnable action);

    /** Returns what to throw on an {@link InterruptedException}: TIMEOUT or CANCELLED, with this certainty. */
    CloudException over(Certainty certainty);

    /** Tells the cloud's own request id, for the audit of a success. */
    default void requestId(String id) {}
}
