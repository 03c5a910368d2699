package io.shiyun.release;

import io.shiyun.intent.Waiter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Time that passes only when somebody waits. */
final class VirtualTime implements InstantSource, LongSupplier, Waiter {
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private long nanos;

    @Override
    public Instant instant() {
        return START.plusNanos(nanos);
    }

    @Override
    public long getAsLong() {
        return nanos;
    }

    @Override
    public void await(Duration time, long woken) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        nanos += time.toNanos();
    }

    Duration now() {
        return Duration.ofNanos(nanos);
    }
}
