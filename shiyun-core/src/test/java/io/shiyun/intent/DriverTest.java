package io.shiyun.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DriverTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Driver driver =
            new Driver(System::nanoTime, Waiter.real(), threads, Duration.ofSeconds(10), () -> {});

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    /** Ends at its n-th turn, with short waits between them. */
    private static Task<Integer> turns(int index, int n) {
        AtomicInteger turn = new AtomicInteger();
        return () -> turn.incrementAndGet() == n ? Step.end(index) : Step.in(Duration.ofMillis(index % 3));
    }

    @Test
    void aHundredTasksNeedNoMoreThanTheThreadsOfTheExecutor() {
        List<Task<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tasks.add(turns(i, 1 + i % 7));
        }
        List<Driver.Outcome<Integer>> outcomes = driver.runAll(tasks);
        for (int i = 0; i < 100; i++) {
            assertThat(outcomes.get(i).orThrow()).isEqualTo(i);
        }
    }

    @Test
    void aTaskThatThrowsDoesNotStopTheOthers() {
        Task<Integer> broken = () -> {
            throw new IllegalStateException("broken");
        };
        List<Driver.Outcome<Integer>> outcomes = driver.runAll(List.of(broken, turns(1, 3)));
        assertThatThrownBy(() -> outcomes.get(0).orThrow()).hasMessage("broken");
        assertThat(outcomes.get(1).orThrow()).isEqualTo(1);
    }

    @Test
    void aSlowTurnDelaysNoOtherTask() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Task<Integer> slow = () -> {
            try {
                assertThat(release.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Step.end(0);
        };
        AtomicInteger turn = new AtomicInteger();
        Task<Integer> quick = () -> {
            if (turn.incrementAndGet() < 5) {
                return Step.in(Duration.ofMillis(1));
            }
            release.countDown();
            return Step.end(1);
        };
        assertThat(driver.runAll(List.of(slow, quick))).hasSize(2);
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                driver.run(() -> {
                    waiting.countDown();
                    return Step.in(LONG);
                });
            } catch (CloudException e) {
                thrown.complete(e);
            }
        });
        thread.start();
        assertThat(waiting.await(1, TimeUnit.MINUTES)).isTrue();
        thread.interrupt();
        assertThat(thrown.get(1, TimeUnit.MINUTES))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
    }

    @Test
    void whatIsNoLongerFollowedIsGivenBack() throws Exception {
        CountDownLatch inTurn = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch givenBack = new CountDownLatch(2);
        Task<Integer> waiting = new Task<>() {
            @Override
            public Step<Integer> advance() {
                return Step.in(LONG);
            }

            @Override
            public void abandoned() {
                givenBack.countDown();
            }
        };
        Task<Integer> busy = new Task<>() {
            @Override
            public Step<Integer> advance() {
                inTurn.countDown();
                try {
                    assertThat(release.await(1, TimeUnit.MINUTES)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return Step.in(LONG);
            }

            @Override
            public void abandoned() {
                assertThat(release.getCount()).isZero();
                givenBack.countDown();
            }
        };
        Thread thread = new Thread(() -> {
            try {
                driver.runAll(List.of(waiting, busy));
            } catch (CloudException e) {
                assertThat(e.reason()).isEqualTo(Reason.CANCELLED);
            }
        });
        thread.start();
        assertThat(inTurn.await(1, TimeUnit.MINUTES)).isTrue();
        thread.interrupt();
        thread.join();
        release.countDown();
        assertThat(givenBack.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void closingEndsEveryWait() throws Exception {
        CountDownLatch waiting = new CountDownLatch(2);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            Task<Integer> endless = () -> {
                waiting.countDown();
                return Step.in(LONG);
            };
            try {
                driver.runAll(List.of(endless, endless));
            } catch (CloudException e) {
                thrown.complete(e);
            }
        });
        thread.start();
        assertThat(waiting.await(1, TimeUnit.MINUTES)).isTrue();
        driver.close();
        assertThat(thrown.get(1, TimeUnit.MINUTES)).hasMessageContaining("closed");
    }
}
