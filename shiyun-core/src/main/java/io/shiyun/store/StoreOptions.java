package io.shiyun.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a store needs of its surroundings.
 *
 * @param clock the time written into rows
 * @param busyTimeout how long to wait for a lock that another process holds
 * @param readers how many reads may run at once, 1 to 64
 * @param environment the environment variables, as a function of the name; null means not set
 */
public record StoreOptions(
        InstantSource clock, Duration busyTimeout, int readers, UnaryOperator<@Nullable String> environment) {

    /** Checks the limits. */
    public StoreOptions {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(environment, "environment");
        if (busyTimeout.isNegative() || busyTimeout.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("busyTimeout must lie between 0 and 10 minutes, was " + busyTimeout);
        }
        if (readers < 1 || readers > 64) {
            throw new IllegalArgumentException("readers must lie between 1 and 64, was " + readers);
        }
    }

    /** The system clock, five seconds of patience, four readers, the environment of this process. */
    public static StoreOptions defaults() {
        return new StoreOptions(InstantSource.system(), Duration.ofSeconds(5), 4, System::getenv);
    }

    /** The same with another clock. */
    public StoreOptions withClock(InstantSource other) {
        return new StoreOptions(other, busyTimeout, readers, environment);
    }

    /** The same with another patience for locks of other processes. */
    public StoreOptions withBusyTimeout(Duration other) {
        return new StoreOptions(clock, other, readers, environment);
    }

    /** The same with another number of concurrent reads. */
    public StoreOptions withReaders(int other) {
        return new StoreOptions(clock, busyTimeout, other, environment);
    }

    /** The same with another environment. */
    public StoreOptions withEnvironment(UnaryOperator<@Nullable String> other) {
        return new StoreOptions(clock, busyTimeout, readers, other);
    }
}
