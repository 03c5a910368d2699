package io.shiyun.store;

import java.time.Instant;
import java.util.List;

/** The silences that have not ended. */
public final class SilenceRepository {
    private final Tx tx;

    SilenceRepository(Tx tx) {
        this.tx = tx;
    }

    /** Keeps a silence in place of one of the same id. */
    public void put(SilenceRow row) {
        tx.writing()
                .update(
                        "INSERT INTO silence (id, matchers, from_at, to_at, author, comment) VALUES (?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT (id) DO UPDATE SET matchers = excluded.matchers,"
                                + " from_at = excluded.from_at, to_at = excluded.to_at, author = excluded.author,"
                                + " comment = excluded.comment",
                        row.id(),
                        Lines.list(row.matchers()),
                        row.from(),
                        row.to(),
                        row.by(),
                        row.comment());
    }

    /** Ends a silence at once; answers whether it was known. */
    public boolean delete(String id) {
        return tx.writing().update("DELETE FROM silence WHERE id = ?", id) > 0;
    }

    /** Forgets those that ended before then. */
    public int deleteEnded(Instant before) {
        return tx.writing().update("DELETE FROM silence WHERE to_at < ?", before);
    }

    /** The silences that end after {@code now}, the first to end first, at most so many. */
    public List<SilenceRow> list(Instant now, int limit) {
        return tx.reading()
                .list(
                        "SELECT id, matchers, from_at, to_at, author, comment FROM silence WHERE to_at > ?"
                                + " ORDER BY to_at, id LIMIT ?",
                        row -> new SilenceRow(
                                row.text("id"),
                                Lines.items(row.text("matchers")),
                                row.time("from_at"),
                                row.time("to_at"),
                                row.text("author"),
                                row.text("comment")),
                        now,
                        limit);
    }
}
