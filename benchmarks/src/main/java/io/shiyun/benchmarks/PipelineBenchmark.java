package io.shiyun.benchmarks;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.shiyun.call.GuardPolicy;
import io.shiyun.call.Pipeline;
import io.shiyun.call.Traffic;
import io.shiyun.model.Host;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Operation;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A call that does nothing, by way of the pipeline: permit, cache, retry, breaker, rate, bulkhead, deadline; on the
 * calling thread, without a store. Beside it the bare guards of resilience4j with the same settings, decorated once:
 * breaker, rate and bulkhead; and the same with its time limiter around a future that is done already, since it has
 * none for the calling thread. Every call of ours makes a {@code Call} with a deadline, as a user's would.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
public class PipelineBenchmark {
    private static final int UNLIMITED = 1_000_000_000;

    private final NoOpCloud cloud = new NoOpCloud();
    private final Pipeline pipeline;
    private final Hosts hosts;
    private final Supplier<Host> guards;
    private final Callable<Host> guardsAndTimeLimit;

    /** Builds both ways. */
    public PipelineBenchmark() {
        GuardPolicy policy = GuardPolicy.standard().rate(Traffic.READ, 128, UNLIMITED);
        pipeline = Pipeline.builder()
                .guards(policy)
                .limits(
                        Operation.HOSTS_GET,
                        limits -> limits.fresh(Duration.ZERO).remembered(false))
                .build();
        hosts = pipeline.guard(
                        cloud, Capabilities.builder().full(Operation.HOSTS_GET).build())
                .find(Hosts.class)
                .orElseThrow();

        CircuitBreaker breaker = CircuitBreaker.of(
                "bench",
                CircuitBreakerConfig.custom()
                        .slidingWindow(policy.window(), policy.minimum(), SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(policy.failurePercent())
                        .waitDurationInOpenState(policy.openFor())
                        .build());
        RateLimiter limiter = RateLimiter.of(
                "bench",
                RateLimiterConfig.custom()
                        .limitForPeriod(UNLIMITED)
                        .limitRefreshPeriod(Duration.ofSeconds(1))
                        .timeoutDuration(Duration.ofSeconds(5))
                        .build());
        Bulkhead bulkhead = Bulkhead.of(
                "bench",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(128)
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        TimeLimiter timeLimiter = TimeLimiter.of(Duration.ofSeconds(10));
        Supplier<Host> bare = () -> cloud.get(cloud.id, NoOpCloud.CALL);
        guards = CircuitBreaker.decorateSupplier(
                breaker, RateLimiter.decorateSupplier(limiter, Bulkhead.decorateSupplier(bulkhead, bare)));
        guardsAndTimeLimit = timeLimiter.decorateFutureSupplier(() -> CompletableFuture.completedFuture(guards.get()));
    }

    /** Ends the pipeline's thread. */
    @TearDown
    public void tearDown() {
        pipeline.close();
    }

    /** Ours. */
    @Benchmark
    public Host pipeline() {
        return hosts.get(cloud.id, pipeline.call(Operation.HOSTS_GET));
    }

    /** resilience4j's breaker, rate limiter and bulkhead, without any deadline. */
    @Benchmark
    public Host peerGuards() {
        return guards.get();
    }

    /** The same within resilience4j's time limiter. */
    @Benchmark
    public Host peerGuardsAndTimeLimit() throws Exception {
        return guardsAndTimeLimit.call();
    }
}
