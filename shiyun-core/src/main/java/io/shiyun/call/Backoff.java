package io.shiyun.call;

import java.time.Duration;

/**
 * Exponential delays with full jitter: the n-th retry waits {@code jitter * min(cap, base * 2^(n-1))}, with jitter
 * uniform in [0, 1).
 *
 * <p>Full jitter spreads the retries of clients that failed together over the whole window, so that they do not come
 * back together. The cap is applied before the jitter, so that late retries stay spread too.
 *
 * @param base the longest delay before the first retry
 * @param cap the longest delay before any retry
 */
public record Backoff(Duration base, Duration cap) {
    /** How much longer than its own delay a client may be told to wait by the other side. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int LAST_DOUBLING = 30;

    public Backoff {
        if (base.isNegative() || base.compareTo(cap) > 0) {
            throw new IllegalArgumentException(
                    "a back-off needs 0 <= base <= cap, but base is " + base + " and cap is " + cap);
        }
    }

    /**
     * The delay before a retry.
     *
     * @param retry counts from 1
     * @param jitter from 0 to 1
     */
    Duration delay(int retry, double jitter) {
        int doublings = Math.min(retry - 1, LAST_DOUBLING);
        double ceiling = Math.min(cap.toNanos(), base.toNanos() * (double) (1L << doublings));
        return Duration.ofNanos((long) (ceiling * jitter));
    }

    /**
     * The delay that heeds what the other side asked for: never less than {@code own}, at most {@link #PATIENCE} more. A
     * negative wish is no wish.
     */
    static Duration heed(Duration own, Duration asked) {
        if (asked.compareTo(own) <= 0) {
            return own;
        }
        Duration most = own.plus(PATIENCE);
        return asked.compareTo(most) < 0 ? asked : most;
    }
}
