package io.shiyun.examples;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for real processes and sockets, which tell nobody when they are ready. */
final class Eventually {
    private static final long PAUSE = Duration.ofMillis(10).toNanos();

    private Eventually() {}

    /** Fails unless it is so within this time. */
    static void is(Duration within, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + within.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not so within " + within);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
