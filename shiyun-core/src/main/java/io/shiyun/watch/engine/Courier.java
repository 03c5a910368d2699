package io.shiyun.watch.engine;

import io.shiyun.store.NoticeRow;
import io.shiyun.store.Store;
import io.shiyun.store.StoreException;
import io.shiyun.watch.Delivery;
import io.shiyun.watch.Notice;
import io.shiyun.watch.Notifier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what waits in the outbox, each target by one thread at a time, so that a slow one delays no other.
 *
 * <p>A notice is claimed for a while before it is sent and marked after: a crash between the two sends it again, with the
 * same id. A failed attempt is repeated after 1, 2, 4 ... up to 300 seconds, a fifth more or less by the notice's id.
 */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    /** Longer than an attempt of any notifier may take. */
    private static final Duration CLAIM = Duration.ofSeconds(30);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);

    private final Store store;
    private final InstantSource clock;
    private final Executor executor;
    private final Duration giveUpAfter;
    private final Map<String, Notifier> targets = new ConcurrentHashMap<>();
    private final Set<String> busy = new HashSet<>();
    private final ReentrantLock guard = new ReentrantLock();
    private final Condition rested = guard.newCondition();
    private volatile boolean closed;

    Courier(Store store, InstantSource clock, Executor executor, Duration giveUpAfter) {
        this.store = store;
        this.clock = clock;
        this.executor = executor;
        this.giveUpAfter = giveUpAfter;
    }

    void add(Notifier notifier) {
        if (targets.putIfAbsent(notifier.name(), notifier) != null) {
            throw new IllegalArgumentException(
                    "name: there is a notifier '" + notifier.name() + "' already; give this one another name");
        }
    }

    List<String> targets() {
        return targets.keySet().stream().sorted().toList();
    }

    /** Begins a round for every target that has none under way. */
    void start() {
        for (Notifier notifier : targets.values()) {
            if (!closed && take(notifier.name())) {
                begin(notifier);
            }
        }
    }

    private void begin(Notifier notifier) {
        try {
            executor.execute(() -> {
                try {
                    round(notifier);
                } catch (StoreException e) {
                    LOG.warn("The notices for {} could not be looked at; they wait", notifier.name(), e);
                } finally {
                    leave(notifier.name());
                }
            });
        } catch (RejectedExecutionException e) {
            leave(notifier.name());
            LOG.warn("The executor takes no delivery to {}; it is tried again at the next tick", notifier.name(), e);
        }
    }

    private void round(Notifier notifier) {
        while (!closed) {
            Instant now = clock.instant();
            List<NoticeRow> claimed = store.write(tx -> tx.outbox().claim(notifier.name(), now, now.plus(CLAIM), 1));
            if (claimed.isEmpty()) {
                return;
            }
            deliver(notifier, claimed.get(0));
        }
    }

    private void deliver(Notifier notifier, NoticeRow row) {
        Delivery delivery = attempt(notifier, row);
        Instant now = clock.instant();
        int attempt = row.attempts() + 1;
        boolean old = row.created().plus(giveUpAfter).isBefore(now);
        store.write(tx -> {
            switch (delivery.kind()) {
                case DELIVERED -> tx.outbox().delivered(row.id(), now);
                case REFUSED -> tx.outbox().givenUp(row.id(), now, delivery.detail());
                case RETRY -> {
                    if (old) {
                        tx.outbox().givenUp(row.id(), now, delivery.detail());
                    } else {
                        tx.outbox().failed(row.id(), now.plus(pause(row.id(), attempt, delivery)), delivery.detail());
                    }
                }
            }
            return true;
        });
        if (delivery.kind() == Delivery.Kind.DELIVERED) {
            LOG.debug("Notice {} was delivered to {} at attempt {}", row.id(), row.target(), attempt);
        } else if (delivery.kind() == Delivery.Kind.REFUSED || old) {
            LOG.error("Notice {} to {} is given up: {}", row.id(), row.target(), delivery.detail());
        } else {
            LOG.warn("Notice {} to {} waits after attempt {}: {}", row.id(), row.target(), attempt, delivery.detail());
        }
    }

    private static Delivery attempt(Notifier notifier, NoticeRow row) {
        Notice notice;
        try {
            notice = NoticeText.read(row.id(), row.target(), row.body());
        } catch (RuntimeException e) {
            return Delivery.refused("the stored notice cannot be read: " + e.getMessage());
        }
        try {
            return notifier.send(notice);
        } catch (RuntimeException e) {
            LOG.warn("Notifier {} threw; the notice is tried again", notifier.name(), e);
            return Delivery.retry("the notifier threw " + e);
        }
    }

    static Duration pause(String id, int attempt, Delivery delivery) {
        long seconds = Math.min(LONGEST_WAIT.toSeconds(), 1L << Math.min(20, attempt - 1));
        double spread = 0.8 + 0.4 * Math.floorMod(id.hashCode(), 1_000) / 1_000;
        Duration own = Duration.ofMillis((long) (seconds * 1_000 * spread));
        Duration asked = delivery.retryAfter().compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : delivery.retryAfter();
        return asked.compareTo(own) > 0 ? asked : own;
    }

    private boolean take(String name) {
        guard.lock();
        try {
            return busy.add(name);
        } finally {
            guard.unlock();
        }
    }

    private void leave(String name) {
        guard.lock();
        try {
            busy.remove(name);
            rested.signalAll();
        } finally {
            guard.unlock();
        }
    }

    /** Begins no delivery any more. */
    void close() {
        closed = true;
    }

    /** Waits for the deliveries under way. */
    void await(Duration time) {
        guard.lock();
        try {
            long left = time.toNanos();
            while (!busy.isEmpty() && left > 0) {
                left = rested.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            guard.unlock();
        }
    }
}
