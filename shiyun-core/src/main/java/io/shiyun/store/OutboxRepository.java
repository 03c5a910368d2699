package io.shiyun.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Notices on their way, and the latest that ended. One is written in the transaction of the change it tells of, so that
 * it is lost with it or not at all.
 */
public final class OutboxRepository {
    private static final String SELECT = "SELECT id, target, subject, body, state, attempts, created, next_at, ended,"
            + " error FROM notice_outbox WHERE ";

    private final Tx tx;

    OutboxRepository(Tx tx) {
        this.tx = tx;
    }

    /** Queues a notice; answers false, and changes nothing, when its id is known already. */
    public boolean add(NoticeRow row) {
        return tx.writing()
                        .update(
                                "INSERT INTO notice_outbox (id, target, subject, body, state, attempts, created,"
                                        + " next_at, ended, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                        + " ON CONFLICT (id) DO NOTHING",
                                row.id(),
                                row.target(),
                                row.subject(),
                                Lines.text(row.body()),
                                row.state(),
                                row.attempts(),
                                row.created(),
                                row.nextAt(),
                                row.ended(),
                                row.error())
                > 0;
    }

    /**
     * Takes the next notices of a target: those due, the oldest of each subject, and puts their next attempt off to
     * {@code until}, so that nobody else takes them meanwhile, and they are tried again after a crash.
     */
    public List<NoticeRow> claim(String target, Instant now, Instant until, int limit) {
        List<NoticeRow> due = tx.reading()
                .list(
                        SELECT + "target = ? AND state = 'WAITING' AND next_at <= ? AND NOT EXISTS (SELECT 1"
                                + " FROM notice_outbox AS earlier WHERE earlier.target = notice_outbox.target"
                                + " AND earlier.subject = notice_outbox.subject AND earlier.state = 'WAITING'"
                                + " AND (earlier.created, earlier.id) < (notice_outbox.created, notice_outbox.id))"
                                + " ORDER BY created, id LIMIT ?",
                        OutboxRepository::row,
                        target,
                        now,
                        limit);
        due.forEach(row -> tx.writing()
                .update("UPDATE notice_outbox SET next_at = ?, attempts = attempts + 1 WHERE id = ?", until, row.id()));
        return due;
    }

    /** Notes that the target took a notice. */
    public void delivered(String id, Instant now) {
        end(id, NoticeState.DELIVERED, now, "");
    }

    /** Notes that a notice will not be delivered. */
    public void givenUp(String id, Instant now, String error) {
        end(id, NoticeState.GIVEN_UP, now, error);
    }

    private void end(String id, NoticeState state, Instant now, String error) {
        tx.writing()
                .update(
                        "UPDATE notice_outbox SET state = ?, ended = ?, error = ? WHERE id = ? AND state = 'WAITING'",
                        state,
                        now,
                        error,
                        id);
    }

    /** Notes that an attempt failed and when to try again. */
    public void failed(String id, Instant nextAt, String error) {
        tx.writing()
                .update(
                        "UPDATE notice_outbox SET next_at = ?, error = ? WHERE id = ? AND state = 'WAITING'",
                        nextAt,
                        error,
                        id);
    }

    /** Gives up what was queued before then and still waits, as when its target is gone; answers how many. */
    public int giveUpOlder(Instant before, Instant now, String error) {
        return tx.writing()
                .update(
                        "UPDATE notice_outbox SET state = 'GIVEN_UP', ended = ?, error = ?"
                                + " WHERE state = 'WAITING' AND created < ?",
                        now,
                        error,
                        before);
    }

    /** Queues a notice that was given up once more; answers whether there was one. */
    public boolean retry(String id, Instant now) {
        return tx.writing()
                        .update(
                                "UPDATE notice_outbox SET state = 'WAITING', ended = NULL, attempts = 0, created = ?,"
                                        + " next_at = ? WHERE id = ? AND state = 'GIVEN_UP'",
                                now,
                                now,
                                id)
                > 0;
    }

    /** One notice. */
    public Optional<NoticeRow> get(String id) {
        return tx.reading().first(SELECT + "id = ?", OutboxRepository::row, id);
    }

    /** The notices in a state, the oldest first, at most so many. */
    public List<NoticeRow> list(NoticeState state, int limit) {
        return tx.reading()
                .list(SELECT + "state = ? ORDER BY created, id LIMIT ?", OutboxRepository::row, state, limit);
    }

    /** How many notices are in a state. */
    public long count(NoticeState state) {
        return tx.reading().number("SELECT count(*) FROM notice_outbox WHERE state = ?", state);
    }

    /** Forgets those that ended before then. */
    public int deleteEnded(Instant before) {
        return tx.writing().update("DELETE FROM notice_outbox WHERE state <> 'WAITING' AND ended < ?", before);
    }

    private static NoticeRow row(Row row) {
        return new NoticeRow(
                row.text("id"),
                row.text("target"),
                row.text("subject"),
                row.map("body"),
                NoticeState.valueOf(row.text("state")),
                (int) row.number("attempts"),
                row.time("created"),
                row.time("next_at"),
                row.timeOrNull("ended"),
                row.text("error"));
    }
}
