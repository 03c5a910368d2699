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

/** A call that ends at its deadline or when it is cancelled, as core's do; for a provider's own tests too. Thread-safe. */
public class TckCall implements Call {
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

    /**
     * Begins a call.
     *
     * @param ticker what measures time in nanoseconds
     * @param time how long it may take
     */
    public TckCall(LongSupplier ticker, Duration time) {
        this.ticker = ticker;
        this.end = ticker.getAsLong() + time.toNanos();
    }

    /** Returns a call of this length by the system's ticker. */
    public static TckCall of(Duration time) {
        return new TckCall(System::nanoTime, time);
    }

    /** Calls it off. */
    public void cancel() {
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
