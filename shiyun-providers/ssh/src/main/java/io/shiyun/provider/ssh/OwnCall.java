package io.shiyun.provider.ssh;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Registration;
import java.time.Duration;

/** A piece of work that no caller waits for. Closing the connections ends it early. */
final class OwnCall implements Call {
    private final long end;

    OwnCall(Duration time) {
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
        return CloudException.of(certainty, Reason.TIMEOUT, "the machine did not answer in time")
                .build();
    }
}
