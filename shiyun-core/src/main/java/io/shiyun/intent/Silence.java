package io.shiyun.intent;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long a cloud has not answered, and when to ask it again: at doubling distances. Not thread-safe. */
final class Silence {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final LongSupplier ticker;
    private final Duration patience;
    private long since;
    private int times;

    Silence(LongSupplier ticker, Duration patience) {
        this.ticker = ticker;
        this.patience = patience;
    }

    /** The cloud answered. */
    void broken() {
        times = 0;
    }

    /** The cloud did not answer; returns whether patience is over. */
    boolean goesOn() {
        if (times == 0) {
            since = ticker.getAsLong();
        }
        times++;
        return ticker.getAsLong() - since >= patience.toNanos();
    }

    /** Returns how long to wait before asking again. */
    Duration wait(Duration least) {
        int doublings = Math.min(Math.max(0, times - 1), 10);
        Duration backoff = FIRST.multipliedBy(1L << doublings);
        Duration next = backoff.compareTo(LONGEST) > 0 ? LONGEST : backoff;
        Duration left = patience.minusNanos(times == 0 ? 0 : ticker.getAsLong() - since);
        if (left.compareTo(next) < 0 && !left.isNegative() && !left.isZero()) {
            next = left;
        }
        return next.compareTo(least) < 0 ? least : next;
    }
}
