package io.shiyun.call;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The executors that questions to many clouds run on when the user gives none. */
public final class Threads {
    private static final int MOST = 256;
    private static final long IDLE_SECONDS = 30;

    private Threads() {}

    /** Virtual threads where the JDK has them (21 and later), a bounded pool of daemon threads elsewhere. */
    public static ExecutorService standard() {
        return Runtime.version().feature() >= 21 ? virtual() : pool();
    }

    /**
     * Up to 256 daemon threads that end when idle. Nothing queues behind a cloud that hangs: when all are busy, a task is
     * refused.
     */
    public static ExecutorService pool() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "shiyun-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    private static ExecutorService virtual() {
        try {
            MethodHandle factory = MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
            return (ExecutorService) factory.invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("this JDK should have virtual threads, but has not", e);
        }
    }
}
