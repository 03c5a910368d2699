package io.shiyun.call;

import io.shiyun.spi.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock, a ticker and a way to wait that move only when told to. Waiting moves them at once. */
final class VirtualTime implements InstantSource, LongSupplier, Sleeper {
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

    private final AtomicLong nanos = new AtomicLong(1_000_000);

    void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public Instant instant() {
        return BEGIN.plusNanos(nanos.get());
    }

    @Override
    public long getAsLong() {
        return nanos.get();
    }

    @Override
    public void sleep(Duration time, Call call) {
        advance(time);
    }

    /** A pipeline on this time, without jitter. */
    Pipeline.Builder pipeline() {
        return Pipeline.builder().clock(this).ticker(this).sleeper(this).jitter(() -> 1);
    }
}
