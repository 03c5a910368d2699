package io.shiyun.spi;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import java.time.Duration;

/** A call that is over after some time and that nobody cancels. */
final class TimedCall implements Call {
    /** A century is for ever. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Duration time;
    private final long end;

    TimedCall(Duration time) {
        this.time = time;
        this.end = System.nanoTime() + nanos(time);
    }

    /** So that it neither runs over with what the clock says nor is over at once. */
    private static long nanos(Duration time) {
        return time.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : time.isNegative() ? 0 : time.toNanos();
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    @Override
    public void check() {
        if (remaining().isZero()) {
            throw over(Certainty.NOT_SENT);
        }
    }

    @Override
    public Registration onCancel(Runnable action) {
        return () -> {};
    }

    @Override
    public CloudException over(Certainty certainty) {
        return Thread.currentThread().isInterrupted()
                ? CloudException.of(certainty, Reason.CANCELLED, "the thread was interrupted")
                        .build()
                : CloudException.of(certainty, Reason.TIMEOUT, "no whole answer within " + time.toMillis() + " ms")
                        .build();
    }
}
