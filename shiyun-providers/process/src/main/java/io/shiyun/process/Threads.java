package io.shiyun.process;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of an open state folder: one that keeps time, and a few for what blocks. */
public final class Threads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Threads.class);
    private static final int WORKERS = 32;
    private static final long BUSY_MILLIS = 10;

    private final ScheduledThreadPoolExecutor scheduler;
    private final ThreadPoolExecutor workers;

    /** Makes them; they begin with the first work and carry this name. */
    public Threads(String name) {
        scheduler = new ScheduledThreadPoolExecutor(1, named(name + "-time"));
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        workers = new ThreadPoolExecutor(
                0, WORKERS, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), named(name), (task, pool) -> later(task));
    }

    /** All workers are busy: the task waits for one, in the scheduler. */
    private void later(Runnable task) {
        if (workers.isShutdown()) {
            throw new RejectedExecutionException("the state folder was closed");
        }
        scheduler.schedule(() -> workers.execute(task), BUSY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Returns what keeps time; nothing that blocks may run on it. */
    public ScheduledThreadPoolExecutor scheduler() {
        return scheduler;
    }

    /** Runs what blocks; a failure is logged, since nobody waits for it. */
    public Executor workers() {
        return task -> workers.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException failed) {
                LOG.warn("work beside a call failed", failed);
            }
        });
    }

    /** Runs the task again and again on the workers, each time so long after the last one ended. */
    public void every(long millis, Runnable task) {
        scheduler.scheduleWithFixedDelay(
                () -> {
                    if (!workers.isShutdown()) {
                        workers().execute(task);
                    }
                },
                millis,
                millis,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        workers.shutdown();
        boolean interrupted = false;
        try {
            if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException stop) {
            workers.shutdownNow();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
