package io.shiyun.provider.ssh;

import io.shiyun.model.Certainty;
import io.shiyun.spi.Call;
import io.shiyun.spi.Registration;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.future.SshFuture;

/** Waiting in the calling thread for what the SSH library does in its own, for no longer than the call. */
final class Waits {
    private Waits() {}

    /**
     * Waits until the future is done, well or not.
     *
     * @param most for how long at most, however long the call is
     * @param certainty what is certain when the call is over first
     * @return whether it is done; false when {@code most} passed first
     */
    static <F extends SshFuture<F>> boolean done(F future, Duration most, Call call, Certainty certainty) {
        CountDownLatch latch = new CountDownLatch(1);
        AtomicBoolean cancelled = new AtomicBoolean();
        future.addListener(done -> latch.countDown());
        Duration left = call.remaining();
        boolean callIsShorter = left.compareTo(most) <= 0;
        try (Registration registration = call.onCancel(() -> {
            cancelled.set(true);
            latch.countDown();
        })) {
            boolean came = latch.await((callIsShorter ? left : most).toNanos(), TimeUnit.NANOSECONDS);
            if (cancelled.get() && !future.isDone()) {
                throw call.over(certainty);
            }
            if (!came && callIsShorter) {
                throw call.over(certainty);
            }
            return came;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw call.over(certainty);
        }
    }
}
