package io.shiyun.provider.sim;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Registration;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** A call with a deadline by any ticker, which a test can cancel. */
class TestCall implements Call {
    private final LongSupplier ticker;
    private final long end;
    private final CopyOnWriteArrayList<Runnable> actions = new CopyOnWriteArrayList<>();
    private volatile boolean cancelled;

    TestCall(LongSupplier ticker, Duration time) {
        this.ticker = ticker;
        this.end = ticker.getAsLong() + time.toNanos();
    }

    void cancel() {
        cancelled = true;
        actions.forEach(Runnable::run);
    }

    @Override
    public Duration remaining() {
        return cancelled ? Duration.ZERO : Duration.ofNanos(Math.max(0, end - ticker.getAsLong()));
    }

    @Override
    public void check() {
        if (remaining().isZero()) {
            throw over(Certainty.NOT_SENT);
        }
    }

    @Override
    public Registration onCancel(Runnable action) {
        actions.add(action);
        if (cancelled) {
            action.run();
        }
        return () -> actions.remove(action);
    }

    @Override
    public CloudException over(Certainty certainty) {
        return CloudException.of(certainty, cancelled ? Reason.CANCELLED : Reason.TIMEOUT, "the call is over")
                .build();
    }
}
