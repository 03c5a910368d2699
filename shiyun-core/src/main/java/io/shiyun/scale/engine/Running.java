package io.shiyun.scale.engine;

import io.shiyun.metrics.AheadScaler;
import io.shiyun.metrics.ScaleDecision;
import io.shiyun.metrics.Series;
import io.shiyun.model.App;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Scaling;
import io.shiyun.scale.AutoscaleSpec;
import io.shiyun.scale.Autoscaler;
import io.shiyun.scale.ScaleStep;
import io.shiyun.watch.Follower;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scaling of one app. The ticking thread puts the load together and feeds the scaler at each step, also while a change is under
 * way; what asks a cloud runs on the executor, one at a time.
 */
final class Running implements Follower, Autoscaler {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    private static final long LONGEST_PAUSE = Duration.ofMinutes(10).toMillis();

    private final AutoscaleSpec spec;
    private final Replicas replicas;
    private final Executor executor;
    private final Consumer<Running> whenEnded;
    private final Memory memory;
    private final Loads loads;
    private final List<Consumer<ScaleStep>> listeners = new CopyOnWriteArrayList<>();
    /** Held while a step is under way. */
    private final Semaphore turn = new Semaphore(1);
    /** Guards the scaler, which both threads use. */
    private final ReentrantLock lock = new ReentrantLock();

    private AheadScaler scaler;
    /** When the load was put together last. */
    private volatile long last = Long.MIN_VALUE;

    /** Used by the step under way alone. */
    private int failures;

    private long notBefore = Long.MIN_VALUE;
    private volatile int known;
    private volatile String partly = "";
    private volatile @Nullable ScaleStep latest;
    private volatile boolean ended;

    Running(
            AutoscaleSpec spec,
            Replicas replicas,
            int known,
            Memory memory,
            Executor executor,
            Consumer<Running> whenEnded) {
        this.spec = spec;
        this.replicas = replicas;
        this.known = known;
        this.executor = executor;
        this.whenEnded = whenEnded;
        this.memory = memory;
        this.loads = new Loads(spec);
        this.scaler = new AheadScaler(spec.rule());
    }

    @Override
    public String metric() {
        return spec.metric();
    }

    @Override
    public void take(Series points) {
        loads.take(points);
    }

    @Override
    public void tick(Instant now) {
        long time = now.toEpochMilli();
        boolean due = last == Long.MIN_VALUE
                || time < last
                || time - last >= spec.every().toMillis();
        if (ended || !due) {
            return;
        }
        recall(time);
        last = time;
        feed(time);
        if (turn.tryAcquire()) {
            begin();
        }
    }

    /** At the begin, and after others had the turn, goes on from what was written down meanwhile. */
    private void recall(long time) {
        boolean begins = last == Long.MIN_VALUE;
        if (begins || time - last > spec.rule().stale().toMillis()) {
            Optional<AheadScaler> newer = memory.recall(begins ? Instant.EPOCH : Instant.ofEpochMilli(last));
            lock.lock();
            try {
                scaler = newer.orElse(scaler);
            } finally {
                lock.unlock();
            }
        }
    }

    private void feed(long time) {
        Loads.Load load = loads.at(time);
        boolean whole = load.whole(known);
        partly = whole || load.sum().isEmpty() ? "" : load.words();
        load.sum().ifPresent(sum -> {
            lock.lock();
            try {
                if (whole) {
                    scaler.feed(time, sum);
                } else {
                    scaler.feedPart(time, sum);
                }
            } finally {
                lock.unlock();
            }
        });
    }

    private void begin() {
        try {
            executor.execute(() -> {
                try {
                    step(Instant.ofEpochMilli(last));
                } finally {
                    turn.release();
                }
            });
        } catch (RejectedExecutionException e) {
            turn.release();
            LOG.warn("The executor takes no step of scaling {}", spec.app(), e);
        }
    }

    private void step(Instant now) {
        if (ended) {
            return;
        }
        ScaleStep step = outcome(now);
        if (step.kind() == ScaleStep.Kind.ENDED ? !end() : ended) {
            return;
        }
        tell(step);
        if (memory.due(now.toEpochMilli())) {
            memory.keep(state(), now.toEpochMilli());
        }
    }

    private ScaleStep outcome(Instant now) {
        App app;
        try {
            app = replicas.look(spec.app());
        } catch (CloudException e) {
            return e.reason() == Reason.NOT_FOUND
                    ? said(now, ScaleStep.Kind.ENDED, null, "the app is gone, so its scaling has ended")
                    : said(now, ScaleStep.Kind.FAILED, null, "the app cannot be asked for: " + e.getMessage());
        } catch (RuntimeException e) {
            return said(now, ScaleStep.Kind.FAILED, null, "the app cannot be asked for: " + e);
        }
        known = app.wanted();
        ScaleDecision decision = decide(now, app.wanted());
        return decision.changes() ? change(now, decision) : said(now, ScaleStep.Kind.HELD, decision, "");
    }

    private ScaleDecision decide(Instant now, int wanted) {
        lock.lock();
        try {
            return scaler.decide(now.toEpochMilli(), wanted);
        } finally {
            lock.unlock();
        }
    }

    private ScaleStep change(Instant now, ScaleDecision decision) {
        long time = now.toEpochMilli();
        if (time < notBefore && notBefore - time <= LONGEST_PAUSE) {
            String pause = "; after a failure it is tried again in " + (notBefore - time + 999) / 1000 + " s";
            return said(now, ScaleStep.Kind.PUT_OFF, decision, pause);
        }
        try {
            Optional<Scaling> set = replicas.scaling(spec.app());
            if (set.isPresent() && set.get() instanceof Scaling.Auto auto) {
                return said(now, ScaleStep.Kind.PUT_OFF, decision, "; not done: " + byCloud(auto));
            }
            replicas.scale(spec.app(), decision.wanted());
            known = decision.wanted();
            failures = 0;
            return said(now, ScaleStep.Kind.SCALED, decision, "");
        } catch (CloudException e) {
            boolean busy = e.reason() == Reason.CONFLICT;
            return busy
                    ? said(now, ScaleStep.Kind.PUT_OFF, decision, "; put off: " + e.getMessage())
                    : failed(now, decision, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return failed(now, decision, e.toString());
        }
    }

    /** Each attempt leaves rows in the store, so one that fails again and again is made ever more rarely. */
    private ScaleStep failed(Instant now, ScaleDecision decision, String why) {
        long pause = Math.min(LONGEST_PAUSE, spec.every().toMillis() << Math.min(failures++, 20));
        notBefore = now.toEpochMilli() + pause;
        return said(now, ScaleStep.Kind.FAILED, decision, "; failed: " + why);
    }

    /** Why an app is not scaled by two. */
    static String byCloud(Scaling.Auto auto) {
        return "its cloud scales it (autoscale from " + auto.min() + " to " + auto.max() + " at " + auto.cpuPercent()
                + " % of the processors), and two would work against each other; deploy or scale it with a fixed number first";
    }

    private ScaleStep said(Instant at, ScaleStep.Kind kind, @Nullable ScaleDecision decision, String more) {
        String words = decision == null ? more : decision.words() + partly + more;
        return new ScaleStep(at, spec.app(), kind, Optional.ofNullable(decision), words);
    }

    private void tell(ScaleStep step) {
        ScaleStep before = latest;
        latest = step;
        boolean news = before == null || before.kind() != step.kind();
        if (step.kind() == ScaleStep.Kind.FAILED && news) {
            LOG.warn("Scaling {}", step);
        } else if (step.kind() != ScaleStep.Kind.HELD && (news || step.kind() == ScaleStep.Kind.SCALED)) {
            LOG.info("Scaling {}", step);
        } else {
            LOG.debug("Scaling {}", step);
        }
        for (Consumer<ScaleStep> listener : listeners) {
            try {
                listener.accept(step);
            } catch (RuntimeException e) {
                LOG.warn("A listener threw", e);
            }
        }
    }

    private byte[] state() {
        lock.lock();
        try {
            return scaler.save();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public AutoscaleSpec spec() {
        return spec;
    }

    @Override
    public void onStep(Consumer<ScaleStep> listener) {
        listeners.add(listener);
    }

    @Override
    public Optional<ScaleStep> latest() {
        return Optional.ofNullable(latest);
    }

    @Override
    public boolean ended() {
        return ended;
    }

    /** Begins no other step; answers whether it was at work until now. */
    private boolean end() {
        lock.lock();
        try {
            boolean first = !ended;
            ended = true;
            if (first) {
                whenEnded.accept(this);
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        if (end() && last != Long.MIN_VALUE) {
            memory.keep(state(), last);
        }
    }

    /** Waits for the step under way. */
    void await(Duration atMost) {
        try {
            if (turn.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                turn.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
