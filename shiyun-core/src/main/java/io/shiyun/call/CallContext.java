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
 * within it. One made of an allowance begins at its first look at the clock, which is also that of its first attempt.
 */
final class CallContext implements Call {
    /** Where an answer may come from. */
    enum Source {
        /** From the cache while it is fresh, else from the cloud. */
        ANY,
        /** From the cloud alone: for whoever decides by what is there now. */
        CLOUD,
        /** From memory alone, however old; never from the cloud. */
        MEMORY
    }

    static final Registration NOTHING = () -> {};

    private static final long NOT_BEGUN = Long.MIN_VALUE;

    private final LongSupplier ticker;
    private final long nanos;
    private final Source source;
    private final @Nullable Call outer;

    /** First looks that race are as close together as their threads, so either will do. */
    private long begun = NOT_BEGUN;

    private volatile @Nullable Instant oldest;

    private CallContext(LongSupplier ticker, long nanos, Source source, @Nullable Call outer) {
        this.ticker = ticker;
        this.nanos = nanos;
        this.source = source;
        this.outer = outer;
    }

    static CallContext of(long nanos, Source source, LongSupplier ticker) {
        return new CallContext(ticker, nanos, source, null);
    }

    static CallContext lasting(long nanos, LongSupplier ticker) {
        return new CallContext(ticker, nanos, Source.ANY, null).begin();
    }

    /** One that is answered from what was last known and never reaches a cloud. */
    static CallContext lastKnown(long nanos, LongSupplier ticker) {
        return new CallContext(ticker, nanos, Source.MEMORY, null).begin();
    }

    /** The context of a call: its own, a new one for an allowance, or one within a call that somebody else made. */
    static CallContext within(Call call, LongSupplier ticker) {
        if (call instanceof CallContext own) {
            return own;
        }
        return call instanceof Allowance allowance
                ? allowance.begin(ticker)
                : new CallContext(ticker, call.remaining().toNanos(), Source.ANY, call).begin();
    }

    /** Where the answer to a call may come from. */
    static Source source(Call call) {
        if (call instanceof Allowance allowance) {
            return allowance.source();
        }
        return call instanceof CallContext own ? own.source : Source.ANY;
    }

    /** One of its own time, that begins now. */
    CallContext another(long itsNanos) {
        return lasting(itsNanos, ticker);
    }

    private CallContext begin() {
        begun = ticker.getAsLong();
        return this;
    }

    /** The ticker's time; the first look begins the call. */
    long now() {
        long now = ticker.getAsLong();
        if (begun == NOT_BEGUN) {
            begun = now;
        }
        return now;
    }

    private long begun() {
        return begun == NOT_BEGUN ? now() : begun;
    }

    long deadline() {
        return begun() + nanos;
    }

    Source source() {
        return source;
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
        long left = deadline() - now();
        return left <= 0 || calledOff() ? 0 : left;
    }

    /** Has the attempt end with the call it is part of. */
    void linked(Attempt attempt) {
        if (outer != null) {
            attempt.endsWith(outer.onCancel(() -> attempt.end(true)));
        }
    }

    long nanosSpent() {
        return now() - begun();
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
        boolean late = deadline() - now() <= 0;
        return late ? timeout(certainty, nanos) : cancelled(certainty);
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
