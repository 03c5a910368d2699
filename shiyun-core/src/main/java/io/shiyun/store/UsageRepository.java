package io.shiyun.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What runs and what ran. Opened and closed in the transaction that changes the state of the thing itself. */
public final class UsageRepository {
    private static final String COLUMNS = "id, who, resource, kind, cloud, region, zone, project, app, host, shape,"
            + " tags, from_at, to_at, quantity, unit, unit_price, currency, intent_id";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM usage_record WHERE ";

    private final Tx tx;

    UsageRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * Writes a record down, open or closed.
     *
     * @throws StoreException of kind CONFLICT if the id is there already, or an open record of the same cloud, resource
     *     and kind: a thing is not charged twice at a time
     */
    public UsageRow insert(UsageRow row) {
        tx.writing()
                .update(
                        "INSERT INTO usage_record (" + COLUMNS
                                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        row.id(),
                        row.who(),
                        row.resource(),
                        row.kind(),
                        row.cloud(),
                        row.region(),
                        row.zone(),
                        row.project(),
                        row.app(),
                        row.host(),
                        row.shape(),
                        Lines.text(row.tags()),
                        row.from(),
                        row.to(),
                        row.quantity(),
                        row.unit(),
                        row.unitPrice(),
                        row.currency(),
                        row.intentId());
        return row;
    }

    /** Opens a record unless one is open for the same cloud, resource and kind; answers the open one. */
    public UsageRow open(UsageRow row) {
        return findOpen(row.cloud(), row.resource(), row.kind()).orElseGet(() -> insert(row));
    }

    /**
     * Closes what is open for a resource. An end before the beginning, as after a clock jump, closes it at its
     * beginning.
     *
     * @return how many records were open: 0 if it was closed before, which is no error
     */
    public int close(String cloud, String resource, String kind, Instant at) {
        return tx.writing()
                .update(
                        "UPDATE usage_record SET to_at = CASE WHEN from_at > ? THEN from_at ELSE ? END"
                                + " WHERE cloud = ? AND resource = ? AND kind = ? AND to_at IS NULL",
                        at,
                        at,
                        cloud,
                        resource,
                        kind);
    }

    /** The open record of a resource. */
    public Optional<UsageRow> findOpen(String cloud, String resource, String kind) {
        return tx.reading()
                .first(
                        SELECT + "cloud = ? AND resource = ? AND kind = ? AND to_at IS NULL",
                        UsageRepository::row,
                        cloud,
                        resource,
                        kind);
    }

    /** What is open in a cloud, after this id in the order of ids (empty to start), at most so many. */
    public List<UsageRow> open(String cloud, String afterId, int limit) {
        return tx.reading()
                .list(
                        SELECT + "to_at IS NULL AND cloud = ? AND id > ? ORDER BY id LIMIT ?",
                        UsageRepository::row,
                        cloud,
                        afterId,
                        limit);
    }

    /** Hands over every record that touches the time from the first instant to before the second, by id. */
    public void each(Instant from, Instant to, Consumer<UsageRow> action) {
        tx.reading()
                .each(
                        SELECT + "from_at < ? AND (to_at IS NULL OR to_at > ?) ORDER BY id",
                        row -> action.accept(row(row)),
                        to,
                        from);
    }

    /** One page of {@link #each}, after this id (empty to start), at most so many. */
    public List<UsageRow> list(Instant from, Instant to, String afterId, int limit) {
        return tx.reading()
                .list(
                        SELECT + "from_at < ? AND (to_at IS NULL OR to_at > ?) AND id > ? ORDER BY id LIMIT ?",
                        UsageRepository::row,
                        to,
                        from,
                        afterId,
                        limit);
    }

    /** Forgets records that were closed before that time; answers how many. */
    public int prune(Instant before) {
        return tx.writing().update("DELETE FROM usage_record WHERE to_at IS NOT NULL AND to_at < ?", before);
    }

    private static UsageRow row(Row row) {
        return new UsageRow(
                row.text("id"),
                row.text("who"),
                row.text("resource"),
                row.text("kind"),
                row.text("cloud"),
                row.text("region"),
                row.text("zone"),
                row.text("project"),
                row.text("app"),
                row.text("host"),
                row.text("shape"),
                row.map("tags"),
                row.time("from_at"),
                row.timeOrNull("to_at"),
                row.decimal("quantity"),
                row.text("unit"),
                row.decimal("unit_price"),
                row.text("currency"),
                row.text("intent_id"));
    }
}
