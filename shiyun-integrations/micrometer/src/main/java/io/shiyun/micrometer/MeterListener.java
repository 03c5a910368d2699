package io.shiyun.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.shiyun.CallListener;
import io.shiyun.model.CloudException;
import io.shiyun.model.Located;
import io.shiyun.model.Region;
import io.shiyun.spi.Operation;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes meters of what happens to calls on their way to a cloud: {@code Shiyun.builder().listener(new MeterListener(registry))}.
 *
 * <table>
 *   <caption>Meters</caption>
 *   <tr><th>name</th><th>kind</th><th>tags</th></tr>
 *   <tr><td>shiyun.calls</td><td>timer</td><td>cloud, operation, outcome: ok or the reason</td></tr>
 *   <tr><td>shiyun.attempts.failed</td><td>counter</td><td>cloud, operation, reason</td></tr>
 *   <tr><td>shiyun.retries</td><td>counter</td><td>cloud, operation, result: scheduled or refused</td></tr>
 *   <tr><td>shiyun.cache</td><td>counter</td><td>cloud, operation, result: hit, miss or stale</td></tr>
 *   <tr><td>shiyun.breaker.open</td><td>gauge: 0 closed, 1 open, 0.5 half open</td><td>cloud, region</td></tr>
 * </table>
 *
 * <p>Tags have few values each: clouds and regions that are connected, operations, reasons. Thread-safe.
 */
public final class MeterListener implements CallListener {
    private final MeterRegistry registry;
    private final Map<Region, AtomicInteger> breakers = new ConcurrentHashMap<>();

    /** A listener that writes to this registry. */
    public MeterListener(MeterRegistry registry) {
        this.registry = Objects.requireNonNull(registry, "registry");
    }

    @Override
    public void callEnded(
            Operation operation, Located subject, int attempts, Optional<CloudException> failure, Duration duration) {
        String outcome = failure.map(MeterListener::reason).orElse("ok");
        registry.timer("shiyun.calls", "cloud", cloud(subject), "operation", word(operation), "outcome", outcome)
                .record(duration);
    }

    @Override
    public void attemptFailed(Operation operation, Located subject, int attempt, CloudException failure) {
        count("shiyun.attempts.failed", operation, subject, "reason", reason(failure));
    }

    @Override
    public void retryScheduled(Operation operation, Located subject, int attempt, Duration delay) {
        count("shiyun.retries", operation, subject, "result", "scheduled");
    }

    @Override
    public void retryRefused(Operation operation, Located subject, int attempt) {
        count("shiyun.retries", operation, subject, "result", "refused");
    }

    @Override
    public void cacheHit(Operation operation, Located subject) {
        count("shiyun.cache", operation, subject, "result", "hit");
    }

    @Override
    public void cacheMiss(Operation operation, Located subject) {
        count("shiyun.cache", operation, subject, "result", "miss");
    }

    @Override
    public void cacheStale(Operation operation, Located subject, Duration age) {
        count("shiyun.cache", operation, subject, "result", "stale");
    }

    @Override
    public void breakerChanged(Region region, BreakerState from, BreakerState to) {
        breakers.computeIfAbsent(region, this::gauge)
                .set(
                        switch (to) {
                            case CLOSED -> 0;
                            case OPEN -> 2;
                            case HALF_OPEN -> 1;
                        });
    }

    private AtomicInteger gauge(Region region) {
        AtomicInteger halves = new AtomicInteger();
        Gauge.builder("shiyun.breaker.open", halves, each -> each.get() / 2.0)
                .tag("cloud", region.cloud().name())
                .tag("region", region.name())
                .strongReference(true)
                .register(registry);
        return halves;
    }

    private void count(String meter, Operation operation, Located subject, String key, String value) {
        registry.counter(meter, "cloud", cloud(subject), "operation", word(operation), key, value)
                .increment();
    }

    private static String cloud(Located subject) {
        return subject.cloud().name();
    }

    private static String word(Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }

    private static String reason(CloudException failure) {
        return failure.reason().name().toLowerCase(Locale.ROOT);
    }
}
