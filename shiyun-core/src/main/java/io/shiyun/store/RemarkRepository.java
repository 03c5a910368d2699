package io.shiyun.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The latest alarms of series, and what people said of them. */
public final class RemarkRepository {
    private static final String ALARM = "SELECT metric, subject, since, cause FROM alarm WHERE ";
    private static final String REMARK =
            "SELECT id, metric, subject, kind, event, cause, author, at, note FROM remark WHERE ";

    private final Tx tx;

    RemarkRepository(Tx tx) {
        this.tx = tx;
    }

    /** Keeps an alarm. */
    public void raise(AlarmRow row) {
        tx.writing()
                .update(
                        "INSERT INTO alarm (metric, subject, since, cause) VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT (metric, subject, since) DO UPDATE SET cause = excluded.cause",
                        row.metric(),
                        Lines.text(row.subject()),
                        row.since(),
                        row.cause());
    }

    /** Forgets all but the latest so many alarms. */
    public int trimAlarms(int keep) {
        return tx.writing()
                .update(
                        "DELETE FROM alarm WHERE since < (SELECT since FROM alarm ORDER BY since DESC LIMIT 1 OFFSET ?)",
                        keep - 1);
    }

    /** The alarm of a series whose event began then. */
    public Optional<AlarmRow> alarm(String metric, Map<String, String> subject, Instant since) {
        return tx.reading()
                .first(
                        ALARM + "metric = ? AND subject = ? AND since = ?",
                        RemarkRepository::alarm,
                        metric,
                        Lines.text(subject),
                        since);
    }

    /** The alarms of a metric whose events began until then, the latest first, at most so many. */
    public List<AlarmRow> alarms(String metric, Instant until, int limit) {
        return tx.reading()
                .list(
                        ALARM + "metric = ? AND since <= ? ORDER BY since DESC LIMIT ?",
                        RemarkRepository::alarm,
                        metric,
                        until,
                        limit);
    }

    /** Keeps a remark. */
    public void add(RemarkRow row) {
        tx.writing()
                .update(
                        "INSERT INTO remark (id, metric, subject, kind, event, cause, author, at, note)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        row.id(),
                        row.metric(),
                        Lines.text(row.subject()),
                        row.kind(),
                        row.event(),
                        row.cause(),
                        row.by(),
                        row.at(),
                        row.note());
    }

    /** Forgets a remark; answers whether it was known. */
    public boolean delete(String id) {
        return tx.writing().update("DELETE FROM remark WHERE id = ?", id) > 0;
    }

    /** The remarks on a series, the oldest first, at most so many. */
    public List<RemarkRow> of(String metric, Map<String, String> subject, int limit) {
        return tx.reading()
                .list(
                        REMARK + "metric = ? AND subject = ? ORDER BY at, id LIMIT ?",
                        RemarkRepository::remark,
                        metric,
                        Lines.text(subject),
                        limit);
    }

    /** All remarks, the oldest first, at most so many. */
    public List<RemarkRow> list(int limit) {
        return tx.reading().list(REMARK + "1 = 1 ORDER BY at, id LIMIT ?", RemarkRepository::remark, limit);
    }

    private static AlarmRow alarm(Row row) {
        return new AlarmRow(row.text("metric"), row.map("subject"), row.time("since"), row.text("cause"));
    }

    private static RemarkRow remark(Row row) {
        return new RemarkRow(
                row.text("id"),
                row.text("metric"),
                row.map("subject"),
                row.text("kind"),
                row.time("event"),
                row.text("cause"),
                row.text("author"),
                row.time("at"),
                row.text("note"));
    }
}
