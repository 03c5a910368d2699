package io.shiyun;

import io.shiyun.store.Store;
import io.shiyun.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets what the store has kept for long enough, at most once a day and beside everything else: finished operations of things that
 * are gone, records of calls, and closed records of use. Thread-safe.
 */
final class Retention {
    /** Last year's bill can still be made in the first month of this one. */
    static final Duration USUAL = Duration.ofDays(400);

    static final Duration LEAST = Duration.ofDays(32);

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration PAUSE = Duration.ofDays(1);

    private final Store store;
    private final InstantSource clock;
    private final Executor executor;
    private final Duration keep;
    private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MIN);

    Retention(Store store, InstantSource clock, Executor executor, Duration keep) {
        this.store = store;
        this.clock = clock;
        this.executor = executor;
        this.keep = keep;
    }

    /** Called whenever the store has grown. */
    void grown() {
        Instant now = clock.instant();
        Instant due = next.get();
        if (now.isBefore(due) || !next.compareAndSet(due, now.plus(PAUSE))) {
            return;
        }
        try {
            executor.execute(() -> forget(now.minus(keep)));
        } catch (RejectedExecutionException closing) {
            LOG.debug("Nothing is forgotten: this Shiyun is being closed");
        }
    }

    private void forget(Instant before) {
        try {
            int operations = store.write(tx -> tx.intents().prune(before));
            long calls = store.write(tx -> tx.audit().prune(before));
            int uses = store.write(tx -> tx.usage().prune(before));
            if (operations + calls + uses > 0) {
                LOG.info(
                        "Forgot {} operations, {} records of calls and {} of use from before {}",
                        operations,
                        calls,
                        uses,
                        before);
            }
        } catch (StoreException failed) {
            LOG.warn("What is older than {} could not be forgotten; tried again in a day", before, failed);
        }
    }
}
