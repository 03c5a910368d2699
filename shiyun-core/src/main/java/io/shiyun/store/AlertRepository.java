package io.shiyun.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The states of alerts, and when they were last evaluated. */
public final class AlertRepository {
    private static final String SELECT = "SELECT fingerprint, rule, subject, machine, phase, began, notified,"
            + " notified_severity, notified_at, updated FROM alert_state WHERE ";

    private final Tx tx;

    AlertRepository(Tx tx) {
        this.tx = tx;
    }

    /** Keeps a state in place of the one before. */
    public void put(AlertRow row) {
        tx.writing()
                .update(
                        "INSERT INTO alert_state (fingerprint, rule, subject, machine, phase, began, notified,"
                                + " notified_severity, notified_at, updated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT (fingerprint) DO UPDATE SET rule = excluded.rule,"
                                + " subject = excluded.subject, machine = excluded.machine, phase = excluded.phase,"
                                + " began = excluded.began, notified = excluded.notified,"
                                + " notified_severity = excluded.notified_severity,"
                                + " notified_at = excluded.notified_at, updated = excluded.updated",
                        row.fingerprint(),
                        row.rule(),
                        Lines.text(row.subject()),
                        row.machine(),
                        row.phase(),
                        row.began(),
                        row.notified(),
                        row.notifiedSeverity(),
                        row.notifiedAt(),
                        row.updated());
    }

    /** Forgets a state; harmless when it is gone. */
    public void delete(String fingerprint) {
        tx.writing().update("DELETE FROM alert_state WHERE fingerprint = ?", fingerprint);
    }

    /** States by fingerprint after this one (empty to start), at most so many. */
    public List<AlertRow> list(String after, int limit) {
        return tx.reading()
                .list(
                        SELECT + "fingerprint > ? ORDER BY fingerprint LIMIT ?",
                        row -> new AlertRow(
                                row.text("fingerprint"),
                                row.text("rule"),
                                row.map("subject"),
                                row.text("machine"),
                                row.text("phase"),
                                row.timeOrNull("began"),
                                row.text("notified"),
                                (int) row.number("notified_severity"),
                                row.timeOrNull("notified_at"),
                                row.time("updated")),
                        after,
                        limit);
    }

    /** Keeps the time of an evaluation, so that a restart knows how long it was away. */
    public void beat(Instant at) {
        tx.writing()
                .update(
                        "INSERT INTO watch_beat (one, at) VALUES (1, ?)"
                                + " ON CONFLICT (one) DO UPDATE SET at = excluded.at",
                        at);
    }

    /** The time of the latest evaluation. */
    public Optional<Instant> beat() {
        return tx.reading().first("SELECT at FROM watch_beat WHERE one = 1", row -> row.time("at"));
    }
}
