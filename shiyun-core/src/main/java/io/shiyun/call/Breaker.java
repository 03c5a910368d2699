package io.shiyun.call;

import static java.util.Objects.requireNonNull;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.shiyun.CallListener.BreakerState;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Region;
import io.shiyun.spi.Effect;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The circuit breaker of one region. Reports its changes by looking, since subscribing to them slows every call down. */
final class Breaker {
    private final Region region;
    private final CircuitBreaker circuit;
    private final SafeListener listener;
    private final AtomicReference<State> reported;

    Breaker(Region region, CircuitBreaker circuit, SafeListener listener) {
        this.region = region;
        this.circuit = circuit;
        this.listener = listener;
        this.reported = new AtomicReference<>(circuit.getState());
    }

    /** Whether a call may pass now; each that may is followed by one of the methods below. */
    boolean admits() {
        boolean admitted = circuit.tryAcquirePermission();
        report();
        return admitted;
    }

    void succeeded() {
        circuit.onSuccess(0, TimeUnit.NANOSECONDS);
        report();
    }

    void failed(CloudException failure, Effect effect) {
        switch (meaning(failure, effect)) {
            case DOWN -> circuit.onError(0, TimeUnit.NANOSECONDS, failure);
            case UP -> circuit.onSuccess(0, TimeUnit.NANOSECONDS);
            case NOTHING -> circuit.releasePermission();
        }
        report();
    }

    /** Gives back a permission that no call used. */
    void unused() {
        circuit.releasePermission();
    }

    BreakerState state() {
        return of(circuit.getState());
    }

    private enum Meaning {
        UP,
        DOWN,
        NOTHING
    }

    /** What a failure says of the region: a refusal in the cloud's own words proves that it answers. */
    private static Meaning meaning(CloudException failure, Effect effect) {
        return switch (failure.reason()) {
            case UNAVAILABLE -> Meaning.DOWN;
            case TIMEOUT -> effect == Effect.STREAM ? Meaning.NOTHING : Meaning.DOWN;
            case UNKNOWN -> failure.certainty() == Certainty.AMBIGUOUS ? Meaning.DOWN : Meaning.NOTHING;
            case THROTTLED, CANCELLED, UNSUPPORTED -> Meaning.NOTHING;
            default -> failure.certainty() == Certainty.NOT_SENT ? Meaning.NOTHING : Meaning.UP;
        };
    }

    private void report() {
        State now = circuit.getState();
        State before = requireNonNull(reported.get());
        if (now != before && reported.compareAndSet(before, now)) {
            listener.breakerChanged(region, of(before), of(now));
        }
    }

    private static BreakerState of(State state) {
        return switch (state) {
            case OPEN, FORCED_OPEN -> BreakerState.OPEN;
            case HALF_OPEN -> BreakerState.HALF_OPEN;
            default -> BreakerState.CLOSED;
        };
    }
}
