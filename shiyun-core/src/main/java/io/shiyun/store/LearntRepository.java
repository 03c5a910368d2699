package io.shiyun.store;

import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** What the watch has learnt of series and wholes. */
public final class LearntRepository {
    private static final String SELECT = "SELECT kind, metric, subject, form, state, updated FROM learnt WHERE ";

    /** At a time; the rest goes the next time. */
    private static final int MOST_TRIMMED = 100_000;

    private final Tx tx;

    LearntRepository(Tx tx) {
        this.tx = tx;
    }

    /** Keeps what was learnt in place of what was before. */
    public void put(LearntRow row) {
        put(row, "");
    }

    /** As {@link #put}, unless what is kept was learnt later, by another process that went on from here. */
    public void putUnlessOlder(LearntRow row) {
        put(row, " WHERE excluded.updated >= learnt.updated");
    }

    private void put(LearntRow row, String where) {
        tx.writing()
                .update(
                        "INSERT INTO learnt (kind, metric, subject, form, state, updated) VALUES (?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT (kind, metric, subject) DO UPDATE SET form = excluded.form,"
                                + " state = excluded.state, updated = excluded.updated" + where,
                        row.kind(),
                        row.metric(),
                        Lines.text(row.subject()),
                        row.form(),
                        row.state(),
                        row.updated());
    }

    /** Hands over what was fed since then, one row at a time, the least recently fed first. */
    public void each(Instant since, Consumer<LearntRow> action) {
        tx.reading().each(SELECT + "updated >= ? ORDER BY updated", row -> action.accept(row(row)), since);
    }

    /** As {@link #each(Instant, Consumer)} of one kind and metric. */
    public void each(String kind, String metric, Instant since, Consumer<LearntRow> action) {
        tx.reading()
                .each(
                        SELECT + "kind = ? AND metric = ? AND updated >= ? ORDER BY updated",
                        row -> action.accept(row(row)),
                        kind,
                        metric,
                        since);
    }

    /** Answers whether anything was learnt of a series. */
    public boolean knows(String kind, String metric, Map<String, String> subject) {
        return tx.reading()
                        .number(
                                "SELECT count(*) FROM learnt WHERE kind = ? AND metric = ? AND subject = ?",
                                kind,
                                metric,
                                Lines.text(subject))
                > 0;
    }

    /** Forgets what was last fed before then; answers how much. */
    public int deleteOlder(Instant before) {
        return tx.writing().update("DELETE FROM learnt WHERE updated < ?", before);
    }

    /** Forgets all but so many of a kind, the least recently fed first; answers how much. */
    public int trim(String kind, int keep) {
        return tx.writing()
                .update(
                        "DELETE FROM learnt WHERE kind = ? AND (metric, subject) IN (SELECT metric, subject FROM learnt"
                                + " WHERE kind = ? ORDER BY updated DESC, metric, subject LIMIT ? OFFSET ?)",
                        kind,
                        kind,
                        MOST_TRIMMED,
                        keep);
    }

    private static LearntRow row(Row row) {
        return new LearntRow(
                row.text("kind"),
                row.text("metric"),
                row.map("subject"),
                row.text("form"),
                row.bytes("state"),
                row.time("updated"));
    }
}
