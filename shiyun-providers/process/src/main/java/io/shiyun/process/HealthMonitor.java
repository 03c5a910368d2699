package io.shiyun.process;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Asks a {@link Probe} or another question again and again and tells each change of verdict. Checks of one monitor never overlap. The scheduler only
 * keeps time; the blocking check runs on the executor.
 */
public final class HealthMonitor implements AutoCloseable {
    /** Asks once whether the process serves, blocking for no longer than the timeout; never throws. */
    @FunctionalInterface
    public interface Question {
        ProbeResult ask(Duration timeout);
    }

    private final Question question;
    private final HealthPolicy policy;
    private final ScheduledExecutorService scheduler;
    private final Executor executor;
    private final LongSupplier ticker;
    private final Consumer<HealthState> onVerdict;
    private final long startedAt;
    private volatile HealthState state = HealthState.starting();
    private volatile boolean closed;

    private HealthMonitor(
            Question question,
            HealthPolicy policy,
            ScheduledExecutorService scheduler,
            Executor executor,
            LongSupplier ticker,
            Consumer<HealthState> onVerdict) {
        this.question = question;
        this.policy = policy;
        this.scheduler = scheduler;
        this.executor = executor;
        this.ticker = ticker;
        this.onVerdict = onVerdict;
        this.startedAt = ticker.getAsLong();
    }

    /**
     * Starts to ask.
     *
     * @param ticker nanoseconds, for the age of the process
     * @param onVerdict called with the new state when the verdict changes, on the executor
     */
    public static HealthMonitor start(
            Question question,
            HealthPolicy policy,
            ScheduledExecutorService scheduler,
            Executor executor,
            LongSupplier ticker,
            Consumer<HealthState> onVerdict) {
        HealthMonitor monitor = new HealthMonitor(question, policy, scheduler, executor, ticker, onVerdict);
        monitor.schedule(Duration.ZERO);
        return monitor;
    }

    public HealthState state() {
        return state;
    }

    /** Stops asking; a check under way is not waited for and its answer is dropped. */
    @Override
    public void close() {
        closed = true;
    }

    private void schedule(Duration delay) {
        if (closed) {
            return;
        }
        try {
            scheduler.schedule(this::dispatch, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException shutDown) {
            closed = true;
        }
    }

    private void dispatch() {
        try {
            executor.execute(this::check);
        } catch (RejectedExecutionException shutDown) {
            closed = true;
        }
    }

    private void check() {
        if (closed) {
            return;
        }
        try {
            ProbeResult answer = question.ask(policy.timeout());
            HealthState before = state;
            HealthState after = before.after(answer, Duration.ofNanos(ticker.getAsLong() - startedAt), policy);
            if (!closed) {
                state = after;
                if (after.verdict() != before.verdict()) {
                    onVerdict.accept(after);
                }
            }
        } finally {
            schedule(delay());
        }
    }

    /** A process that is starting is asked more often, so that it serves soon after it can. */
    private Duration delay() {
        Duration eager = Duration.ofMillis(50);
        return state.verdict() == HealthState.Verdict.STARTING && eager.compareTo(policy.interval()) < 0
                ? eager
                : policy.interval();
    }
}
