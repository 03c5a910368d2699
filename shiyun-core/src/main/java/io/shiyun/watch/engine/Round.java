package io.shiyun.watch.engine;

import io.shiyun.store.Store;
import io.shiyun.store.StoreException;
import io.shiyun.store.StoreException.Kind;
import io.shiyun.watch.Alert;
import io.shiyun.watch.Anomaly;
import io.shiyun.watch.Silence;
import io.shiyun.watch.WatchSpec;
import io.shiyun.watch.Whole;
import io.shiyun.watch.WholeAnomaly;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a watch does each tick: in its turn it takes what the sources brought, evaluates the rules that are due, and writes
 * changed alerts and the notices of them in one transaction; else it keeps the points handed to it. Rounds are done one at a
 * time; {@link #locked} is for any thread.
 */
final class Round {
    private static final Logger LOG = LoggerFactory.getLogger(Round.class);
    private static final Duration KEEP_ENDED = Duration.ofDays(7);
    /** How late a remark that another process took may count here. */
    private static final long HEED_EVERY = Duration.ofSeconds(10).toMillis();

    private static final long CLEAN_EVERY = Duration.ofHours(1).toMillis();

    private final Store store;
    private final WatchSpec spec;
    private final Turn turn;
    private final Collector collector;
    private final Courier courier;
    private final Silences silences;
    private final Listeners listeners;
    private final Followers followers;
    private final Lessons lessons;
    private final AlertEngine engine;
    private final ReentrantLock guard = new ReentrantLock();
    private final List<Alert> changedOutside = new ArrayList<>();
    private long cleaned = Long.MIN_VALUE;
    private long heeded = Long.MIN_VALUE;
    /** Whether this watch evaluates; written under {@link #guard}. */
    private boolean leads;
    /** Whether another watch may have evaluated since this one last did. */
    private boolean behind;

    Round(
            Store store,
            WatchSpec spec,
            Turn turn,
            Collector collector,
            Courier courier,
            Silences silences,
            Listeners listeners,
            Followers followers,
            long now) {
        this.store = store;
        this.spec = spec;
        this.turn = turn;
        this.collector = collector;
        this.courier = courier;
        this.silences = silences;
        this.listeners = listeners;
        this.followers = followers;
        this.lessons = new Lessons(store, turn, spec.mostDetectors());
        this.engine = new AlertEngine(spec);
        spec.detected().forEach(engine::judge);
        spec.wholes().forEach(engine::judge);
        spec.rules().forEach(rule -> engine.add(rule, now));
        leads = turn.take(Instant.ofEpochMilli(now)) != Turn.Answer.OTHERS;
        behind = !leads;
        Known.of(store).recall(engine, now);
        lessons.recall(engine.learners(), now);
        heed(now);
    }

    /** Does one round. */
    void go(long now) {
        heed(now);
        if (myTurn(now)) {
            evaluate(now);
        } else {
            keepPoints(now);
        }
    }

    private void heed(long now) {
        if (heeded == Long.MIN_VALUE || Math.abs(now - heeded) >= HEED_EVERY) {
            heeded = now;
            Remarks.read(store).ifPresent(said -> locked(held -> held.learners().heed(said)));
        }
    }

    private boolean myTurn(long now) {
        Turn.Answer answer = turn.take(Instant.ofEpochMilli(now));
        boolean mine = answer != Turn.Answer.OTHERS;
        behind |= answer != Turn.Answer.KEPT;
        if (mine && behind) {
            Known known = Known.of(store);
            locked(held -> {
                known.recall(held, now);
                lessons.recall(held.learners(), now);
                return true;
            });
            behind = false;
            LOG.info("This process evaluates the rules from now on");
        }
        locked(held -> leads = mine);
        return mine;
    }

    /** So that a takeover need not begin with empty windows. */
    private void keepPoints(long now) {
        List<Collector.Batch> arrived = collector.drain();
        locked(held -> {
            arrived.stream()
                    .filter(batch -> !batch.failed())
                    .forEach(batch -> held.take(batch.source(), batch.series(), now, new ArrayList<>()));
            held.judgeWholes(now, new ArrayList<>());
            return true;
        });
    }

    private void evaluate(long now) {
        collector.start(followers.join(locked(AlertEngine::metrics)), now);
        List<Collector.Batch> arrived = collector.drain();
        List<Alert> changed = new ArrayList<>();
        List<Anomaly> anomalies = new ArrayList<>();
        List<WholeAnomaly> wholes = new ArrayList<>();
        List<String> targets = courier.targets();
        List<Silence> silent = silences.listOrLatest(Instant.ofEpochMilli(now));
        Plan plan = locked(held -> {
            changed.addAll(changedOutside);
            changedOutside.clear();
            for (Collector.Batch batch : arrived) {
                if (batch.failed()) {
                    held.failed(batch.source());
                } else {
                    held.take(batch.source(), batch.series(), now, anomalies);
                }
            }
            held.judgeWholes(now, wholes);
            held.evaluate(now, changed, anomalies);
            return held.plan(now, silent, targets);
        });
        if (!keep(plan, anomalies)) {
            return;
        }
        listeners.tell(changed, anomalies, wholes);
        arrived.forEach(batch -> followers.take(batch.series()));
        followers.tick(now);
        lessons.write(locked(held -> held.learners().written(now, false)));
        clean(now);
    }

    /** Writes down what changed; answers false when another watch has the turn, to which it is left. */
    private boolean keep(Plan plan, List<Anomaly> anomalies) {
        if (plan.empty() && anomalies.isEmpty()) {
            return true;
        }
        try {
            store.write(tx -> {
                turn.require(tx);
                Remarks.raise(tx, anomalies);
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
        locked(held -> {
            held.done(plan);
            return true;
        });
        return true;
    }

    private void clean(long now) {
        if (cleaned != Long.MIN_VALUE && Math.abs(now - cleaned) < CLEAN_EVERY) {
            return;
        }
        cleaned = now;
        Instant instant = Instant.ofEpochMilli(now);
        try {
            store.write(tx -> tx.outbox().deleteEnded(instant.minus(KEEP_ENDED))
                    + tx.silences().deleteEnded(instant.minus(KEEP_ENDED))
                    + lessons.forget(tx, now)
                    + tx.outbox().giveUpOlder(instant.minus(spec.giveUpAfter()), instant, "too old"));
        } catch (StoreException e) {
            LOG.warn("What nobody needs any more could not be removed; it is tried again in an hour", e);
        }
    }

    /** Ends a rule; its alerts are told in the next round. */
    boolean remove(String rule, long now) {
        return locked(held -> held.remove(rule, now, changedOutside));
    }

    /** Has a whole judged, from what the store knows of it. */
    void judge(Whole whole, long now) {
        locked(held -> {
            held.judge(whole);
            lessons.recallWhole(whole.name(), held.learners(), now);
            return true;
        });
    }

    /** Returns the alerts that wait or fire; where another process evaluates, as the store knows them. */
    List<Alert> alerts(long now) {
        if (!locked(held -> leads)) {
            Known known = Known.of(store);
            locked(held -> {
                if (!leads) {
                    known.recall(held, now);
                }
                return true;
            });
        }
        return locked(AlertEngine::alerts);
    }

    <T> T locked(Function<AlertEngine, T> work) {
        guard.lock();
        try {
            return work.apply(engine);
        } finally {
            guard.unlock();
        }
    }

    /** Writes down all that was learnt and leaves the turn to others. */
    void end(Instant now) {
        if (locked(held -> leads)) {
            lessons.write(locked(held -> held.learners().written(now.toEpochMilli(), true)));
        }
        turn.release(now);
    }
}
