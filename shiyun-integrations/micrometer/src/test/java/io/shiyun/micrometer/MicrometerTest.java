package io.shiyun.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shiyun.CallListener.BreakerState;
import io.shiyun.metrics.AnomalyDetector;
import io.shiyun.metrics.Series;
import io.shiyun.metrics.Verdict;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** On Micrometer's own registry. */
class MicrometerTest {
    private static final Region REGION = Region.of("here", "one");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeterSource source = MeterSource.of("meters", registry);

    private List<Series> read(long seconds, String... metrics) {
        return source.read(Set.of(metrics), Instant.EPOCH, Instant.ofEpochSecond(seconds));
    }

    @Test
    void metersArePointsOfNowWithTheirTags() {
        registry.counter("orders", "shop", "a").increment(7);
        registry.gauge("depth", new AtomicReference<>(3.5), AtomicReference::get);

        assertThat(read(10, "orders", "depth", "nobody"))
                .containsExactlyInAnyOrder(
                        Series.named("orders", "1")
                                .label("shop", "a")
                                .add(10_000, 7)
                                .build(),
                        Series.named("depth", "1").add(10_000, 3.5).build());
        assertThat(read(20, "nobody")).isEmpty();
    }

    @Test
    void whatGrowsIsThereAsARateAndTimersAsAMean() {
        registry.counter("orders").increment(10);
        Timer timer = registry.timer("latency");
        timer.record(1, TimeUnit.SECONDS);
        String[] wanted = {"orders.rate", "latency.count", "latency.count.rate", "latency.mean", "latency.max"};
        assertThat(read(10, wanted)).extracting(Series::name).containsExactlyInAnyOrder("latency.count", "latency.max");

        registry.counter("orders").increment(5);
        timer.record(4, TimeUnit.SECONDS);
        timer.record(2, TimeUnit.SECONDS);
        List<Series> second = read(20, wanted);
        assertThat(value(second, "orders.rate")).isEqualTo(0.5);
        assertThat(value(second, "latency.count.rate")).isEqualTo(0.2);
        assertThat(value(second, "latency.mean")).isEqualTo(3);
        assertThat(value(second, "latency.count")).isEqualTo(3);
        assertThat(second.stream()
                        .filter(each -> each.name().equals("latency.mean"))
                        .findFirst()
                        .orElseThrow()
                        .unit())
                .isEqualTo("s");

        assertThat(read(30, wanted))
                .extracting(Series::name)
                .as("nothing recorded")
                .doesNotContain("latency.mean");
        assertThat(read(30, wanted))
                .extracting(Series::name)
                .as("no time passed")
                .doesNotContain("orders.rate");
    }

    @Test
    void aMeterThatBeganAnewHasNoRateAndNoNumberIsLeftOut() {
        registry.counter("orders").increment(10);
        read(10, "orders.rate");
        registry.clear();
        registry.counter("orders").increment(3);
        registry.gauge("depth", new AtomicReference<>(Double.NaN), AtomicReference::get);

        assertThat(read(20, "orders.rate", "depth")).isEmpty();
        registry.counter("orders").increment(4);
        assertThat(value(read(22, "orders.rate"), "orders.rate")).isEqualTo(2);
    }

    @Test
    void aDetectorSeesThatOrdersStopped() {
        AnomalyDetector detector = new AnomalyDetector();
        List<Verdict> alarms = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            registry.counter("orders").increment(i < 600 ? 90 + i * 7 % 13 : 0);
            for (Series series : read(i * 10L, "orders.rate")) {
                Verdict verdict = detector.update(series.time(0), series.value(0));
                if (verdict.alarm()) {
                    alarms.add(verdict);
                }
            }
        }
        assertThat(alarms).isNotEmpty();
        assertThat(alarms.get(0).time()).isBetween(6_000_000L, 6_050_000L);
    }

    @Test
    void callsAreMeters() {
        MeterListener listener = new MeterListener(registry);
        CloudException failure =
                CloudException.rejected(Reason.THROTTLED, "slow down").build();
        listener.callEnded(Operation.HOSTS_LIST, REGION, 1, Optional.empty(), Duration.ofMillis(30));
        listener.callEnded(Operation.HOSTS_LIST, REGION, 2, Optional.of(failure), Duration.ofMillis(70));
        listener.attemptFailed(Operation.HOSTS_LIST, REGION, 1, failure);
        listener.retryScheduled(Operation.HOSTS_LIST, REGION, 1, Duration.ofMillis(5));
        listener.retryRefused(Operation.HOSTS_LIST, REGION, 2);
        listener.cacheHit(Operation.HOSTS_LIST, REGION);
        listener.cacheMiss(Operation.HOSTS_LIST, REGION);
        listener.cacheStale(Operation.HOSTS_LIST, REGION, Duration.ofSeconds(1));
        listener.breakerChanged(REGION, BreakerState.CLOSED, BreakerState.OPEN);

        assertThat(registry.get("shiyun.calls").tag("outcome", "ok").timer().count())
                .isEqualTo(1);
        assertThat(registry.get("shiyun.calls")
                        .tag("outcome", "throttled")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(70);
        assertThat(registry.get("shiyun.calls")
                        .tag("operation", "hosts_list")
                        .tag("cloud", "here")
                        .timers())
                .hasSize(2);
        assertThat(registry.get("shiyun.attempts.failed")
                        .tag("reason", "throttled")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("shiyun.retries").counters()).hasSize(2);
        assertThat(registry.get("shiyun.cache").counters()).hasSize(3);
        assertThat(registry.get("shiyun.breaker.open").gauge().value()).isEqualTo(1);
        listener.breakerChanged(REGION, BreakerState.OPEN, BreakerState.HALF_OPEN);
        assertThat(registry.get("shiyun.breaker.open")
                        .tag("region", "one")
                        .gauge()
                        .value())
                .isEqualTo(0.5);
    }

    private static double value(List<Series> series, String name) {
        return series.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value(0);
    }
}
