package io.shiyun.release;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How the engine lets time pass between two questions to a place. */
@FunctionalInterface
public interface Waiter {
    /** Lets the thread sleep. */
    Waiter SLEEPING = time -> TimeUnit.NANOSECONDS.sleep(time.toNanos());

    /** Returns when this much time has passed. */
    void pass(Duration time) throws InterruptedException;
}
