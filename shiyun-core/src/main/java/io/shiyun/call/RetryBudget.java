package io.shiyun.call;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bucket of tokens that retries are paid from, shared by all calls to one place.
 *
 * <p>It bounds what retries add to an outage: when nothing succeeds nothing refills the bucket, so at most {@code
 * capacity / cost} retries are made in all, however many calls fail. Lock-free and safe for use by many threads.
 */
public final class RetryBudget {
    private final int capacity;
    private final AtomicInteger tokens;

    /** A full bucket of {@code capacity} tokens. */
    public RetryBudget(int capacity) {
        this(capacity, capacity);
    }

    RetryBudget(int capacity, int tokens) {
        if (capacity < 0) {
            throw new IllegalArgumentException("a retry budget cannot be negative: " + capacity);
        }
        this.capacity = capacity;
        this.tokens = new AtomicInteger(tokens);
    }

    /** Takes {@code cost} tokens, or none at all and answers false when fewer are left. */
    boolean take(int cost) {
        int left = tokens.get();
        while (left >= cost) {
            if (tokens.weakCompareAndSetVolatile(left, left - cost)) {
                return true;
            }
            left = tokens.get();
        }
        return false;
    }

    /** Puts tokens back, never above the capacity. A full bucket is only read, so that success shares no written line. */
    void refill(int amount) {
        int left = tokens.get();
        while (left < capacity && amount > 0) {
            if (tokens.weakCompareAndSetVolatile(left, (int) Math.min(capacity, (long) left + amount))) {
                return;
            }
            left = tokens.get();
        }
    }

    /** The tokens left now. */
    public int available() {
        return tokens.get();
    }

    @Override
    public String toString() {
        return "RetryBudget[" + tokens.get() + " of " + capacity + "]";
    }
}
