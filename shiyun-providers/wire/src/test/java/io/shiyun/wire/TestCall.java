package io.shiyun.wire;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Registration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A call with a deadline by the system's ticker, which a test can cancel. */
final class TestCall implements Call {
    private final long end;
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private final List<String> requestIds = new CopyOnWriteArrayList<>();
    private volatile boolean cancelled;

    private TestCall(Duration time) {
        this.end = System.nanoTime() + time.toNanos();
    }

    static TestCall of(Duration time) {
        return new TestCall(time);
    }

    /** A call that a test does not wait for. */
    static TestCall ample() {
        return new TestCall(Duration.ofSeconds(30));
    }

    List<String> requestIds() {
        return requestIds;
    }

    void cancel() {
        cancelled = true;
        actions.forEach(Runnable::run);
    }

    @Override
    public Duration remaining() {
        return cancelled ? Duration.ZERO : Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    @Override
    public void check() {
        if (remaining().isZero()) {
            throw over(Certainty.NOT_SENT);
        }
    }

    @Override
    public Registration onCancel(Runnable action) {
        actions.add(action);
        if (cancelled) {
            action.run();
        }
        return () -> actions.remove(action);
    }

    @Override
    public CloudException over(Certainty certainty) {
        return CloudException.of(certainty, cancelled ? Reason.CANCELLED : Reason.TIMEOUT, "the call is over")
                .build();
    }

    @Override
    public void requestId(String id) {
        requestIds.add(id);
    }
}
