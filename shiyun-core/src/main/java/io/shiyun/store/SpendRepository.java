package io.shiyun.store;

import io.shiyun.store.SpendRow.State;
import java.util.List;
import java.util.Optional;

/** The money that is held for creates, until it is settled. */
public final class SpendRepository {
    private static final String COLUMNS =
            "intent, epoch, state, resource, cloud, region, actor, project, app, amount, currency";

    private final Tx tx;

    SpendRepository(Tx tx) {
        this.tx = tx;
    }

    /** Keeps that money is to be held before this is sent. */
    public void insert(SpendRow row) {
        tx.writing()
                .update(
                        "INSERT INTO spend (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        row.intent(),
                        row.epoch(),
                        row.state(),
                        row.resource(),
                        row.cloud(),
                        row.region(),
                        row.actor(),
                        row.project(),
                        row.app(),
                        row.amount(),
                        row.currency());
    }

    /** Keeps what is to be done with what is held, if anything is and that was not decided before. */
    public void decide(String intent, int epoch, State state) {
        tx.writing()
                .update(
                        "UPDATE spend SET state = ? WHERE intent = ? AND epoch = ? AND state = 'OPEN'",
                        state,
                        intent,
                        epoch);
    }

    /** Forgets what is settled. */
    public void delete(String intent, int epoch) {
        tx.writing().update("DELETE FROM spend WHERE intent = ? AND epoch = ?", intent, epoch);
    }

    /** What is held for an epoch. */
    public Optional<SpendRow> get(String intent, int epoch) {
        return tx.reading()
                .first(
                        "SELECT " + COLUMNS + " FROM spend WHERE intent = ? AND epoch = ?",
                        SpendRepository::row,
                        intent,
                        epoch);
    }

    /** What is decided and not settled yet, in the order of the operations, at most so many. */
    public List<SpendRow> due(int limit) {
        return tx.reading()
                .list(
                        "SELECT " + COLUMNS + " FROM spend WHERE state <> 'OPEN' ORDER BY intent, epoch LIMIT ?",
                        SpendRepository::row,
                        limit);
    }

    private static SpendRow row(Row row) {
        return new SpendRow(
                row.text("intent"),
                (int) row.number("epoch"),
                State.valueOf(row.text("state")),
                row.text("resource"),
                row.text("cloud"),
                row.text("region"),
                row.text("actor"),
                row.text("project"),
                row.text("app"),
                row.text("amount"),
                row.text("currency"));
    }
}
