package io.shiyun.provider.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time that moves only when it is told to: a clock for {@code CloudConfig.clock} and, as {@code clock::nanoTime}, a ticker for
 * {@code CloudConfig.ticker}. Where the simulated cloud would wait, it moves this clock on instead. Thread-safe.
 */
public final class SimClock implements InstantSource {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong jumped = new AtomicLong();
    private final Instant start;

    /** Makes a clock that stands at this moment. */
    public SimClock(Instant start) {
        this.start = start;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos.get()).plusNanos(jumped.get());
    }

    /** Returns the nanoseconds that have passed since the start; {@link #jump} does not change them. */
    public long nanoTime() {
        return nanos.get();
    }

    /**
     * Lets this much time pass.
     *
     * @throws IllegalArgumentException when it is negative; only {@link #jump} goes back
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time cannot go back by " + time + "; jump moves the time of day");
        }
        nanos.addAndGet(time.toNanos());
    }

    /** Sets the time of day on or back, as an operator or a time server does; no time passes. */
    public void jump(Duration by) {
        jumped.addAndGet(by.toNanos());
    }
}
