package io.shiyun.benchmarks;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.shiyun.call.Pipeline;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.Located;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Operation;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * A read whose answer is stored, by way of the pipeline, beside a bare Caffeine cache with the same composite key, the
 * same weights and the same time to live. Both make their key anew for each read; ours makes a {@code Call} too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
public class CachedReadBenchmark {
    private static final Duration FRESH = Duration.ofHours(1);

    private record Key(
            Operation operation, Located subject, @Nullable Object argument) {}

    private final NoOpCloud cloud = new NoOpCloud();
    private final Pipeline pipeline;
    private final Hosts hosts;
    private final LoadingCache<Key, Host> caffeine;

    /** Fills both. */
    public CachedReadBenchmark() {
        pipeline = Pipeline.builder()
                .limits(Operation.HOSTS_GET, limits -> limits.fresh(FRESH))
                .build();
        hosts = pipeline.guard(
                        cloud, Capabilities.builder().full(Operation.HOSTS_GET).build())
                .find(Hosts.class)
                .orElseThrow();
        caffeine = Caffeine.newBuilder()
                .maximumWeight(50_000)
                .weigher((Key key, Host host) -> 1)
                .expireAfterWrite(FRESH)
                .build(key -> cloud.get((HostId) key.subject(), NoOpCloud.CALL));
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

    /** Caffeine alone. */
    @Benchmark
    public Host peerCaffeine() {
        return caffeine.get(new Key(Operation.HOSTS_GET, cloud.id, null));
    }
}
