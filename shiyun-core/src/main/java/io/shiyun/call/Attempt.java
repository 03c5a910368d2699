package io.shiyun.call;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.spi.Call;
import io.shiyun.spi.Registration;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One passage of a provider. When its time is over, or it is called off, the thread in it is interrupted, once; the
 * interrupt is taken back when the attempt ends, so that none strays into the caller's next wait.
 */
final class Attempt implements Call {
    private static final int OPEN = 0;
    private static final int ENDING = 1;
    private static final int ENDED = 2;
    private static final int LEFT = 3;
    private static final VarHandle PHASE;

    static {
        try {
            PHASE = MethodHandles.lookup().findVarHandle(Attempt.class, "phase", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** The next in the watchdog's stack. */
    @Nullable Attempt next;

    /** How many lie in that stack, this one included. */
    int depth;

    private final CallContext call;
    private final @Nullable Invocation<?, ?> invocation;
    private final long begun;
    private final long deadline;
    private volatile int phase;
    private volatile @Nullable Thread inside;
    private volatile boolean calledOff;
    private boolean foreignInterrupt;
    private @Nullable Registration outer;
    private @Nullable List<Runnable> actions;

    /**
     * Begins on the calling thread.
     *
     * @param call within whose time
     * @param invocation who hears of the cloud's request id
     * @param nanos the most it may take
     * @throws CloudException when the time of the whole call is over
     */
    Attempt(CallContext call, @Nullable Invocation<?, ?> invocation, long nanos) {
        this.call = call;
        this.invocation = invocation;
        this.begun = call.now();
        long left = call.deadline() - begun;
        if (left <= 0 || call.calledOff()) {
            throw call.over(Certainty.NOT_SENT);
        }
        this.deadline = begun + Math.min(nanos, left);
        this.inside = Thread.currentThread();
        call.linked(this);
    }

    long deadline() {
        return deadline;
    }

    /** Whether nothing is left to be ended. */
    boolean done() {
        return phase != OPEN;
    }

    /** Whether its thread was interrupted by us. */
    boolean cut() {
        return phase == ENDED || phase == ENDING;
    }

    private boolean over() {
        return calledOff || deadline - call.now() <= 0;
    }

    @Override
    public Duration remaining() {
        return calledOff ? Duration.ZERO : Duration.ofNanos(Math.max(0, deadline - call.now()));
    }

    @Override
    public void check() {
        if (over()) {
            throw over(Certainty.NOT_SENT);
        }
    }

    @Override
    public CloudException over(Certainty certainty) {
        if (!calledOff && over()) {
            return CallContext.timeout(certainty, deadline - begun);
        }
        foreignInterrupt = !calledOff;
        return CallContext.cancelled(certainty);
    }

    @Override
    public Registration onCancel(Runnable action) {
        synchronized (this) {
            if (phase == OPEN) {
                if (actions == null) {
                    actions = new ArrayList<>(1);
                }
                actions.add(action);
                return () -> forget(action);
            }
        }
        action.run();
        return () -> {};
    }

    private synchronized void forget(Runnable action) {
        if (actions != null) {
            actions.remove(action);
        }
    }

    @Override
    public void requestId(String id) {
        if (invocation != null) {
            invocation.answeredBy(id);
        }
    }

    /** Keeps a registration until it is left. */
    void endsWith(Registration registration) {
        outer = registration;
    }

    /** Interrupts the thread in it and runs what was registered, unless it was left already. */
    void end(boolean byCaller) {
        if (!PHASE.compareAndSet(this, OPEN, ENDING)) {
            return;
        }
        calledOff = byCaller;
        Thread thread = inside;
        if (thread != null) {
            thread.interrupt();
        }
        phase = ENDED;
        List<Runnable> registered;
        synchronized (this) {
            registered = actions;
            actions = null;
        }
        if (registered != null && !registered.isEmpty()) {
            Cancellation.run(registered);
        }
    }

    /** Ends it, on the thread that was in it. */
    void leave() {
        if (!PHASE.compareAndSet(this, OPEN, LEFT)) {
            while (phase == ENDING) {
                Thread.onSpinWait();
            }
            Thread.interrupted();
        }
        inside = null;
        if (outer != null) {
            outer.close();
        }
        if (foreignInterrupt) {
            Thread.currentThread().interrupt();
        }
    }
}
