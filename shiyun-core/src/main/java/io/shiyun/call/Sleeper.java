package io.shiyun.call;

import io.shiyun.spi.Call;
import io.shiyun.spi.Registration;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How a call waits before its next attempt. A test may let virtual time pass instead. */
@FunctionalInterface
public interface Sleeper {
    /** Waits in real time, and ends at once when the call is called off. */
    Sleeper REAL = Sleeper::await;

    void sleep(Duration time, Call call) throws InterruptedException;

    private static void await(Duration time, Call call) throws InterruptedException {
        CountDownLatch calledOff = new CountDownLatch(1);
        try (Registration ignored = call.onCancel(calledOff::countDown)) {
            boolean early = calledOff.await(time.toNanos(), TimeUnit.NANOSECONDS);
            if (early) {
                call.check();
            }
        }
    }
}
