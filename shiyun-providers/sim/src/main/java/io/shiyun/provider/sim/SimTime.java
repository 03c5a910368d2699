package io.shiyun.provider.sim;

import io.shiyun.model.Certainty;
import io.shiyun.spi.Call;
import io.shiyun.spi.Registration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time of the simulated cloud. What lasts is measured by the ticker, so that a jump of the time of day changes only what
 * answers say of it.
 *
 * @param clock tells the time of day
 * @param ticker measures in nanoseconds
 */
record SimTime(InstantSource clock, LongSupplier ticker) {
    long nanos() {
        return ticker.getAsLong();
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * Lets time pass: moves a {@link SimClock} on, and waits by any other. Returns whether the call still went on at the end;
     * the wait ends with it.
     */
    boolean pass(Duration time, Call call) {
        Duration left = call.remaining();
        Duration wait = time.compareTo(left) < 0 ? time : left;
        if (clock instanceof SimClock virtual) {
            virtual.advance(wait);
            return !call.remaining().isZero();
        }
        CountDownLatch over = new CountDownLatch(1);
        try (Registration registration = call.onCancel(over::countDown)) {
            return !over.await(wait.toNanos(), TimeUnit.NANOSECONDS)
                    && !call.remaining().isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw call.over(Certainty.AMBIGUOUS);
        }
    }
}
