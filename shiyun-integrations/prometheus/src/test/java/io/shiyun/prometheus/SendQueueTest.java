package io.shiyun.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.metrics.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for the queue to empty makes it hurry, for as long as anybody does. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SendQueueTest {
    private static final Series ONE = Series.named("up", "1").add(1, 1).build();

    private static SendQueue lingering(Duration linger) {
        return new SendQueue(new SenderOptions(
                10, linger, 100, Duration.ofMillis(5), Duration.ofMillis(40), Duration.ofSeconds(20)));
    }

    private static Thread waiting(SendQueue queue, Duration longest, AtomicBoolean interrupted) {
        Thread thread = new Thread(() -> {
            try {
                queue.awaitEmpty(longest);
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void whoStopsWaitingNoLongerHurriesIt() throws InterruptedException {
        Duration linger = Duration.ofMillis(500);
        SendQueue queue = lingering(linger);
        queue.add(ONE, new byte[0]);
        queue.next(new ArrayList<>());
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread waiter = waiting(queue, Duration.ofMinutes(10), interrupted);
        waiter.interrupt();
        waiter.join();
        assertThat(interrupted).isTrue();

        long begun = System.nanoTime();
        queue.add(ONE, new byte[0]);
        List<SendQueue.Piece> batch = new ArrayList<>();
        assertThat(queue.next(batch)).isTrue();
        assertThat(batch).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(linger);
    }

    @Test
    void theEndOfOneWaitLeavesTheOtherHurrying() throws InterruptedException {
        SendQueue queue = lingering(Duration.ofHours(1));
        AtomicBoolean interrupted = new AtomicBoolean();
        queue.add(ONE, new byte[0]);
        Thread longer = waiting(queue, Duration.ofMinutes(10), interrupted);
        assertThat(queue.awaitEmpty(Duration.ofMillis(1))).isFalse();
        List<SendQueue.Piece> batch = new ArrayList<>();
        assertThat(queue.next(batch)).as("at once, not after an hour").isTrue();
        queue.done(1, SendQueue.End.SENT, "");
        longer.join();
        assertThat(interrupted).isFalse();
    }
}
