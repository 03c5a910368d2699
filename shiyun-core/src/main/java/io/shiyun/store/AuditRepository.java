package io.shiyun.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The audit log. Each row carries a keyed hash over itself and the row before, and one head row says where the chain
 * ends, so that an edit, a removal (of the end too), an insertion and a change of order are found. What protects
 * against someone who has the whole file, key included, is a copy of the head kept elsewhere: see {@link #head}.
 */
public final class AuditRepository {
    /** The most rows one question answers. */
    public static final int PAGE = 1000;

    private static final String SELECT = "SELECT seq, at, actor, operation, cloud, region, subject, outcome, reason,"
            + " certainty, request_id, intent_id, duration_nanos, prev_hash, hash FROM audit WHERE ";
    private static final String ORIGIN = "0".repeat(64);

    /** Where the chain begins (after a prune) and ends. */
    private record Ends(long anchorSeq, String anchorHash, long seq, String hash, String mac) {
        String expectedMac(Installation installation) {
            StringBuilder text = new StringBuilder("head");
            AuditRow.field(text, Long.toString(anchorSeq));
            AuditRow.field(text, anchorHash);
            AuditRow.field(text, Long.toString(seq));
            AuditRow.field(text, hash);
            return installation.hash(text.toString());
        }
    }

    private final Tx tx;
    private final Installation installation;

    AuditRepository(Tx tx, Installation installation) {
        this.tx = tx;
        this.installation = installation;
    }

    /** Adds one row to the end of the chain. */
    public AuditRow append(AuditEntry entry) {
        Optional<Ends> found = ends();
        Ends ends = found.orElse(new Ends(0, ORIGIN, 0, ORIGIN, ""));
        long seq = ends.seq() + 1;
        String hash = AuditRow.hash(installation, ends.hash(), seq, entry);
        AuditRow row = new AuditRow(seq, entry, ends.hash(), hash);
        tx.writing()
                .update(
                        "INSERT INTO audit (seq, at, actor, operation, cloud, region, subject, outcome, reason,"
                                + " certainty, request_id, intent_id, duration_nanos, prev_hash, hash)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        seq,
                        entry.at(),
                        entry.actor(),
                        entry.operation(),
                        entry.cloud(),
                        entry.region(),
                        entry.subject(),
                        entry.outcome(),
                        entry.reason(),
                        entry.certainty(),
                        entry.requestId(),
                        entry.intentId(),
                        entry.durationNanos(),
                        row.previousHash(),
                        hash);
        keep(new Ends(ends.anchorSeq(), ends.anchorHash(), seq, hash, ""), found.isEmpty());
        return row;
    }

    private Optional<Ends> ends() {
        return tx.reading()
                .first(
                        "SELECT anchor_seq, anchor_hash, seq, hash, mac FROM audit_head WHERE one = 1",
                        row -> new Ends(
                                row.number("anchor_seq"),
                                row.text("anchor_hash"),
                                row.number("seq"),
                                row.text("hash"),
                                row.text("mac")));
    }

    private void keep(Ends ends, boolean first) {
        String sql = first
                ? "INSERT INTO audit_head (anchor_seq, anchor_hash, seq, hash, mac, one) VALUES (?, ?, ?, ?, ?, 1)"
                : "UPDATE audit_head SET anchor_seq = ?, anchor_hash = ?, seq = ?, hash = ?, mac = ? WHERE one = 1";
        tx.writing()
                .update(
                        sql,
                        ends.anchorSeq(),
                        ends.anchorHash(),
                        ends.seq(),
                        ends.hash(),
                        ends.expectedMac(installation));
    }

    /**
     * The last row's number and hash as {@code seq:hash}: kept elsewhere from time to time and handed to {@link
     * #verify(String)}, it proves that nothing up to it was rewritten, even by someone who knows the key.
     */
    public String head() {
        return ends().map(ends -> ends.seq() + ":" + ends.hash()).orElse("0:" + ORIGIN);
    }

    /** Goes through the whole chain. Needs time in proportion to it, and the memory of one row. */
    public AuditCheck verify() {
        return verify("");
    }

    /** As {@link #verify()}, and the chain must pass through this earlier head. */
    public AuditCheck verify(String earlierHead) {
        Optional<Ends> found = ends();
        Ends ends = found.orElse(new Ends(0, ORIGIN, 0, ORIGIN, ""));
        if (found.isPresent() && !ends.mac().equals(ends.expectedMac(installation))) {
            return new AuditCheck(0, ends.seq(), "the head of the log was edited");
        }
        Walk walk = new Walk(ends.anchorSeq(), ends.anchorHash());
        walk.passed(earlierHead);
        tx.reading()
                .each(
                        SELECT + "seq > ? ORDER BY seq",
                        row -> {
                            walk.step(row(row));
                            walk.passed(earlierHead);
                        },
                        Long.MIN_VALUE);
        return walk.result(ends, earlierHead);
    }

    /** One pass over the chain; stops judging at the first fault. */
    private final class Walk {
        private long seq;
        private String hash;
        private long rows;
        private long badSeq;
        private String finding = "";
        private boolean passed;

        Walk(long seq, String hash) {
            this.seq = seq;
            this.hash = hash;
        }

        void step(AuditRow row) {
            if (!finding.isEmpty()) {
                return;
            }
            if (row.seq() != seq + 1) {
                fault(seq + 1, "row " + (seq + 1) + " is missing or out of order (row " + row.seq() + " follows)");
            } else if (!row.previousHash().equals(hash)) {
                fault(row.seq(), "row " + row.seq() + " does not follow the row before it");
            } else if (!row.holds(installation)) {
                fault(row.seq(), "row " + row.seq() + " was edited");
            } else {
                seq = row.seq();
                hash = row.hash();
                rows++;
            }
        }

        void passed(String head) {
            passed |= head.equals(seq + ":" + hash);
        }

        AuditCheck result(Ends ends, String earlierHead) {
            if (finding.isEmpty() && (seq != ends.seq() || !hash.equals(ends.hash()))) {
                fault(seq + 1, "the log ends at row " + seq + ", its head says " + ends.seq());
            }
            if (finding.isEmpty() && !earlierHead.isEmpty() && !passed && !pruned(earlierHead, ends)) {
                fault(seq, "the log does not pass through the earlier head");
            }
            return new AuditCheck(rows, badSeq, finding);
        }

        private boolean pruned(String head, Ends ends) {
            return Long.parseLong(head.substring(0, head.indexOf(':'))) < ends.anchorSeq();
        }

        private void fault(long at, String what) {
            badSeq = at;
            finding = what;
        }
    }

    /**
     * Rows after this number that pass the filter, in order.
     *
     * @param limit 1 to {@link #PAGE}
     */
    public List<AuditRow> list(AuditFilter filter, long afterSeq, int limit) {
        if (limit < 1 || limit > PAGE) {
            throw new IllegalArgumentException("limit must lie between 1 and " + PAGE + ", was " + limit);
        }
        StringBuilder where = new StringBuilder("seq > ?");
        List<@Nullable Object> values = new ArrayList<>();
        values.add(afterSeq);
        narrow(where, values, "at >= ?", filter.from());
        narrow(where, values, "at < ?", filter.to());
        narrow(where, values, "actor = ?", filter.actor());
        narrow(where, values, "operation = ?", filter.operation());
        narrow(where, values, "cloud = ?", filter.cloud());
        narrow(where, values, "subject = ?", filter.subject());
        narrow(where, values, "outcome = ?", filter.outcome());
        narrow(where, values, "intent_id = ?", filter.intentId());
        values.add(limit);
        return tx.reading().list(SELECT + where + " ORDER BY seq LIMIT ?", AuditRepository::row, values.toArray());
    }

    private static void narrow(
            StringBuilder where, List<@Nullable Object> values, String condition, @Nullable Object value) {
        if (value != null && !value.equals("")) {
            where.append(" AND ").append(condition);
            values.add(value);
        }
    }

    /** Forgets rows before that time, from the start of the chain on; the rest still verifies. Answers how many went. */
    public long prune(Instant before) {
        Optional<Ends> found = ends();
        if (found.isEmpty()) {
            return 0;
        }
        Ends ends = found.get();
        Optional<AuditRow> kept =
                tx.reading().first(SELECT + "at >= ? ORDER BY seq LIMIT 1", AuditRepository::row, before);
        long anchorSeq = kept.map(row -> row.seq() - 1).orElse(ends.seq());
        String anchorHash = kept.map(AuditRow::previousHash).orElse(ends.hash());
        long gone = tx.writing().update("DELETE FROM audit WHERE seq <= ?", anchorSeq);
        keep(new Ends(anchorSeq, anchorHash, ends.seq(), ends.hash(), ""), false);
        return gone;
    }

    private static AuditRow row(Row row) {
        AuditEntry entry = new AuditEntry(
                row.time("at"),
                row.text("actor"),
                row.text("operation"),
                row.text("cloud"),
                row.text("region"),
                row.text("subject"),
                row.text("outcome"),
                row.text("reason"),
                row.text("certainty"),
                row.text("request_id"),
                row.text("intent_id"),
                row.number("duration_nanos"));
        return new AuditRow(row.number("seq"), entry, row.text("prev_hash"), row.text("hash"));
    }
}
