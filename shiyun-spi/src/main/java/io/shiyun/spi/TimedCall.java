package io.shiyun.spi;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import java.time.Duration;

/** A call that is over after some time and that nobody cancels. */
final class TimedCall implements Call {
    private final Duration time;
    private final long end;

    TimedCall(Duration time) {
        this.time = time;
        this.end = System.nanoTime() + time.toNanos();
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
