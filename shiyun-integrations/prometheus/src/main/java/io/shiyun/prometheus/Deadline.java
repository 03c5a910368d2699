package io.shiyun.prometheus;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Registration;
import java.time.Duration;

/** A call that is over after some time and cannot be cancelled but by closing its client. */
final class Deadline implements Call {
    private final Duration time;
    private final long end;

    private Deadline(Duration time) {
        this.time = time;
        this.end = System.nanoTime() + time.toNanos();
    }

    static Deadline in(Duration time) {
        return new Deadline(time);
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
