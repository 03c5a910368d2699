package io.shiyun.provider.ssh;

import io.shiyun.spi.Call;
import io.shiyun.spi.Registration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.session.Session;

/** Ends at the machine what a call began there, when the call is cancelled and when its time has passed. */
final class Ends {
    private Ends() {}

    /** Has the action run once, by whichever comes first. */
    static Registration with(Call call, Session session, Runnable action) {
        AtomicBoolean done = new AtomicBoolean();
        Runnable once = () -> {
            if (done.compareAndSet(false, true)) {
                action.run();
            }
        };
        ScheduledFuture<?> timer = session.getFactoryManager()
                .getScheduledExecutorService()
                .schedule(once, call.remaining().toNanos(), TimeUnit.NANOSECONDS);
        Registration cancelled = call.onCancel(once);
        return () -> {
            timer.cancel(false);
            cancelled.close();
        };
    }
}
