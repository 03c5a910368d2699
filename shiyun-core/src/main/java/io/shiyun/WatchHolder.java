package io.shiyun;

import io.shiyun.watch.Watch;
import io.shiyun.watch.engine.WatchRunner;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The watch, which begins when it is first asked for. */
final class WatchHolder implements AutoCloseable {
    private final Supplier<WatchRunner> opening;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable WatchRunner runner;
    private boolean closed;

    WatchHolder(Supplier<WatchRunner> opening) {
        this.opening = opening;
    }

    Watch get() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("This Shiyun is closed; build another");
            }
            WatchRunner known = runner;
            if (known == null) {
                known = opening.get();
                runner = known;
                known.start();
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (runner != null) {
                runner.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
