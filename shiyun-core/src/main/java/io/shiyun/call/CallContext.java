package io.shiyun.call;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time a whole call has, its retries and waits included. Providers never see it; each gets an {@link Attempt}
 * within it.
 */
final class CallContext implements Call {
    private static final Registration NOTHING = () -> {};

    private final LongSupplier ticker;
    private final long begun;
    private final long deadline;
    private final boolean lastKnown;
    private final @Nullable Call outer;
    private volatile @Nullable Instant oldest;

    private CallContext(LongSupplier ticker, long nanos, boolean lastKnown, @Nullable Call outer) {
        this.ticker = ticker;
        this.begun = ticker.getAsLong();
        this.deadline = begun + nanos;
        this.lastKnown = lastKnown;
        this.outer = outer;
    }

    static CallContext lasting(long nanos, LongSupplier ticker) {
        return new CallContext(ticker, nanos, false, null);
    }

    /** One that is answered from what was last known and never reaches a cloud. */
    static CallContext lastKnown(long nanos, LongSupplier ticker) {
        return new CallContext(ticker, nanos, true, null);
    }

    /** One within a call that somebody else made. */
    static CallContext within(Call call, LongSupplier ticker) {
        return call instanceof CallContext own
                ? own
                : new CallContext(ticker, call.remaining().toNanos(), false, call);
    }

    LongSupplier ticker() {
        return ticker;
    }

    long deadline() {
        return deadline;
    }

    boolean isLastKnown() {
        return lastKnown;
    }

    /** Notes that an answer was given from memory, as of this instant. */
    void answeredAsOf(Instant loaded) {
        Instant before = oldest;
        if (before == null || loaded.isBefore(before)) {
            oldest = loaded;
        }
    }

    /** The instant of the oldest answer given from memory, if any was. */
    @Nullable Instant oldest() {
        return oldest;
    }

    long nanosLeft() {
        long left = deadline - ticker.getAsLong();
        return left <= 0 || calledOff() ? 0 : left;
    }

    /** Has the attempt end with the call it is part of. */
    void linked(Attempt attempt) {
        if (outer != null) {
            attempt.endsWith(outer.onCancel(() -> attempt.end(true)));
        }
    }

    long nanosSpent() {
        return ticker.getAsLong() - begun;
    }

    boolean calledOff() {
        return outer != null && outer.remaining().isZero();
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(nanosLeft());
    }

    @Override
    public void check() {
        if (nanosLeft() == 0) {
            throw over(Certainty.NOT_SENT);
        }
    }

    @Override
    public Registration onCancel(Runnable action) {
        return outer == null ? NOTHING : outer.onCancel(action);
    }

    @Override
    public CloudException over(Certainty certainty) {
        boolean late = deadline - ticker.getAsLong() <= 0;
        return late ? timeout(certainty, deadline - begun) : cancelled(certainty);
    }

    static CloudException timeout(Certainty certainty, long nanos) {
        return CloudException.of(
                        certainty,
                        Reason.TIMEOUT,
                        "no answer within " + Duration.ofNanos(nanos).toMillis() + " ms")
                .build();
    }

    static CloudException cancelled(Certainty certainty) {
        return CloudException.of(certainty, Reason.CANCELLED, "the caller called it off")
                .build();
    }
}
