package io.shiyun.watch.engine;

import io.shiyun.call.Clouds;
import io.shiyun.metrics.Series;
import io.shiyun.store.AlertRow;
import io.shiyun.store.NoticeState;
import io.shiyun.store.SilenceRow;
import io.shiyun.store.Store;
import io.shiyun.store.StoreException;
import io.shiyun.watch.Alert;
import io.shiyun.watch.AlertRule;
import io.shiyun.watch.AlertStatus;
import io.shiyun.watch.Anomaly;
import io.shiyun.watch.Matcher;
import io.shiyun.watch.MetricSource;
import io.shiyun.watch.Notice;
import io.shiyun.watch.Notifier;
import io.shiyun.watch.Silence;
import io.shiyun.watch.Watch;
import io.shiyun.watch.WatchSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
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
 * <p>No thread is started before {@link #start()}, and then one. Sources and notifiers run on the executor.
 */
public final class WatchRunner implements Watch, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchRunner.class);
    private static final Duration KEEP_ENDED = Duration.ofDays(7);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_SILENCES = 10_000;
    private static final int PAGE = 1_000;

    private final Store store;
    private final InstantSource clock;
    private final WatchSpec spec;
    private final AlertEngine engine;
    private final Collector collector;
    private final Courier courier;
    private final @Nullable ScheduledExecutorService scheduler;
    private final ReentrantLock ticking = new ReentrantLock();
    private final ReentrantLock guard = new ReentrantLock();
    private final List<Consumer<Alert>> alertListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Anomaly>> anomalyListeners = new CopyOnWriteArrayList<>();
    private final List<Silence> silences = new CopyOnWriteArrayList<>();
    private final List<Alert> changedOutside = new ArrayList<>();
    private @Nullable ScheduledExecutorService own;
    private @Nullable ScheduledFuture<?> schedule;
    private long cleaned = Long.MIN_VALUE;
    private volatile boolean closed;

    private WatchRunner(
            Store store,
            InstantSource clock,
            Executor executor,
            List<MetricSource> cloudSources,
            WatchSpec spec,
            @Nullable ScheduledExecutorService scheduler) {
        this.store = store;
        this.clock = clock;
        this.spec = spec;
        this.scheduler = scheduler;
        this.engine = new AlertEngine(spec);
        this.collector = new Collector(clock, executor, spec.collect());
        this.courier = new Courier(store, clock, executor, spec.giveUpAfter());
        cloudSources.forEach(collector::add);
        spec.sources().forEach(collector::add);
        spec.notifiers().forEach(courier::add);
        long now = clock.millis();
        spec.detected().forEach(engine::judge);
        spec.rules().forEach(rule -> engine.add(rule, now));
        recall(now);
    }

    /**
     * Returns a watch that knows the alerts and silences of the store and does nothing before it is started.
     *
     * @param store where alerts, silences and notices are kept; closed by the caller, after the watch
     * @param clouds whose metrics are watched, a source a region
     * @param clock the time of day
     * @param executor where sources are read and notices sent; if it runs them in place, the ticking thread waits
     * @param spec what to watch
     * @param scheduler on which to tick, not shut down; null for a thread of its own
     */
    public static WatchRunner open(
            Store store,
            Clouds clouds,
            InstantSource clock,
            Executor executor,
            WatchSpec spec,
            @Nullable ScheduledExecutorService scheduler) {
        return new WatchRunner(store, clock, executor, CloudMetrics.of(clouds, spec.collect()), spec, scheduler);
    }

    /** As {@link #open} without clouds. */
    static WatchRunner open(Store store, InstantSource clock, Executor executor, WatchSpec spec) {
        return new WatchRunner(store, clock, executor, List.of(), spec, null);
    }

    private void recall(long now) {
        List<AlertRow> rows = new ArrayList<>();
        Optional<Instant> beat = store.read(tx -> {
            String after = "";
            List<AlertRow> page = tx.alerts().list(after, PAGE);
            while (!page.isEmpty()) {
                rows.addAll(page);
                after = page.get(page.size() - 1).fingerprint();
                page = tx.alerts().list(after, PAGE);
            }
            tx.silences().list(Instant.ofEpochMilli(now), MOST_SILENCES).forEach(row -> silences.add(silence(row)));
            return tx.alerts().beat();
        });
        engine.remember(rows, beat.map(Instant::toEpochMilli).orElse(now), now);
    }

    private static Silence silence(SilenceRow row) {
        return new Silence(
                row.id(),
                row.matchers().stream().map(Matcher::parse).toList(),
                row.from(),
                row.to(),
                row.by(),
                row.comment());
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
            collector.start(locked(engine::metrics), now);
            List<Collector.Batch> arrived = collector.drain();
            List<Alert> changed = new ArrayList<>();
            List<Anomaly> anomalies = new ArrayList<>();
            List<String> targets = courier.targets();
            silences.removeIf(each -> !each.to().isAfter(Instant.ofEpochMilli(now)));
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
                engine.evaluate(now, changed, anomalies);
                return engine.plan(now, silences, targets);
            });
            keep(plan);
            changed.forEach(WatchRunner::log);
            tell(alertListeners, changed);
            tell(anomalyListeners, anomalies);
            clean(now);
            courier.start();
        } finally {
            ticking.unlock();
        }
    }

    private static void log(Alert alert) {
        if (alert.status() == AlertStatus.PENDING) {
            LOG.debug("{}", alert.words());
        } else {
            LOG.info("{}", alert.words());
        }
    }

    private void keep(Plan plan) {
        if (plan.empty()) {
            return;
        }
        try {
            store.write(plan::write);
        } catch (StoreException e) {
            LOG.error("Alerts could not be written down; they are told once they are", e);
            return;
        }
        locked(() -> {
            engine.done(plan);
            return true;
        });
    }

    private static <T> void tell(List<Consumer<T>> listeners, List<T> events) {
        for (T event : events) {
            for (Consumer<T> listener : listeners) {
                try {
                    listener.accept(event);
                } catch (RuntimeException e) {
                    LOG.warn("A listener threw", e);
                }
            }
        }
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
    public boolean push(String source, Series series) {
        return collector.push(source, List.of(series));
    }

    @Override
    public List<Alert> alerts() {
        return locked(engine::alerts);
    }

    @Override
    public void onAlert(Consumer<Alert> listener) {
        alertListeners.add(listener);
    }

    @Override
    public void onAnomaly(Consumer<Anomaly> listener) {
        anomalyListeners.add(listener);
    }

    @Override
    public Silence silence(List<Matcher> matchers, Instant from, Instant to, String by, String comment) {
        if (silences.size() >= MOST_SILENCES) {
            throw new IllegalStateException("there are " + MOST_SILENCES + " silences already; end some");
        }
        Silence silence = new Silence(UUID.randomUUID().toString(), matchers, from, to, by, comment);
        store.write(tx -> {
            tx.silences()
                    .put(new SilenceRow(
                            silence.id(),
                            matchers.stream().map(Matcher::toString).toList(),
                            from,
                            to,
                            by,
                            comment));
            return true;
        });
        silences.add(silence);
        return silence;
    }

    @Override
    public boolean unsilence(String id) {
        boolean known = store.write(tx -> tx.silences().delete(id));
        silences.removeIf(each -> each.id().equals(id));
        return known;
    }

    @Override
    public List<Silence> silences() {
        return List.copyOf(silences);
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
     * Ends ticking, waits up to five seconds for the deliveries under way and begins no other; what waits is delivered after
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
        } finally {
            ticking.unlock();
        }
    }
}
