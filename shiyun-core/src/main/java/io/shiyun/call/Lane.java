package io.shiyun.call;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import io.shiyun.call.GuardPolicy.Rate;
import io.shiyun.model.Region;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What all calls to one region share: its guards, its retry budget, and the age of its stored answers. Thread-safe. */
final class Lane {
    private static final Duration LONGEST_TURN = Duration.ofSeconds(5);

    private final Region region;
    private final RetryStrategy retries;
    private final @Nullable Breaker breaker;
    private final Bulkhead[] bulkheads = new Bulkhead[Traffic.values().length];
    private final RateLimiter[] limiters = new RateLimiter[Traffic.values().length];
    private final AtomicLongArray generations = new AtomicLongArray(Plan.SERVICES);

    Lane(Region region, RetryStrategy retries, GuardPolicy policy, LongSupplier ticker, SafeListener listener) {
        this.region = region;
        this.retries = retries;
        String name = region.toString();
        this.breaker = policy.breaker() ? new Breaker(region, breaker(name, policy, ticker), listener) : null;
        for (Traffic traffic : Traffic.values()) {
            Rate rate = policy.rates().get(traffic);
            if (rate == null) {
                throw new IllegalArgumentException("no rate is given for " + traffic);
            }
            bulkheads[traffic.ordinal()] = Bulkhead.of(
                    name,
                    BulkheadConfig.custom()
                            .maxConcurrentCalls(rate.inFlight())
                            .maxWaitDuration(Duration.ZERO)
                            .build());
            RateLimiterConfig limit = RateLimiterConfig.custom()
                    .limitForPeriod(rate.perSecond())
                    .limitRefreshPeriod(Duration.ofSeconds(1))
                    .timeoutDuration(LONGEST_TURN)
                    .build();
            limiters[traffic.ordinal()] = new AtomicRateLimiter(name, limit, ticker::getAsLong);
        }
    }

    /** Its time is the ticker's, so that a jump of the clock neither keeps it open nor closes it early. */
    private static CircuitBreaker breaker(String name, GuardPolicy policy, LongSupplier ticker) {
        InstantSource steady = () -> Instant.EPOCH.plusNanos(ticker.getAsLong());
        return CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindow(policy.window(), policy.minimum(), SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(policy.failurePercent())
                        .waitDurationInOpenState(policy.openFor())
                        .permittedNumberOfCallsInHalfOpenState(policy.probes())
                        .clock(steady.withZone(ZoneOffset.UTC))
                        .build());
    }

    Region region() {
        return region;
    }

    RetryStrategy retries() {
        return retries;
    }

    @Nullable Breaker breaker() {
        return breaker;
    }

    Bulkhead bulkhead(Traffic traffic) {
        return bulkheads[traffic.ordinal()];
    }

    RateLimiter limiter(Traffic traffic) {
        return limiters[traffic.ordinal()];
    }

    /** Grows with each change to a service: an answer of an earlier generation is no longer given. */
    long generation(int service) {
        return generations.get(service);
    }

    /** Makes all stored answers of a service old. */
    void changed(int service) {
        generations.incrementAndGet(service);
    }
}
