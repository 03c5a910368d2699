package io.shiyun.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Registration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimeOutStepTest {
    private final ScriptedCloud cloud = new ScriptedCloud("c");
    private final Pipeline pipeline = Pipeline.builder()
            .retries(RetryPolicy.standard().maxAttempts(1))
            .limits(Operation.HOSTS_GET, limits -> limits.fresh(Duration.ZERO))
            .build();
    private final Hosts hosts = pipeline.guard(cloud, Capabilities.builder().build())
            .find(Hosts.class)
            .orElseThrow();

    @AfterEach
    void close() {
        pipeline.close();
        assertThat(Thread.interrupted()).as("no interrupt strays out of a call").isFalse();
    }

    private static void hang(Call call) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw call.over(Certainty.AMBIGUOUS);
        }
    }

    private CloudException fail(Duration time) {
        return catchThrowableOfType(CloudException.class, () -> hosts.get(cloud.id("h"), pipeline.call(time)));
    }

    @Test
    @DisplayName("a provider that waits is interrupted when time is over, and its interrupt does not stray")
    void interruptedWhenTimeIsOver() {
        cloud.script = TimeOutStepTest::hang;
        CloudException failure = fail(Duration.ofMillis(50));
        assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(failure.certainty()).isEqualTo(Certainty.AMBIGUOUS);
        assertThat(failure).hasMessageContaining("no answer within");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    @DisplayName("an attempt ends by its own limit too, before the time of the whole call")
    void attemptLimit() {
        cloud.script = TimeOutStepTest::hang;
        try (Pipeline strict = Pipeline.builder()
                .retries(RetryPolicy.standard().maxAttempts(1))
                .limits(Operation.HOSTS_GET, l -> l.within(Duration.ofMillis(30), Duration.ofMinutes(1)))
                .build()) {
            Hosts limited = strict.guard(cloud, Capabilities.builder().build())
                    .find(Hosts.class)
                    .orElseThrow();
            assertThatThrownBy(() -> limited.get(cloud.id("h"), strict.call(Duration.ofMinutes(1))))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT));
        }
    }

    @Test
    @DisplayName("what our interrupt provoked in another exception is a TIMEOUT, not an unknown failure")
    void interruptInDisguise() {
        cloud.script = call -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("wrapped", e);
            }
        };
        assertThat(fail(Duration.ofMillis(30)).reason()).isEqualTo(Reason.TIMEOUT);
    }

    @Test
    @DisplayName("an answer that comes although time is over is an answer")
    void lateAnswer() {
        cloud.script = call -> {
            CountDownLatch over = new CountDownLatch(1);
            try (Registration ignored = call.onCancel(over::countDown)) {
                GuardStepTest.await(over);
            } catch (IllegalStateException interrupted) {
                assertThat(interrupted).hasCauseInstanceOf(InterruptedException.class);
            }
        };
        assertThat(hosts.get(cloud.id("h"), pipeline.call(Duration.ofMillis(30))))
                .isEqualTo(cloud.host("h"));
    }

    @Test
    @DisplayName("what a provider registered runs when time is over; what it took back does not")
    void registrations() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        List<String> wrong = new CopyOnWriteArrayList<>();
        cloud.script = call -> {
            call.onCancel(() -> wrong.add("taken back")).close();
            call.onCancel(() -> {
                throw new IllegalStateException("one that fails keeps no other from running");
            });
            call.onCancel(ran::countDown);
            hang(call);
        };
        assertThat(fail(Duration.ofMillis(30)).reason()).isEqualTo(Reason.TIMEOUT);
        ran.await();
        assertThat(wrong).isEmpty();
    }

    @Test
    @DisplayName("a call without time left asks nobody")
    void noTimeLeft() {
        CloudException failure = fail(Duration.ZERO);
        assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(failure.certainty()).isEqualTo(Certainty.NOT_SENT);
        assertThat(cloud.requests).hasValue(0);
    }

    @Test
    @DisplayName("a provider sees how much time it has, and check() throws when that is over")
    void remainingAndCheck() {
        VirtualTime time = new VirtualTime();
        try (Pipeline virtual = time.pipeline().build()) {
            Hosts slow = virtual.guard(cloud, Capabilities.builder().build())
                    .find(Hosts.class)
                    .orElseThrow();
            cloud.script = call -> {
                assertThat(call.remaining()).isEqualTo(Duration.ofSeconds(7));
                call.check();
                time.advance(Duration.ofSeconds(7));
                assertThat(call.remaining()).isZero();
                call.check();
            };
            assertThatThrownBy(() -> slow.get(cloud.id("h"), virtual.call(Duration.ofSeconds(7))))
                    .isInstanceOfSatisfying(CloudException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.TIMEOUT);
                        assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
                    });
        }
    }

    @Test
    @DisplayName("anything but the one exception becomes UNKNOWN, AMBIGUOUS, with its cause")
    void anythingElse() {
        for (Throwable thrown : List.of(
                new IllegalArgumentException("bug"), new NoSuchMethodError("old plugin"), new AssertionError("x"))) {
            cloud.script = call -> sneak(thrown);
            CloudException failure = fail(Duration.ofSeconds(10));
            assertThat(failure.reason()).isEqualTo(Reason.UNKNOWN);
            assertThat(failure.certainty()).isEqualTo(Certainty.AMBIGUOUS);
            assertThat(failure).hasCause(thrown);
            assertThat(failure).hasMessageContaining(thrown.getClass().getName());
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    @DisplayName("a caller's own interrupt is a cancellation, and stays set")
    void callersInterrupt() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        cloud.script = call -> {
            inside.countDown();
            hang(call);
        };
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Thread[] runner = new Thread[1];
            Future<Boolean> still = thread.submit(() -> {
                runner[0] = Thread.currentThread();
                assertThat(fail(Duration.ofMinutes(1)).reason()).isEqualTo(Reason.CANCELLED);
                return Thread.interrupted();
            });
            inside.await();
            runner[0].interrupt();
            assertThat(still.get()).isTrue();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    @DisplayName("closing the pipeline calls off what is in flight")
    void closeCallsOff() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        cloud.script = call -> {
            inside.countDown();
            hang(call);
        };
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<CloudException> failure = thread.submit(() -> fail(Duration.ofMinutes(1)));
            inside.await();
            pipeline.close();
            assertThat(failure.get().reason()).isEqualTo(Reason.CANCELLED);
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    @DisplayName("calls that end just when their time does leave no interrupt behind")
    void endingAtTheDeadline() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> strays = new CopyOnWriteArrayList<>();
            for (int t = 0; t < 4; t++) {
                strays.add(threads.submit(() -> {
                    int found = 0;
                    for (int i = 0; i < 20; i++) {
                        Attempt attempt = attempt();
                        Thread other = new Thread(() -> attempt.end(false));
                        other.start();
                        attempt.leave();
                        other.join();
                        found += Thread.interrupted() ? 1 : 0;
                    }
                    return found;
                }));
            }
            for (Future<Integer> stray : strays) {
                assertThat(stray.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Attempt attempt() {
        return new Attempt(CallContext.lasting(1_000_000_000L, System::nanoTime), null, 1_000_000_000L);
    }

    @Test
    @DisplayName("a call within somebody else's call ends with it")
    void foreignCalls() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        cloud.script = call -> {
            inside.countDown();
            hang(call);
        };
        Attempt outer = attempt();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<CloudException> failure = thread.submit(
                    () -> catchThrowableOfType(CloudException.class, () -> hosts.get(cloud.id("h"), outer)));
            inside.await();
            outer.end(true);
            assertThat(Thread.interrupted())
                    .as("the outer call's own interrupt")
                    .isTrue();
            assertThat(failure.get().reason()).isEqualTo(Reason.CANCELLED);
        } finally {
            thread.shutdownNow();
        }
    }
}
