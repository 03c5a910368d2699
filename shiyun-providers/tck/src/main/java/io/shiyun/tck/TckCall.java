package io.shiyun.tck;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Registration;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** A call that ends at its deadline or when it is cancelled, as core's do. Thread-safe. */
final class TckCall implements Call {
    private final LongSupplier ticker;
    private final long end;
    private final ConcurrentLinkedQueue<Once> actions = new ConcurrentLinkedQueue<>();
    private volatile boolean cancelled;

    private record Once(Runnable action, AtomicBoolean done) {
        void run() {
            if (done.compareAndSet(false, true)) {
                action.run();
            }
        }
    }

    TckCall(LongSupplier ticker, Duration time) {
        this.ticker = ticker;
        this.end = ticker.getAsLong() + time.toNanos();
    }

    void cancel() {
        cancelled = true;
        actions.forEach(Once::run);
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
        Once once = new Once(action, new AtomicBoolean());
        actions.add(once);
        if (cancelled) {
            once.run();
        }
        return () -> actions.remove(once);
    }

    @Override
    public CloudException over(Certainty certainty) {
        return cancelled
                ? CloudException.of(certainty, Reason.CANCELLED, "the caller called it off")
                        .build()
                : CloudException.of(certainty, Reason.TIMEOUT, "the time of the call is over")
                        .build();
    }
}
