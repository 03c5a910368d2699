package io.shiyun.call;

import io.shiyun.CallListener;
import io.shiyun.CallListener.BreakerState;
import io.shiyun.model.CloudException;
import io.shiyun.model.Region;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener, and keeps what it throws away from the calls. */
final class SafeListener {
    private static final Logger log = LoggerFactory.getLogger(CallListener.class);

    private final @Nullable CallListener listener;
    private final AtomicBoolean complained = new AtomicBoolean();

    SafeListener(CallListener listener) {
        this.listener = listener == CallListener.NONE ? null : listener;
    }

    /** Whether anybody listens. */
    boolean listens() {
        return listener != null;
    }

    void callStarted(Invocation<?, ?> i) {
        tell(heard -> heard.callStarted(i.operation(), i.subject()));
    }

    void attemptFailed(Invocation<?, ?> i, int attempt, CloudException failure) {
        tell(heard -> heard.attemptFailed(i.operation(), i.subject(), attempt, failure));
    }

    void retryScheduled(Invocation<?, ?> i, int attempt, Duration delay) {
        tell(heard -> heard.retryScheduled(i.operation(), i.subject(), attempt, delay));
    }

    void retryRefused(Invocation<?, ?> i, int attempt) {
        tell(heard -> heard.retryRefused(i.operation(), i.subject(), attempt));
    }

    void cacheHit(Invocation<?, ?> i) {
        tell(heard -> heard.cacheHit(i.operation(), i.subject()));
    }

    void cacheMiss(Invocation<?, ?> i) {
        tell(heard -> heard.cacheMiss(i.operation(), i.subject()));
    }

    void cacheStale(Invocation<?, ?> i, Duration age) {
        tell(heard -> heard.cacheStale(i.operation(), i.subject(), age));
    }

    void breakerChanged(Region region, BreakerState from, BreakerState to) {
        tell(heard -> heard.breakerChanged(region, from, to));
    }

    void callEnded(Invocation<?, ?> i, Optional<CloudException> failure, Duration duration) {
        tell(heard -> heard.callEnded(i.operation(), i.subject(), i.attempts(), failure, duration));
    }

    private void tell(Consumer<CallListener> event) {
        if (listener == null) {
            return;
        }
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            if (!complained.getAndSet(true)) {
                log.warn("A call listener failed; calls go on without it, and later failures are not logged", e);
            }
        }
    }
}
