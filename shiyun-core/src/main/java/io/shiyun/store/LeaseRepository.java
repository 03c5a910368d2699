package io.shiyun.store;

import io.shiyun.store.StoreException.Kind;
import java.time.Instant;
import java.util.Optional;

/** Locks with an end, shared by the processes that open this store. */
public final class LeaseRepository {
    private final Tx tx;

    LeaseRepository(Tx tx) {
        this.tx = tx;
    }

    /** Takes or prolongs a lease; empty while another owner has it. A change of owner makes the fencing number grow. */
    public Optional<Lease> acquire(String name, String owner, Instant now, Instant until) {
        tx.writing()
                .update(
                        "INSERT INTO lease (name, owner, until, fencing) VALUES (?, ?, ?, 1)"
                                + " ON CONFLICT (name) DO UPDATE SET"
                                + " fencing = CASE WHEN lease.owner = excluded.owner AND lease.until > ?"
                                + " THEN lease.fencing ELSE lease.fencing + 1 END,"
                                + " owner = excluded.owner, until = excluded.until"
                                + " WHERE lease.owner = excluded.owner OR lease.until <= ?",
                        name,
                        owner,
                        until,
                        now,
                        now);
        return get(name)
                .filter(lease -> lease.owner().equals(owner) && lease.until().equals(Times.cut(until)));
    }

    /** Who has a lease, or had it last. */
    public Optional<Lease> get(String name) {
        return tx.reading()
                .first(
                        "SELECT name, owner, until, fencing FROM lease WHERE name = ?",
                        row -> new Lease(row.text("name"), row.text("owner"), row.time("until"), row.number("fencing")),
                        name);
    }

    /**
     * Makes sure, inside the transaction of an act, that the lease still is what it was.
     *
     * @throws StoreException of kind STALE if another owner has had it since
     */
    public void require(Lease lease) {
        if (get(lease.name()).filter(kept -> kept.fencing() == lease.fencing()).isEmpty()) {
            throw new StoreException(
                    Kind.STALE,
                    null,
                    "The lease " + lease.name() + " is no longer held by " + lease.owner()
                            + ": stop, and acquire it again");
        }
    }

    /** Gives a lease back; harmless if it is lost already. The fencing number stays, so that it keeps growing. */
    public void release(Lease lease, Instant now) {
        tx.writing()
                .update(
                        "UPDATE lease SET until = ? WHERE name = ? AND owner = ? AND fencing = ?",
                        now,
                        lease.name(),
                        lease.owner(),
                        lease.fencing());
    }
}
