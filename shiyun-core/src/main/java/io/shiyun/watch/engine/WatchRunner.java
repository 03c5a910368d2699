package io.shiyun.watch.engine;

import io.shiyun.call.Clouds;
import io.shiyun.metrics.Series;
import io.shiyun.store.NoticeState;
import io.shiyun.store.Store;
import io.shiyun.watch.Alert;
import io.shiyun.watch.AlertRule;
import io.shiyun.watch.Anomaly;
import io.shiyun.watch.Follower;
import io.shiyun.watch.Matcher;
import io.shiyun.watch.MetricSource;
import io.shiyun.watch.Notice;
import io.shiyun.watch.Notifier;
import io.shiyun.watch.Silence;
import io.shiyun.watch.Watch;
import io.shiyun.watch.WatchFeedback;
import io.shiyun.watch.WatchSpec;
import io.shiyun.watch.Whole;
import io.shiyun.watch.WholeAnomaly;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch as its users meet it: it ticks, and each tick is a {@link Round}, after which the outbox is delivered.
 *
 * <p>Of all the watches of a store one evaluates, whose {@link Turn} it is. The others keep the points handed to them and
 * deliver what waits; the first to find the turn free goes on from what the store knows.
 *
 * <p>No thread is started before {@link #start()}, and then one. Sources and notifiers run on the executor.
 */
public final class WatchRunner implements Watch, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchRunner.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int PAGE = 1_000;

    private final Store store;
    private final InstantSource clock;
    private final Duration tick;
    private final Silences silences;
    private final Collector collector;
    private final Courier courier;
    private final Listeners listeners = new Listeners();
    private final Followers followers = new Followers();
    private final Round round;
    private final @Nullable ScheduledExecutorService scheduler;
    private final ReentrantLock ticking = new ReentrantLock();
    private final ReentrantLock starting = new ReentrantLock();
    private @Nullable ScheduledExecutorService own;
    private @Nullable ScheduledFuture<?> schedule;
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
        this.clock = clock;
        this.tick = spec.tick();
        this.scheduler = scheduler;
        this.silences = new Silences(store);
        this.collector = new Collector(clock, executor, spec.collect());
        this.courier = new Courier(store, clock, executor, spec.giveUpAfter());
        cloudSources.forEach(collector::add);
        spec.sources().forEach(collector::add);
        spec.notifiers().forEach(courier::add);
        this.round = new Round(store, spec, turn, collector, courier, silences, listeners, followers, clock.millis());
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
        starting.lock();
        try {
            refuseIfClosed();
            if (schedule == null) {
                ScheduledExecutorService on = scheduler;
                if (on == null) {
                    on = WatchThread.create();
                    own = on;
                }
                schedule = on.scheduleWithFixedDelay(this::safeTick, 0, tick.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            starting.unlock();
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
            round.go(clock.millis());
            courier.start();
        } finally {
            ticking.unlock();
        }
    }

    @Override
    public void add(AlertRule rule) {
        round.locked(engine -> {
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
        return round.remove(rule, clock.millis());
    }

    @Override
    public void detect(String metric) {
        round.locked(engine -> {
            engine.judge(metric);
            return true;
        });
    }

    @Override
    public void detect(Whole whole) {
        round.judge(whole, clock.millis());
    }

    @Override
    public boolean push(String source, Series series) {
        return collector.push(source, List.of(series));
    }

    @Override
    public void follow(Follower follower) {
        followers.add(follower);
    }

    @Override
    public boolean unfollow(Follower follower) {
        return followers.remove(follower);
    }

    @Override
    public List<Alert> alerts() {
        return round.alerts(clock.millis());
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
    public WatchFeedback feedback() {
        return new Remarks(store, clock, round);
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

    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("The watch was closed: build another one");
        }
    }

    /**
     * Ends ticking, waits up to five seconds for the deliveries under way and begins no other, writes down what was learnt,
     * and leaves the turn to others; what waits is delivered after the next start.
     */
    @Override
    public void close() {
        closed = true;
        courier.close();
        starting.lock();
        try {
            if (schedule != null) {
                schedule.cancel(false);
            }
            if (own != null) {
                own.shutdown();
            }
        } finally {
            starting.unlock();
        }
        ticking.lock();
        try {
            courier.await(PATIENCE);
            round.end(clock.instant());
        } finally {
            ticking.unlock();
        }
    }
}
