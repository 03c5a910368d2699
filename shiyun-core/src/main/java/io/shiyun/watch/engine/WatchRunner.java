package io.shiyun.watch.engine;

import io.shiyun.call.Clouds;
import io.shiyun.metrics.Series;
import io.shiyun.store.NoticeState;
import io.shiyun.store.Store;
import io.shiyun.store.StoreException;
import io.shiyun.store.StoreException.Kind;
import io.shiyun.watch.Alert;
import io.shiyun.watch.AlertRule;
import io.shiyun.watch.Anomaly;
import io.shiyun.watch.Matcher;
import io.shiyun.watch.MetricSource;
import io.shiyun.watch.Notice;
import io.shiyun.watch.Notifier;
import io.shiyun.watch.Silence;
import io.shiyun.watch.Watch;
import io.shiyun.watch.WatchSpec;
import io.shiyun.watch.Whole;
import io.shiyun.watch.WholeAnomaly;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch at work. Each tick reads what the sources brought, evaluates the rules that are due, writes changed alerts and the notices of
 * them in one transaction, and has the outbox delivered.
 *
 * <p>Of all the watches of a store one evaluates, whose {@link Turn} it is. The others keep the points handed to them and
 * deliver what waits; the first to find the turn free goes on from what the store knows.
 *
 * <p>No thread is started before {@link #start()}, and then one. Sources and notifiers run on the executor.
 */
public final class WatchRunner implements Watch, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchRunner.class);
    private static final Duration KEEP_ENDED = Duration.ofDays(7);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int PAGE = 1_000;

    private final Store store;
    private final InstantSource clock;
    private final WatchSpec spec;
    private final Turn turn;
    private final AlertEngine engine;
    private final Silences silences;
    private final Collector collector;
    private final Courier courier;
    private final @Nullable ScheduledExecutorService scheduler;
    private final ReentrantLock ticking = new ReentrantLock();
    private final ReentrantLock guard = new ReentrantLock();
    private final Listeners listeners = new Listeners();
    private final List<Alert> changedOutside = new ArrayList<>();
    private @Nullable ScheduledExecutorService own;
    private @Nullable ScheduledFuture<?> schedule;
    private long cleaned = Long.MIN_VALUE;
    /** Whether this watch evaluates; written under {@link #guard}. */
    private boolean leads;
    /** Whether another watch may have evaluated since this one last did. */
    private boolean behind;

    private volatile boolean closed;

    private WatchRunner(
            Store store,
            Turn turn,
            InstantSource clock,
            Executor executor,
            List<MetricSource> cloudSources,
            WatchSpec spec,
            @Nullable ScheduledExecutorService scheduler) {
        this.store = store;
        this.turn = turn;
        this.clock = clock;
        this.spec = spec;
        this.scheduler = scheduler;
        this.engine = new AlertEngine(spec);
        this.silences = new Silences(store);
        this.collector = new Collector(clock, executor, spec.collect());
        this.courier = new Courier(store, clock, executor, spec.giveUpAfter());
        cloudSources.forEach(collector::add);
        spec.sources().forEach(collector::add);
        spec.notifiers().forEach(courier::add);
        long now = clock.millis();
        spec.detected().forEach(engine::judge);
        spec.wholes().forEach(engine::judge);
        spec.rules().forEach(rule -> engine.add(rule, now));
        leads = turn.take(Instant.ofEpochMilli(now)) != Turn.Answer.OTHERS;
        behind = !leads;
        Known.of(store).recall(engine, now);
    }

    /**
     * Returns a watch that knows the alerts and silences of the store and does nothing before it is started.
     *
     * @param store where alerts, silences and notices are kept; closed by the caller, after the watch
     * @param turn by which the watches of the store agree on one that evaluates
     * @param clouds whose metrics are watched, a source a region
     * @param clock the time of day
     * @param executor where sources are read and notices sent; if it runs them in place, the ticking thread waits
     * @param spec what to watch
     * @param scheduler on which to tick, not shut down; null for a thread of its own
     */
    public static WatchRunner open(
            Store store,
            Turn turn,
            Clouds clouds,
            InstantSource clock,
            Executor executor,
            WatchSpec spec,
            @Nullable ScheduledExecutorService scheduler) {
        return new WatchRunner(store, turn, clock, executor, CloudMetrics.of(clouds, spec.collect()), spec, scheduler);
    }

    /** As {@link #open} without clouds. */
    static WatchRunner open(Store store, Turn turn, InstantSource clock, Executor executor, WatchSpec spec) {
        return new WatchRunner(store, turn, clock, executor, List.of(), spec, null);
    }

    /** Begins to tick, on the scheduler that was given or on a thread of its own. Harmless to repeat. */
    public void start() {
        guard.lock();
        try {
            refuseIfClosed();
            if (schedule == null) {
                ScheduledExecutorService on = scheduler;
                if (on == null) {
                    on = WatchThread.create();
                    own = on;
                }
                schedule =
                        on.scheduleWithFixedDelay(this::safeTick, 0, spec.tick().toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            guard.unlock();
        }
    }

    private void safeTick() {
        try {
            tick();
        } catch (RuntimeException e) {
            LOG.error("A tick of the watch failed; the next one tries again", e);
        }
    }

    /** Does one round at the clock's time; for those who drive the time themselves. Two at once are one. */
    public void tick() {
        if (closed || !ticking.tryLock()) {
            return;
        }
        try {
            long now = clock.millis();
            if (myTurn(now)) {
                evaluate(now);
            } else {
                keepPoints(now);
            }
            courier.start();
        } finally {
            ticking.unlock();
        }
    }

    private boolean myTurn(long now) {
        Turn.Answer answer = turn.take(Instant.ofEpochMilli(now));
        boolean mine = answer != Turn.Answer.OTHERS;
        behind |= answer != Turn.Answer.KEPT;
        if (mine && behind) {
            Known known = Known.of(store);
            locked(() -> {
                known.recall(engine, now);
                return true;
            });
            behind = false;
            LOG.info("This process evaluates the rules from now on");
        }
        locked(() -> leads = mine);
        return mine;
    }

    /** So that a takeover need not begin with empty windows. */
    private void keepPoints(long now) {
        List<Collector.Batch> arrived = collector.drain();
        locked(() -> {
            arrived.stream()
                    .filter(batch -> !batch.failed())
                    .forEach(batch -> engine.take(batch.source(), batch.series(), now, new ArrayList<>()));
            engine.judgeWholes(now, new ArrayList<>());
            return true;
        });
    }

    private void evaluate(long now) {
        collector.start(locked(engine::metrics), now);
        List<Collector.Batch> arrived = collector.drain();
        List<Alert> changed = new ArrayList<>();
        List<Anomaly> anomalies = new ArrayList<>();
        List<WholeAnomaly> wholes = new ArrayList<>();
        List<String> targets = courier.targets();
        List<Silence> silent = silences.listOrLatest(Instant.ofEpochMilli(now));
        Plan plan = locked(() -> {
            changed.addAll(changedOutside);
            changedOutside.clear();
            for (Collector.Batch batch : arrived) {
                if (batch.failed()) {
                    engine.failed(batch.source());
                } else {
                    engine.take(batch.source(), batch.series(), now, anomalies);
                }
            }
            engine.judgeWholes(now, wholes);
            engine.evaluate(now, changed, anomalies);
            return engine.plan(now, silent, targets);
        });
        if (!keep(plan)) {
            return;
        }
        listeners.tell(changed, anomalies, wholes);
        clean(now);
    }

    /** Writes down what changed; answers false when another watch has the turn, to which it is left. */
    private boolean keep(Plan plan) {
        if (plan.empty()) {
            return true;
        }
        try {
            store.write(tx -> {
                turn.require(tx);
                return plan.write(tx);
            });
        } catch (StoreException e) {
            if (e.kind() == Kind.STALE) {
                turn.lost();
                LOG.info("Another process evaluates the rules meanwhile: {}", e.getMessage());
                return false;
            }
            LOG.error("Alerts could not be written down; they are told once they are", e);
            return true;
        }
        locked(() -> {
            engine.done(plan);
            return true;
        });
        return true;
    }

    private void clean(long now) {
        if (cleaned != Long.MIN_VALUE
                && Math.abs(now - cleaned) < Duration.ofHours(1).toMillis()) {
            return;
        }
        cleaned = now;
        Instant instant = Instant.ofEpochMilli(now);
        try {
            store.write(tx -> tx.outbox().deleteEnded(instant.minus(KEEP_ENDED))
                    + tx.silences().deleteEnded(instant.minus(KEEP_ENDED))
                    + tx.outbox().giveUpOlder(instant.minus(spec.giveUpAfter()), instant, "too old"));
        } catch (StoreException e) {
            LOG.warn("Old notices and silences could not be removed; it is tried again in an hour", e);
        }
    }

    @Override
    public void add(AlertRule rule) {
        locked(() -> {
            engine.add(rule, clock.millis());
            return true;
        });
    }

    @Override
    public void add(Notifier notifier) {
        courier.add(notifier);
    }

    @Override
    public boolean remove(String rule) {
        return locked(() -> engine.remove(rule, clock.millis(), changedOutside));
    }

    @Override
    public void detect(String metric) {
        locked(() -> {
            engine.judge(metric);
            return true;
        });
    }

    @Override
    public void detect(Whole whole) {
        locked(() -> {
            engine.judge(whole);
            return true;
        });
    }

    @Override
    public boolean push(String source, Series series) {
        return collector.push(source, List.of(series));
    }

    @Override
    public List<Alert> alerts() {
        if (!locked(() -> leads)) {
            long now = clock.millis();
            Known known = Known.of(store);
            locked(() -> {
                if (!leads) {
                    known.recall(engine, now);
                }
                return true;
            });
        }
        return locked(engine::alerts);
    }

    @Override
    public void onAlert(Consumer<Alert> listener) {
        listeners.alerts.add(listener);
    }

    @Override
    public void onAnomaly(Consumer<Anomaly> listener) {
        listeners.anomalies.add(listener);
    }

    @Override
    public void onWhole(Consumer<WholeAnomaly> listener) {
        listeners.wholes.add(listener);
    }

    @Override
    public Silence silence(List<Matcher> matchers, Instant from, Instant to, String by, String comment) {
        return silences.add(matchers, from, to, by, comment, clock.instant());
    }

    @Override
    public boolean unsilence(String id) {
        return silences.delete(id);
    }

    @Override
    public List<Silence> silences() {
        return silences.list(clock.instant());
    }

    @Override
    public long waitingNotices() {
        return store.read(tx -> tx.outbox().count(NoticeState.WAITING));
    }

    @Override
    public List<Notice> undelivered() {
        return store.read(tx -> tx.outbox().list(NoticeState.GIVEN_UP, PAGE)).stream()
                .map(row -> NoticeText.read(row.id(), row.target(), row.body()))
                .toList();
    }

    @Override
    public boolean retry(String noticeId) {
        return store.write(tx -> tx.outbox().retry(noticeId, clock.instant()));
    }

    private <T> T locked(Supplier<T> work) {
        guard.lock();
        try {
            return work.get();
        } finally {
            guard.unlock();
        }
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("The watch was closed: build another one");
        }
    }

    /**
     * Ends ticking, leaves the turn to others, waits up to five seconds for the deliveries under way and begins no other; what waits is delivered after
     * the next start.
     */
    @Override
    public void close() {
        closed = true;
        courier.close();
        guard.lock();
        try {
            if (schedule != null) {
                schedule.cancel(false);
            }
            if (own != null) {
                own.shutdown();
            }
        } finally {
            guard.unlock();
        }
        ticking.lock();
        try {
            courier.await(PATIENCE);
            turn.release(clock.instant());
        } finally {
            ticking.unlock();
        }
    }
}
