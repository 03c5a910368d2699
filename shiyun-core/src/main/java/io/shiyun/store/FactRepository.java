package io.shiyun.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What clouds last said, for answers while they are silent. Bounded: the oldest go first. */
public final class FactRepository {
    private static final String SELECT = "SELECT cloud, service, region, key, text, at FROM fact WHERE ";

    private final Tx tx;

    FactRepository(Tx tx) {
        this.tx = tx;
    }

    /** Keeps a fact in place of an older one of the same key; an older fact never replaces a newer one. */
    public void put(FactRow row) {
        tx.writing()
                .update(
                        "INSERT INTO fact (cloud, service, region, key, text, at) VALUES (?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT (cloud, service, region, key)"
                                + " DO UPDATE SET text = excluded.text, at = excluded.at WHERE excluded.at >= fact.at",
                        row.cloud(),
                        row.service(),
                        row.region(),
                        row.key(),
                        row.text(),
                        row.at());
    }

    /** What was last said about one key. */
    public Optional<FactRow> get(String cloud, String service, String region, String key) {
        return tx.reading()
                .first(
                        SELECT + "cloud = ? AND service = ? AND region = ? AND key = ?",
                        FactRepository::row,
                        cloud,
                        service,
                        region,
                        key);
    }

    /** What was last said by a service in a region, by key after this one (empty to start), at most so many. */
    public List<FactRow> list(String cloud, String service, String region, String afterKey, int limit) {
        return tx.reading()
                .list(
                        SELECT + "cloud = ? AND service = ? AND region = ? AND key > ? ORDER BY key LIMIT ?",
                        FactRepository::row,
                        cloud,
                        service,
                        region,
                        afterKey,
                        limit);
    }

    /** Forgets one fact; answers whether it was known. */
    public boolean delete(String cloud, String service, String region, String key) {
        return tx.writing()
                        .update(
                                "DELETE FROM fact WHERE cloud = ? AND service = ? AND region = ? AND key = ?",
                                cloud,
                                service,
                                region,
                                key)
                > 0;
    }

    /** Forgets facts of a service in a region that are older than that time, as after a complete list. */
    public int deleteOlder(String cloud, String service, String region, Instant before) {
        return tx.writing()
                .update(
                        "DELETE FROM fact WHERE cloud = ? AND service = ? AND region = ? AND at < ?",
                        cloud,
                        service,
                        region,
                        before);
    }

    /** Forgets the oldest facts beyond so many; answers how many went. */
    public int trim(int keep) {
        long over = tx.reading().number("SELECT count(*) FROM fact") - keep;
        if (over <= 0) {
            return 0;
        }
        List<FactRow> oldest = tx.reading()
                .list(SELECT + "1 = 1 ORDER BY at, cloud, service, region, key LIMIT ?", FactRepository::row, over);
        oldest.forEach(row -> delete(row.cloud(), row.service(), row.region(), row.key()));
        return oldest.size();
    }

    private static FactRow row(Row row) {
        return new FactRow(
                row.text("cloud"),
                row.text("service"),
                row.text("region"),
                row.text("key"),
                row.text("text"),
                row.time("at"));
    }
}
