package io.shiyun.intent;

import io.shiyun.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the leases of one owner's intents from ending while it works. All of them are prolonged together, at most three
 * times a lease. Thread-safe.
 */
final class Leases {
    private final Store store;
    private final InstantSource clock;
    private final String owner;
    private final Duration length;
    private final ReentrantLock lock = new ReentrantLock();
    private Instant renewed;
    private long lapses;

    Leases(Store store, InstantSource clock, String owner, Duration length) {
        this.store = store;
        this.clock = clock;
        this.owner = owner;
        this.length = length;
        this.renewed = clock.instant();
    }

    String owner() {
        return owner;
    }

    Duration length() {
        return length;
    }

    /** How long a wait may be before the leases have to be looked after. */
    Duration beat() {
        return length.dividedBy(3);
    }

    /**
     * Prolongs the leases when it is time.
     *
     * @return how often they were found to have ended: when this has grown, whoever goes on must make sure that its intent
     *     is still its own
     */
    long keep() {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (now.isBefore(renewed)) {
                renewed = now;
            }
            if (now.isBefore(renewed.plus(beat()))) {
                return lapses;
            }
            if (!now.isBefore(renewed.plus(length))) {
                lapses++;
            }
            store.write(tx -> tx.intents().renew(owner, now.plus(length)));
            renewed = now;
            return lapses;
        } finally {
            lock.unlock();
        }
    }
}
