package io.shiyun.store;

import io.shiyun.store.StoreException.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The revisions of apps and which of them is current. */
public final class RevisionRepository {
    private static final String SELECT =
            "SELECT app, number, order_text, order_hash, state, note, created FROM revision WHERE ";

    private final Tx tx;

    RevisionRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * Adds the next revision of an app and forgets the oldest beyond so many; the current one always stays. Numbers are
     * never used again.
     */
    public RevisionRow add(String app, FrozenOrder order, String state, String note, Instant now, int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException("keep must be 1 or more, was " + keep);
        }
        Sql sql = tx.writing();
        int number = (int) sql.number("SELECT max(number) FROM revision WHERE app = ?", app) + 1;
        RevisionRow row = new RevisionRow(app, number, order, state, note, now);
        sql.update(
                "INSERT INTO revision (app, number, order_text, order_hash, state, note, created)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                app,
                number,
                order.text(),
                order.hash(),
                state,
                note,
                row.created());
        sql.update(
                "DELETE FROM revision WHERE app = ? AND number <= ?"
                        + " AND number NOT IN (SELECT number FROM revision_current WHERE app = ?)",
                app,
                number - keep,
                app);
        return row;
    }

    /** Keeps a changed state and note. */
    public void update(String app, int number, String state, String note) {
        if (tx.writing()
                        .update(
                                "UPDATE revision SET state = ?, note = ? WHERE app = ? AND number = ?",
                                state,
                                note,
                                app,
                                number)
                == 0) {
            throw unknown(app, number);
        }
    }

    /** Makes a revision the current one. */
    public void makeCurrent(String app, int number, Instant now) {
        if (get(app, number).isEmpty()) {
            throw unknown(app, number);
        }
        tx.writing()
                .update(
                        "INSERT INTO revision_current (app, number, updated) VALUES (?, ?, ?)"
                                + " ON CONFLICT (app) DO UPDATE SET number = excluded.number, updated ="
                                + " excluded.updated",
                        app,
                        number,
                        now);
    }

    /** The current revision of an app. */
    public Optional<RevisionRow> current(String app) {
        return tx.reading()
                .first(
                        SELECT + "app = ? AND number = (SELECT number FROM revision_current WHERE app = ?)",
                        RevisionRepository::row,
                        app,
                        app);
    }

    /** One revision. */
    public Optional<RevisionRow> get(String app, int number) {
        return tx.reading().first(SELECT + "app = ? AND number = ?", RevisionRepository::row, app, number);
    }

    /** The revisions kept of an app, newest first. */
    public List<RevisionRow> list(String app) {
        return tx.reading().list(SELECT + "app = ? ORDER BY number DESC", RevisionRepository::row, app);
    }

    /** The apps that have revisions, after this one in the order of names (empty to start), at most so many. */
    public List<String> apps(String after, int limit) {
        return tx.reading()
                .list(
                        "SELECT DISTINCT app FROM revision WHERE app > ? ORDER BY app LIMIT ?",
                        row -> row.text("app"),
                        after,
                        limit);
    }

    /** Forgets an app; answers how many revisions it had. */
    public int delete(String app) {
        tx.writing().update("DELETE FROM revision_current WHERE app = ?", app);
        return tx.writing().update("DELETE FROM revision WHERE app = ?", app);
    }

    private static StoreException unknown(String app, int number) {
        return new StoreException(Kind.CONFLICT, null, "The app " + app + " has no revision " + number);
    }

    private static RevisionRow row(Row row) {
        return new RevisionRow(
                row.text("app"),
                (int) row.number("number"),
                new FrozenOrder(row.text("order_text"), row.text("order_hash")),
                row.text("state"),
                row.text("note"),
                row.time("created"));
    }
}
