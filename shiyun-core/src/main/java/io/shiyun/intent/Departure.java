package io.shiyun.intent;

import io.shiyun.intent.ResourceKind.Stand;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Looks at something that was deleted until it is gone. Not thread-safe. */
final class Departure<T> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final ResourceKind<T> resource;
    private final T value;
    private final LongSupplier ticker;
    private final long since;

    Departure(ResourceKind<T> resource, T value, LongSupplier ticker) {
        this.resource = resource;
        this.value = value;
        this.ticker = ticker;
        this.since = ticker.getAsLong();
    }

    T value() {
        return value;
    }

    /** Returns how long to wait before looking again, or empty when it is gone. */
    Optional<Duration> advance(Supplier<Call> calls) {
        try {
            T thing = resource.get(resource.id(value), calls.get());
            return resource.stand(thing) == Stand.GONE ? Optional.empty() : Optional.of(LOOK_AGAIN);
        } catch (CloudException e) {
            if (e.reason() == Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether it should have been gone by now, so that it is worth deleting again. */
    boolean tooLong(Duration visibleWithin) {
        return Duration.ofNanos(ticker.getAsLong() - since).compareTo(visibleWithin.plus(GRACE)) > 0;
    }
}
