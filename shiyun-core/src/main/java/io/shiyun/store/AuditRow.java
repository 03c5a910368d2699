package io.shiyun.store;

/**
 * An entry in its place in the chain.
 *
 * @param seq counts from 1 without gaps
 * @param entry what was written
 * @param previousHash the hash of the row before
 * @param hash over the previous hash, the number and every field of the entry
 */
public record AuditRow(long seq, AuditEntry entry, String previousHash, String hash) {

    /** The hash this row must have: each field with its length, so that no two rows share a text. */
    static String hash(Installation installation, String previousHash, long seq, AuditEntry entry) {
        StringBuilder text = new StringBuilder(256);
        field(text, previousHash);
        field(text, Long.toString(seq));
        field(text, Long.toString(Times.micros(entry.at())));
        field(text, entry.actor());
        field(text, entry.operation());
        field(text, entry.cloud());
        field(text, entry.region());
        field(text, entry.subject());
        field(text, entry.outcome());
        field(text, entry.reason());
        field(text, entry.certainty());
        field(text, entry.requestId());
        field(text, entry.intentId());
        field(text, Long.toString(entry.durationNanos()));
        return installation.hash(text.toString());
    }

    static void field(StringBuilder text, String value) {
        text.append(value.length()).append(':').append(value);
    }

    boolean holds(Installation installation) {
        return hash.equals(hash(installation, previousHash, seq, entry));
    }
}
