package io.shiyun.intent;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one loop that follows tasks: each in turns, with waits between them that need no thread. However many tasks there
 * are, one thread waits for all of them, and the executor is used for turns alone. Thread-safe.
 */
public final class Driver {
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final LongSupplier ticker;
    private final Waiter waiter;
    private final Executor executor;
    private final Duration beat;
    private final Runnable onBeat;
    private volatile boolean closed;

    /**
     * A driver.
     *
     * @param onBeat called at least once in {@code beat} while something is waited for
     */
    Driver(LongSupplier ticker, Waiter waiter, Executor executor, Duration beat, Runnable onBeat) {
        this.ticker = ticker;
        this.waiter = waiter;
        this.executor = executor;
        this.beat = beat;
        this.onBeat = onBeat;
    }

    /** How one of several tasks ended: with a result, or with what it threw. */
    public record Outcome<R>(@Nullable R result, @Nullable RuntimeException failure) {
        /** Returns the result, or throws what the task threw. */
        public R orThrow() {
            if (failure != null) {
                throw failure;
            }
            if (result == null) {
                throw new IllegalStateException("a task without result and failure");
            }
            return result;
        }
    }

    /**
     * Follows one task on this thread.
     *
     * @throws CloudException CANCELLED, AMBIGUOUS when this thread is interrupted or the library closed: what was written
     *     down is gone on with later
     */
    public <R> R run(Task<R> task) {
        boolean ended = false;
        try {
            while (true) {
                refuseIfClosed();
                Step<R> step = task.advance();
                if (step instanceof Step.End<R> end) {
                    ended = true;
                    return end.result();
                }
                pause(((Step.Again<R>) step).in());
            }
        } finally {
            if (!ended) {
                task.abandoned();
            }
        }
    }

    /** Lets this much time pass. */
    void pause(Duration time) {
        long until = ticker.getAsLong() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = until - ticker.getAsLong()) {
            await(Duration.ofNanos(Math.min(left, beat.toNanos())), waiter.wakes());
        }
    }

    private void await(Duration time, long woken) {
        refuseIfClosed();
        try {
            waiter.await(time, woken);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CloudException.ambiguous(
                            Reason.CANCELLED,
                            "the waiting thread was interrupted; what was begun is written down and gone on with by resume")
                    .cause(e)
                    .build();
        }
        onBeat.run();
    }

    private void refuseIfClosed() {
        if (closed) {
            throw CloudException.ambiguous(
                            Reason.CANCELLED,
                            "the library was closed; what was begun is written down and gone on with at the next start")
                    .build();
        }
    }

    /** Follows all these tasks together and returns how each ended, in their order. */
    public <R> List<Outcome<R>> runAll(List<? extends Task<R>> tasks) {
        return new Round<>(tasks).run();
    }

    /** Ends every wait; what is waited for goes on at the next start. */
    void close() {
        closed = true;
        waiter.wake();
    }

    /** A task, and when its next turn is due. */
    private record Due<R>(long at, int index, Task<R> task) {}

    /** What a turn led to: a step, or what it threw. */
    private record Report<R>(
            Due<R> turn, @Nullable Step<R> step, @Nullable Throwable thrown) {
        /** Nobody reads it. */
        void abandon() {
            if (!(step instanceof Step.End)) {
                turn.task().abandoned();
            }
        }
    }

    /** Several tasks followed together. */
    private final class Round<R> {
        private final List<Outcome<R>> outcomes = new ArrayList<>();
        private final PriorityQueue<Due<R>> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));
        private final Queue<Report<R>> reports = new ConcurrentLinkedQueue<>();
        private final long origin = ticker.getAsLong();
        private int running;
        private volatile boolean abandoned;

        Round(List<? extends Task<R>> tasks) {
            for (int i = 0; i < tasks.size(); i++) {
                outcomes.add(new Outcome<>(null, null));
                due.add(new Due<>(0, i, tasks.get(i)));
            }
        }

        List<Outcome<R>> run() {
            try {
                while (running > 0 || !due.isEmpty()) {
                    refuseIfClosed();
                    long woken = waiter.wakes();
                    start();
                    if (!report()) {
                        await(untilNext(), woken);
                    }
                }
                return outcomes;
            } finally {
                abandoned = true;
                due.forEach(one -> one.task().abandoned());
                reports.forEach(Report::abandon);
            }
        }

        private long now() {
            return ticker.getAsLong() - origin;
        }

        private void start() {
            while (!due.isEmpty() && due.peek().at() <= now()) {
                Due<R> next = due.remove();
                running++;
                try {
                    executor.execute(() -> turn(next));
                } catch (RejectedExecutionException e) {
                    turn(next);
                }
            }
        }

        private void turn(Due<R> one) {
            Report<R> report;
            try {
                report = new Report<>(one, one.task().advance(), null);
            } catch (RuntimeException | Error e) {
                report = new Report<>(one, null, e);
            }
            reports.add(report);
            if (abandoned && reports.remove(report)) {
                report.abandon();
            }
            waiter.wake();
        }

        private boolean report() {
            boolean any = false;
            for (Report<R> report = reports.poll(); report != null; report = reports.poll()) {
                running--;
                took(report);
                any = true;
            }
            return any;
        }

        private void took(Report<R> report) {
            Due<R> one = report.turn();
            if (report.step() instanceof Step.Again<R> again) {
                due.add(new Due<>(now() + again.in().toNanos(), one.index(), one.task()));
            } else if (report.step() instanceof Step.End<R> end) {
                outcomes.set(one.index(), new Outcome<>(end.result(), null));
            } else {
                one.task().abandoned();
                if (report.thrown() instanceof Error e) {
                    throw e;
                }
                outcomes.set(one.index(), new Outcome<>(null, (RuntimeException) report.thrown()));
            }
        }

        private Duration untilNext() {
            long left = due.isEmpty() ? IDLE.toNanos() : Math.max(1, due.peek().at() - now());
            return Duration.ofNanos(Math.min(left, beat.toNanos()));
        }
    }
}
