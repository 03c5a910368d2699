package io.shiyun.watch.engine;

import io.shiyun.store.SilenceRow;
import io.shiyun.store.Store;
import io.shiyun.store.StoreException;
import io.shiyun.watch.Matcher;
import io.shiyun.watch.Silence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The silences of a store, which any of its watches may change. Thread-safe. */
final class Silences {
    private static final int MOST = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(Silences.class);

    private final Store store;
    private volatile List<Silence> latest = List.of();

    Silences(Store store) {
        this.store = store;
    }

    /** Returns those that have not ended. */
    List<Silence> list(Instant now) {
        Map<String, Silence> read = latest.stream().collect(Collectors.toMap(Silence::id, Function.identity()));
        List<SilenceRow> rows = store.read(tx -> tx.silences().list(now, MOST));
        List<Silence> all = rows.stream()
                .map(row -> read.containsKey(row.id()) ? read.get(row.id()) : of(row))
                .toList();
        latest = all;
        return all;
    }

    /** As {@link #list}, or what was read last when the store cannot be read. */
    List<Silence> listOrLatest(Instant now) {
        try {
            return list(now);
        } catch (StoreException e) {
            LOG.warn("The silences could not be read; those known until now count", e);
            return latest;
        }
    }

    Silence add(List<Matcher> matchers, Instant from, Instant to, String by, String comment, Instant now) {
        if (list(now).size() >= MOST) {
            throw new IllegalStateException("there are " + MOST + " silences already; end some");
        }
        Silence silence = new Silence(UUID.randomUUID().toString(), matchers, from, to, by, comment);
        List<String> texts = matchers.stream().map(Matcher::toString).toList();
        store.write(tx -> {
            tx.silences().put(new SilenceRow(silence.id(), texts, from, to, by, comment));
            return true;
        });
        return silence;
    }

    /** Ends one at once; answers false when there is none of this id. */
    boolean delete(String id) {
        return store.write(tx -> tx.silences().delete(id));
    }

    private static Silence of(SilenceRow row) {
        return new Silence(
                row.id(),
                row.matchers().stream().map(Matcher::parse).toList(),
                row.from(),
                row.to(),
                row.by(),
                row.comment());
    }
}
