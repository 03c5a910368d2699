package io.shiyun.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.CallListener;
import io.shiyun.CallListener.BreakerState;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Effect;
import io.shiyun.spi.Hosts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardStepTest {
    private static final RetryPolicy ONCE = RetryPolicy.standard().maxAttempts(1);

    private final VirtualTime time = new VirtualTime();
    private final ScriptedCloud cloud = new ScriptedCloud("c");

    private static ScriptedCloud.Script failing(Certainty certainty, Reason reason) {
        return call -> {
            throw CloudException.of(certainty, reason, "no").build();
        };
    }

    private CloudException fail(Hosts hosts, Pipeline pipeline) {
        return catchThrowableOfType(
                CloudException.class, () -> hosts.start(cloud.id("h"), pipeline.call(Duration.ofMinutes(1))));
    }

    private Hosts hosts(Pipeline pipeline) {
        return pipeline.guard(cloud, Capabilities.builder().build())
                .find(Hosts.class)
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} {1} counts: {2}")
    @CsvSource({
        "NOT_SENT,  UNAVAILABLE,     true",
        "AMBIGUOUS, UNAVAILABLE,     true",
        "AMBIGUOUS, TIMEOUT,         true",
        "AMBIGUOUS, UNKNOWN,         true",
        "REJECTED,  UNKNOWN,         false",
        "REJECTED,  THROTTLED,       false",
        "REJECTED,  NOT_FOUND,       false",
        "REJECTED,  QUOTA,           false",
        "REJECTED,  STOCK,           false",
        "REJECTED,  DENIED,          false",
        "AMBIGUOUS, CANCELLED,       false",
        "NOT_SENT,  UNSUPPORTED,     false",
    })
    @DisplayName("only what says that the region does not answer opens the breaker")
    void whatCounts(Certainty certainty, Reason reason, boolean opens) {
        cloud.script = failing(certainty, reason);
        try (Pipeline pipeline = time.pipeline().retries(ONCE).build()) {
            Hosts hosts = hosts(pipeline);
            for (int i = 0; i < 60; i++) {
                fail(hosts, pipeline);
            }
            assertThat(pipeline.breaker(cloud.region)).isEqualTo(opens ? BreakerState.OPEN : BreakerState.CLOSED);
            assertThat(cloud.requests).hasValue(opens ? 30 : 60);
        }
    }

    @Test
    @DisplayName("an open breaker answers at once, lets one probe pass after 30 s, and closes when that succeeds")
    void breakerOpensProbesAndCloses() {
        List<String> changes = new ArrayList<>();
        CallListener listener = new CallListener() {
            @Override
            public void breakerChanged(Region region, BreakerState from, BreakerState to) {
                changes.add(region + " " + from + " " + to);
            }
        };
        cloud.script = failing(Certainty.AMBIGUOUS, Reason.UNAVAILABLE);
        try (Pipeline pipeline =
                time.pipeline().retries(ONCE).listener(listener).build()) {
            Hosts hosts = hosts(pipeline);
            for (int i = 0; i < 30; i++) {
                fail(hosts, pipeline);
            }
            CloudException refused = fail(hosts, pipeline);
            assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(refused.certainty()).isEqualTo(Certainty.NOT_SENT);
            assertThat(refused).hasMessageContaining("c/r1").hasMessageContaining("nothing was sent");
            assertThat(cloud.requests).hasValue(30);

            time.advance(Duration.ofSeconds(31));
            fail(hosts, pipeline);
            fail(hosts, pipeline);
            assertThat(cloud.requests).as("one probe, which failed").hasValue(31);

            time.advance(Duration.ofSeconds(31));
            cloud.script = call -> {};
            hosts.start(cloud.id("h"), pipeline.call(Duration.ofMinutes(1)));
            assertThat(pipeline.breaker(cloud.region)).isEqualTo(BreakerState.CLOSED);
        }
        assertThat(changes)
                .containsExactly(
                        "c/r1 CLOSED OPEN",
                        "c/r1 OPEN HALF_OPEN",
                        "c/r1 HALF_OPEN OPEN",
                        "c/r1 OPEN HALF_OPEN",
                        "c/r1 HALF_OPEN CLOSED");
    }

    @Test
    @DisplayName("a refusal by the breaker is not tried again and costs no tokens")
    void openBreakerIsFinal() {
        cloud.script = failing(Certainty.REJECTED, Reason.UNAVAILABLE);
        try (Pipeline pipeline = time.pipeline()
                .guards(GuardPolicy.standard().breaker(2, 2, 100))
                .build()) {
            Hosts hosts = hosts(pipeline);
            fail(hosts, pipeline);
            int tokens = pipeline.retryBudget(cloud.region);
            fail(hosts, pipeline);
            assertThat(pipeline.retryBudget(cloud.region)).isEqualTo(tokens);
            assertThat(cloud.requests).hasValue(2);
        }
    }

    @Test
    @DisplayName("a full bulkhead refuses with THROTTLED, NOT_SENT, and lets in again when a place is free")
    void bulkheadFull() throws Exception {
        CountDownLatch inside = new CountDownLatch(2);
        CountDownLatch leave = new CountDownLatch(1);
        cloud.script = call -> {
            inside.countDown();
            await(leave);
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Pipeline pipeline = time.pipeline()
                .retries(ONCE)
                .guards(GuardPolicy.standard().rate(Traffic.WRITE, 2, 100))
                .build()) {
            Hosts hosts = hosts(pipeline);
            List<Future<?>> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                both.add(threads.submit(() -> hosts.start(cloud.id("h"), pipeline.call(Duration.ofMinutes(1)))));
            }
            inside.await();
            CloudException refused = fail(hosts, pipeline);
            assertThat(refused.reason()).isEqualTo(Reason.THROTTLED);
            assertThat(refused.certainty()).isEqualTo(Certainty.NOT_SENT);
            leave.countDown();
            for (Future<?> one : both) {
                one.get();
            }
            hosts.start(cloud.id("h"), pipeline.call(Duration.ofMinutes(1)));
            assertThat(cloud.requests).hasValue(3);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("a refusal by our own bulkhead costs no retry token")
    void busyIsFree() {
        Failure sorted = Retries.sort(Refusal.bulkhead(cloud.region, Traffic.READ), Effect.READ, false);
        RetryStrategy strategy = new RetryStrategy(RetryPolicy.standard(), () -> 1);
        assertThat(strategy.begin().failed(sorted)).isEqualTo(new RetryDecision.Retry(Duration.ofSeconds(1)));
        assertThat(strategy.budget().available()).isEqualTo(500);
    }

    @Test
    @DisplayName("calls that come faster than the rate wait their turn, within their time")
    void rate() {
        try (Pipeline pipeline = time.pipeline()
                .retries(ONCE)
                .guards(GuardPolicy.standard().rate(Traffic.WRITE, 10, 5))
                .build()) {
            Hosts hosts = hosts(pipeline);
            long begun = time.getAsLong();
            for (int i = 0; i < 20; i++) {
                hosts.start(cloud.id("h"), pipeline.call(Duration.ofMinutes(1)));
            }
            assertThat(Duration.ofNanos(time.getAsLong() - begun))
                    .isBetween(Duration.ofMillis(2_900), Duration.ofMillis(3_100));
            CloudException refused = catchThrowableOfType(
                    CloudException.class, () -> hosts.start(cloud.id("h"), pipeline.call(Duration.ofMillis(10))));
            assertThat(refused.reason()).isEqualTo(Reason.THROTTLED);
            assertThat(refused.certainty()).isEqualTo(Certainty.NOT_SENT);
        }
    }

    @Test
    @DisplayName("one region's breaker is not another's")
    void breakersAreOfRegions() {
        ScriptedCloud other = new ScriptedCloud("other");
        cloud.script = failing(Certainty.AMBIGUOUS, Reason.UNAVAILABLE);
        try (Pipeline pipeline = time.pipeline().retries(ONCE).build()) {
            Hosts hosts = hosts(pipeline);
            for (int i = 0; i < 40; i++) {
                fail(hosts, pipeline);
            }
            pipeline.guard(other, Capabilities.builder().build())
                    .find(Hosts.class)
                    .orElseThrow()
                    .start(other.id("h"), pipeline.call(Duration.ofMinutes(1)));
            assertThat(pipeline.breaker(other.region)).isEqualTo(BreakerState.CLOSED);
        }
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting for the test", e);
        }
    }
}
