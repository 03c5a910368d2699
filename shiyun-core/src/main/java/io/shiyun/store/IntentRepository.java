package io.shiyun.store;

import io.shiyun.store.StoreException.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The journal of what we are about to do. A row is committed before the first byte of its request leaves, and each
 * change of it is refused unless it comes from the present owner.
 */
public final class IntentRepository {
    private static final String COLUMNS = "id, epoch, parent, kind, resource, cloud, region, token, order_text,"
            + " order_hash, tags, state, ticket, result, problem, remains, deadline, owner, lease_until, fencing,"
            + " created, updated";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM intent WHERE ";

    private final Tx tx;

    IntentRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * Writes a new intent down.
     *
     * @throws StoreException of kind CONFLICT if this epoch of the operation, or its token, is there already
     */
    public IntentRow insert(IntentRow row) {
        tx.writing()
                .update(
                        "INSERT INTO intent (" + COLUMNS
                                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        row.id(),
                        row.epoch(),
                        row.parent(),
                        row.kind(),
                        row.resource(),
                        row.cloud(),
                        row.region(),
                        row.token(),
                        row.order().text(),
                        row.order().hash(),
                        Lines.text(row.tags()),
                        row.state(),
                        row.ticket(),
                        row.result(),
                        row.problem(),
                        Lines.list(row.remains()),
                        row.deadline(),
                        row.owner(),
                        row.leaseUntil(),
                        row.fencing(),
                        row.created(),
                        row.updated());
        return row;
    }

    /**
     * Keeps the changed state, ticket, result, problem and remains of an intent, and the time of it.
     *
     * @return the row as kept
     * @throws StoreException of kind STALE if the intent has another owner by now, is finished, or is unknown: this
     *     process must stop working on it
     */
    public IntentRow update(IntentRow row, Instant now) {
        int changed = tx.writing()
                .update(
                        "UPDATE intent SET state = ?, ticket = ?, result = ?, problem = ?, remains = ?, updated = ?"
                                + " WHERE id = ? AND epoch = ? AND owner = ? AND fencing = ? AND "
                                + IntentState.UNFINISHED,
                        row.state(),
                        row.ticket(),
                        row.result(),
                        row.problem(),
                        Lines.list(row.remains()),
                        now,
                        row.id(),
                        row.epoch(),
                        row.owner(),
                        row.fencing());
        if (changed == 0) {
            throw stale(row);
        }
        return get(row.id(), row.epoch()).orElseThrow();
    }

    private StoreException stale(IntentRow row) {
        String why = get(row.id(), row.epoch())
                .map(kept -> kept.finished()
                        ? "it is finished (" + kept.state() + ")"
                        : "it belongs to " + kept.owner() + " with fencing number " + kept.fencing() + " now, not to "
                                + row.owner() + " with " + row.fencing())
                .orElse("it is unknown");
        return new StoreException(
                Kind.STALE,
                null,
                "The intent " + row.id() + " (epoch " + row.epoch() + ") was not changed: " + why
                        + ". Stop working on it and read it again");
    }

    /** One epoch of an operation. */
    public Optional<IntentRow> get(String id, int epoch) {
        return tx.reading().first(SELECT + "id = ? AND epoch = ?", IntentRepository::row, id, epoch);
    }

    /** The latest epoch of an operation. */
    public Optional<IntentRow> latest(String id) {
        return tx.reading().first(SELECT + "id = ? ORDER BY epoch DESC LIMIT 1", IntentRepository::row, id);
    }

    /** All epochs of an operation, first to last. */
    public List<IntentRow> epochs(String id) {
        return tx.reading().list(SELECT + "id = ? ORDER BY epoch", IntentRepository::row, id);
    }

    /** The intent that sent this token. */
    public Optional<IntentRow> byToken(String token) {
        return tx.reading().first(SELECT + "token = ?", IntentRepository::row, token);
    }

    /** The intents that made, or are about something with, this id, newest first, at most 100. */
    public List<IntentRow> byResult(String resultId) {
        return tx.reading()
                .list(SELECT + "result = ? ORDER BY created DESC, id LIMIT 100", IntentRepository::row, resultId);
    }

    /** What is not finished, oldest first, at most so many. */
    public List<IntentRow> unfinished(int limit) {
        return tx.reading()
                .list(
                        SELECT + IntentState.UNFINISHED + " ORDER BY created, id, epoch LIMIT ?",
                        IntentRepository::row,
                        limit);
    }

    /** What is not finished for one logical resource, oldest first: to be resumed before new work on it. */
    public List<IntentRow> unfinishedOf(String resource) {
        return tx.reading()
                .list(
                        SELECT + "resource = ? AND " + IntentState.UNFINISHED + " ORDER BY created, id, epoch",
                        IntentRepository::row,
                        resource);
    }

    /** All that was ever meant for one logical resource, newest first, at most so many. */
    public List<IntentRow> byResource(String resource, int limit) {
        return tx.reading()
                .list(
                        SELECT + "resource = ? ORDER BY created DESC, id, epoch DESC LIMIT ?",
                        IntentRepository::row,
                        resource,
                        limit);
    }

    /** What was sent to one cloud, in the order of ids and epochs, after this one (empty and 0 to start), at most so many. */
    public List<IntentRow> byCloud(String cloud, String afterId, int afterEpoch, int limit) {
        return tx.reading()
                .list(
                        SELECT + "cloud = ? AND (id > ? OR (id = ? AND epoch > ?)) ORDER BY id, epoch LIMIT ?",
                        IntentRepository::row,
                        cloud,
                        afterId,
                        afterId,
                        afterEpoch,
                        limit);
    }

    /**
     * Takes an unfinished intent over, if its lease has ended or this owner has it already. The fencing number grows,
     * so that every later write of the owner before is refused.
     *
     * @return the row as owned now, or empty if another owner still holds it, it is finished, or it is unknown
     */
    public Optional<IntentRow> claim(String id, int epoch, String owner, Instant now, Instant until) {
        int changed = tx.writing()
                .update(
                        "UPDATE intent SET owner = ?, lease_until = ?, fencing = fencing + 1"
                                + " WHERE id = ? AND epoch = ? AND (lease_until <= ? OR owner = ?) AND "
                                + IntentState.UNFINISHED,
                        owner,
                        until,
                        id,
                        epoch,
                        now,
                        owner);
        return changed == 0 ? Optional.empty() : get(id, epoch);
    }

    /** Takes over unfinished intents whose lease has ended, oldest first, at most so many. */
    public List<IntentRow> claimExpired(String owner, Instant now, Instant until, int limit) {
        List<IntentRow> expired = tx.reading()
                .list(
                        SELECT + "lease_until <= ? AND " + IntentState.UNFINISHED
                                + " ORDER BY created, id, epoch LIMIT ?",
                        IntentRepository::row,
                        now,
                        limit);
        return expired.stream()
                .flatMap(row -> claim(row.id(), row.epoch(), owner, now, until).stream())
                .toList();
    }

    /**
     * Takes over all unfinished intents of an owner that is known to be dead, without waiting for its leases.
     *
     * @return how many there were
     */
    public int takeOver(String deadOwner, String owner, Instant until) {
        return tx.writing()
                .update(
                        "UPDATE intent SET owner = ?, lease_until = ?, fencing = fencing + 1 WHERE owner = ? AND "
                                + IntentState.UNFINISHED,
                        owner,
                        until,
                        deadOwner);
    }

    /**
     * Takes over one unfinished intent of an owner that is known to be dead, without waiting for its lease.
     *
     * @param row as it was read: taken over only if it did not change hands since
     * @return the row as owned now, or empty if somebody else has it by now, or it is finished
     */
    public Optional<IntentRow> takeOver(IntentRow row, String owner, Instant until) {
        int changed = tx.writing()
                .update(
                        "UPDATE intent SET owner = ?, lease_until = ?, fencing = fencing + 1"
                                + " WHERE id = ? AND epoch = ? AND owner = ? AND fencing = ? AND "
                                + IntentState.UNFINISHED,
                        owner,
                        until,
                        row.id(),
                        row.epoch(),
                        row.owner(),
                        row.fencing());
        return changed == 0 ? Optional.empty() : get(row.id(), row.epoch());
    }

    /** Prolongs the leases of all unfinished intents of an owner, and answers how many there are. */
    public int renew(String owner, Instant until) {
        return tx.writing()
                .update(
                        "UPDATE intent SET lease_until = ? WHERE owner = ? AND " + IntentState.UNFINISHED,
                        until,
                        owner);
    }

    /** The owners of unfinished intents. */
    public List<String> owners() {
        return tx.reading()
                .list(
                        "SELECT DISTINCT owner FROM intent WHERE " + IntentState.UNFINISHED + " ORDER BY owner",
                        row -> row.text("owner"));
    }

    /**
     * Forgets operations all of whose epochs were finished before that time, unless what they made is still in use: who
     * asked for it, and at what price, is asked again when it changes. Answers how many rows went.
     */
    public int prune(Instant before) {
        return tx.writing()
                .update(
                        "DELETE FROM intent WHERE id NOT IN (SELECT id FROM intent WHERE updated >= ? OR "
                                + IntentState.UNFINISHED
                                + " OR result IN (SELECT resource FROM usage_record WHERE to_at IS NULL))",
                        before);
    }

    private static IntentRow row(Row row) {
        return new IntentRow(
                row.text("id"),
                (int) row.number("epoch"),
                row.text("parent"),
                row.text("kind"),
                row.text("resource"),
                row.text("cloud"),
                row.text("region"),
                row.text("token"),
                new FrozenOrder(row.text("order_text"), row.text("order_hash")),
                row.map("tags"),
                IntentState.valueOf(row.text("state")),
                row.text("ticket"),
                row.text("result"),
                row.text("problem"),
                Lines.items(row.text("remains")),
                row.timeOrNull("deadline"),
                row.text("owner"),
                row.time("lease_until"),
                row.number("fencing"),
                row.time("created"),
                row.time("updated"));
    }
}
