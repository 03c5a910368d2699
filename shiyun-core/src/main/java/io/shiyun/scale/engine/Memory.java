package io.shiyun.scale.engine;

import io.shiyun.metrics.AheadScaler;
import io.shiyun.scale.AutoscaleSpec;
import io.shiyun.store.LearntRow;
import io.shiyun.store.Store;
import io.shiyun.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the scaler of one app has learnt, in the store: for the next start, and for the process that goes on from this one. */
final class Memory {
    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);
    private static final String KIND = "SCALER";
    private static final long EVERY = Duration.ofMinutes(5).toMillis();

    private final Store store;
    private final AutoscaleSpec spec;
    private final Map<String, String> subject;
    private volatile long kept = Long.MIN_VALUE;

    Memory(Store store, AutoscaleSpec spec) {
        this.store = store;
        this.spec = spec;
        this.subject = Map.of("app", spec.app().text(), "where", spec.where().toString());
    }

    /**
     * Returns the scaler that was written down after this time, if any. What is damaged or of another version is learnt afresh.
     *
     * @throws StoreException when the store cannot be read; to learn afresh then would write over what it has
     */
    Optional<AheadScaler> recall(Instant after) {
        AtomicReference<LearntRow> found = new AtomicReference<>();
        try {
            store.read(tx -> {
                tx.learnt().each(KIND, spec.metric(), after, row -> {
                    if (row.subject().equals(subject) && row.updated().isAfter(after)) {
                        found.set(row);
                    }
                });
                return true;
            });
            return Optional.ofNullable(found.get()).map(row -> AheadScaler.restore(spec.rule(), row.state()));
        } catch (IllegalArgumentException e) {
            LOG.warn("How to scale {} is learnt afresh", spec.app(), e);
            return Optional.empty();
        }
    }

    boolean due(long now) {
        return kept == Long.MIN_VALUE || Math.abs(now - kept) >= EVERY;
    }

    /** Writes it down; a failure is logged, and it is tried again when it is due again. */
    void keep(byte[] state, long now) {
        kept = now;
        try {
            store.write(tx -> {
                tx.learnt()
                        .putUnlessOlder(
                                new LearntRow(KIND, spec.metric(), subject, "", state, Instant.ofEpochMilli(now)));
                return true;
            });
        } catch (StoreException e) {
            LOG.warn("How to scale {} could not be written down; a restart would go on from before", spec.app(), e);
        }
    }
}
