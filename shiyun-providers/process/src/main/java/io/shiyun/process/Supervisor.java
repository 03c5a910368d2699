package io.shiyun.process;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one process running: notices its end, cleans up what it left behind, starts it again after the pause that the
 * {@link RestartPolicy} gives. Thread-safe.
 *
 * <p>The end of a child is told by the JDK at once, that of a process on another machine by whoever watches that machine. Another
 * process of this machine that was taken over is looked at every {@link #POLL}, since the system tells its end only to its parent.
 */
public final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    /** How often a process that is no child of this one is looked at. */
    public static final Duration POLL = Duration.ofMillis(50);

    /** Starts the process; called again for each restart. Blocks; throws {@link ProcessException} when it cannot. */
    @FunctionalInterface
    public interface Starter {
        Supervised start();
    }

    /** Hears what happens, in the order it happens. Called with the supervisor's lock held: be quick, call nothing back. */
    public interface Listener {
        default void started(Supervised process) {}

        /** The process ended by itself; the exit code is told where it is known. */
        default void exited(Supervised process, OptionalInt exitCode, RestartPolicy.Decision next) {}

        /** The process could not be started; it is tried again. */
        default void notStarted(ProcessException problem, RestartPolicy.Decision next) {}
    }

    private final Starter starter;
    private final RestartPolicy policy;
    private final ScheduledExecutorService scheduler;
    private final Executor executor;
    private final LongSupplier ticker;
    private final Listener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean wanted = true;
    private int fastExits;
    private long startedAt;
    private volatile @Nullable Supervised current;

    private Supervisor(
            Starter starter,
            RestartPolicy policy,
            ScheduledExecutorService scheduler,
            Executor executor,
            LongSupplier ticker,
            Listener listener) {
        this.starter = starter;
        this.policy = policy;
        this.scheduler = scheduler;
        this.executor = executor;
        this.ticker = ticker;
        this.listener = listener;
    }

    /**
     * Starts the process in the calling thread and keeps it running from then on.
     *
     * @param scheduler keeps time only
     * @param executor runs restarts, which block
     * @param ticker nanoseconds
     * @throws ProcessException when the first start fails; nothing is then supervised
     */
    public static Supervisor start(
            Starter starter,
            RestartPolicy policy,
            ScheduledExecutorService scheduler,
            Executor executor,
            LongSupplier ticker,
            Listener listener) {
        Supervisor supervisor = new Supervisor(starter, policy, scheduler, executor, ticker, listener);
        supervisor.lock.lock();
        try {
            supervisor.watch(starter.start());
        } finally {
            supervisor.lock.unlock();
        }
        return supervisor;
    }

    /** Starts the process soon, on the executor; a start that fails is told to the listener and tried again. */
    public static Supervisor startSoon(
            Starter starter,
            RestartPolicy policy,
            ScheduledExecutorService scheduler,
            Executor executor,
            LongSupplier ticker,
            Listener listener) {
        Supervisor supervisor = new Supervisor(starter, policy, scheduler, executor, ticker, listener);
        supervisor.dispatch(supervisor::startAgain);
        return supervisor;
    }

    /** Keeps a process running that runs already, or ran: if it is dead by now, that is noticed like any other end. */
    public static Supervisor adopt(
            Supervised process,
            Starter starter,
            RestartPolicy policy,
            ScheduledExecutorService scheduler,
            Executor executor,
            LongSupplier ticker,
            Listener listener) {
        Supervisor supervisor = new Supervisor(starter, policy, scheduler, executor, ticker, listener);
        supervisor.lock.lock();
        try {
            supervisor.watch(process);
        } finally {
            supervisor.lock.unlock();
        }
        return supervisor;
    }

    /** Returns the process of this moment; empty between an end and the restart, and after {@link #stop}. */
    public Optional<Supervised> current() {
        return Optional.ofNullable(current);
    }

    /** Ends the process with all that belongs to it, and starts it no more. Harmless to repeat. */
    public void stop(Duration grace) {
        lock.lock();
        try {
            wanted = false;
            Supervised process = current;
            if (process != null) {
                process.end(grace);
                current = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Stops watching and leaves the process as it is; {@link #stop} still ends it. Waits for nothing. */
    @Override
    public void close() {
        wanted = false;
    }

    private void watch(Supervised process) {
        current = process;
        startedAt = ticker.getAsLong();
        listener.started(process);
        process.end()
                .ifPresentOrElse(
                        end -> end.thenAccept(code -> dispatch(() -> ended(process, code))), () -> poll(process));
    }

    private void poll(Supervised process) {
        later(POLL, () -> {
            if (current != process) {
                return;
            }
            if (process.alive()) {
                poll(process);
            } else {
                dispatch(() -> ended(process, OptionalInt.empty()));
            }
        });
    }

    private void ended(Supervised process, OptionalInt code) {
        lock.lock();
        try {
            if (!wanted || current != process) {
                return;
            }
            current = null;
            clean(process);
            RestartPolicy.Decision next = policy.after(Duration.ofNanos(ticker.getAsLong() - startedAt), fastExits);
            fastExits = next.fastExits();
            listener.exited(process, code, next);
            later(next.delay(), () -> dispatch(this::startAgain));
        } finally {
            lock.unlock();
        }
    }

    /** Ends what the process left behind; a machine that does not answer now is cleaned by the next start there. */
    private static void clean(Supervised process) {
        try {
            process.end(Duration.ZERO);
        } catch (ProcessException unreachable) {
            LOG.debug("cannot clean up after {}: {}", process.identity(), unreachable.getMessage());
        }
    }

    private void startAgain() {
        lock.lock();
        try {
            if (!wanted || current != null) {
                return;
            }
            try {
                watch(starter.start());
            } catch (ProcessException problem) {
                RestartPolicy.Decision next = policy.after(Duration.ZERO, fastExits);
                fastExits = next.fastExits();
                listener.notStarted(problem, next);
                later(next.delay(), () -> dispatch(this::startAgain));
            }
        } finally {
            lock.unlock();
        }
    }

    private void later(Duration delay, Runnable body) {
        try {
            scheduler.schedule(body, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException shutDown) {
            close();
        }
    }

    private void dispatch(Runnable body) {
        try {
            executor.execute(body);
        } catch (RejectedExecutionException shutDown) {
            close();
        }
    }
}
