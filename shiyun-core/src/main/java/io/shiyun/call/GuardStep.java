package io.shiyun.call;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.spi.CloudService;
import java.time.Duration;

/** Keeps calls away from a region that does not answer, and their number and rate within its limits. */
final class GuardStep implements Step {
    private final Sleeper sleeper;

    GuardStep(Sleeper sleeper) {
        this.sleeper = sleeper;
    }

    @Override
    public <S extends CloudService, T> T around(Invocation<S, T> invocation, Next next) {
        Lane lane = invocation.lane();
        Traffic traffic = invocation.plan().traffic();
        Breaker breaker = lane.breaker();
        if (breaker != null && !breaker.admits()) {
            throw Refusal.breaker(lane.region());
        }
        Bulkhead bulkhead = lane.bulkhead(traffic);
        boolean inside = false;
        boolean judged = false;
        try {
            takeTurn(invocation, lane, traffic);
            inside = bulkhead.tryAcquirePermission();
            if (!inside) {
                throw Refusal.bulkhead(lane.region(), traffic);
            }
            T answer = next.proceed(invocation);
            judged = true;
            if (breaker != null) {
                breaker.succeeded();
            }
            return answer;
        } catch (CloudException failure) {
            judged = !Refusal.byUs(failure);
            if (breaker != null && judged) {
                breaker.failed(failure, invocation.plan().effect());
            }
            throw failure;
        } finally {
            if (inside) {
                bulkhead.onComplete();
            }
            if (breaker != null && !judged) {
                breaker.unused();
            }
        }
    }

    private void takeTurn(Invocation<?, ?> invocation, Lane lane, Traffic traffic) {
        long nanos = lane.limiter(traffic).reservePermission();
        if (nanos == 0) {
            return;
        }
        if (nanos < 0 || nanos >= invocation.call().nanosLeft()) {
            throw Refusal.limiter(lane.region(), traffic);
        }
        try {
            sleeper.sleep(Duration.ofNanos(nanos), invocation.call());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CallContext.cancelled(Certainty.NOT_SENT);
        }
    }
}
