package io.shiyun.intent;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows what needs no journal, since asking for it again makes it so, or since it leaves nothing behind: a start, a stop, a
 * reboot. Not thread-safe.
 */
final class Following<T> implements Task<T> {
    private final Engine engine;
    private final Supplier<Progress<T>> begin;
    private final Proceeding<T> proceed;
    private final Intent intent;
    private final Silence silence;
    private final long until;
    private @Nullable Ticket ticket;

    /** Goes on with an operation. */
    @FunctionalInterface
    interface Proceeding<T> {
        Progress<T> proceed(Ticket ticket, Intent intent);
    }

    Following(Engine engine, Supplier<Progress<T>> begin, Proceeding<T> proceed, Intent intent, Duration time) {
        this.engine = engine;
        this.begin = begin;
        this.proceed = proceed;
        this.intent = intent;
        this.silence = new Silence(engine.ticker, Request.PATIENCE);
        this.until = engine.ticker.getAsLong() + time.toNanos();
    }

    @Override
    public Step<T> advance() {
        Ticket next = ticket;
        Progress<T> progress = next == null ? begin.get() : proceed(next);
        if (progress == null) {
            return Step.in(silence.wait(Duration.ZERO));
        }
        silence.broken();
        if (progress instanceof Progress.Done<T> done) {
            return Step.end(done.value());
        }
        if (progress instanceof Progress.Failed<T> failed) {
            throw CloudException.of(Certainty.REJECTED, failed.problem());
        }
        Progress.Ongoing<T> ongoing = (Progress.Ongoing<T>) progress;
        if (engine.ticker.getAsLong() - until >= 0) {
            throw CloudException.ambiguous(Reason.TIMEOUT, "it was accepted and is not done in time; look again later")
                    .build();
        }
        ticket = ongoing.ticket();
        return Step.in(ongoing.askAgainIn());
    }

    /** Returns null when the cloud did not answer and is asked again. */
    private @Nullable Progress<T> proceed(Ticket next) {
        try {
            return proceed.proceed(next, intent);
        } catch (CloudException e) {
            if (!e.reason().retryable() || silence.goesOn()) {
                throw e;
            }
            return null;
        }
    }
}
