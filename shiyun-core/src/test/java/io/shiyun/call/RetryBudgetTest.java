package io.shiyun.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    @Test
    void takesAllOrNothing() {
        RetryBudget budget = new RetryBudget(50);
        assertThat(budget.take(49)).isTrue();
        assertThat(budget.take(10)).isFalse();
        assertThat(budget.available()).isEqualTo(1);
    }

    @Test
    void neverHoldsMoreThanItsCapacity() {
        RetryBudget budget = new RetryBudget(50);
        budget.refill(10);
        assertThat(budget.available()).isEqualTo(50);
        assertThat(budget.take(5)).isTrue();
        budget.refill(10);
        assertThat(budget.available()).isEqualTo(50);
        budget.refill(Integer.MAX_VALUE);
        assertThat(budget.available()).isEqualTo(50);
    }

    @Test
    void threadsTogetherNeverTakeMoreThanThereIs() throws Exception {
        RetryBudget budget = new RetryBudget(10_000);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Integer>> taken = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                taken.add(threads.submit(() -> {
                    start.await();
                    int mine = 0;
                    for (int i = 0; i < 5_000; i++) {
                        mine += budget.take(1) ? 1 : 0;
                    }
                    return mine;
                }));
            }
            start.countDown();
            int all = 0;
            for (Future<Integer> mine : taken) {
                all += mine.get();
            }
            assertThat(all).isEqualTo(10_000);
            assertThat(budget.available()).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void figuresThatMakeNoSenseAreRefusedWithTheirNames() {
        assertThatThrownBy(() -> new RetryBudget(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> RetryPolicy.standard().maxAttempts(0)).hasMessageContaining("maxAttempts");
        assertThatThrownBy(() -> RetryPolicy.standard().budget(-5, 1, 1)).hasMessageContaining("budget -5");
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageContaining("base <= cap");
    }
}
