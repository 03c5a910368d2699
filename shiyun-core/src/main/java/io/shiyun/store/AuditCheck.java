package io.shiyun.store;

/**
 * What {@link AuditRepository#verify} found.
 *
 * @param rows how many rows hold, from the first on
 * @param badSeq the number of the first row that does not, or 0
 * @param finding what is wrong, or empty
 */
public record AuditCheck(long rows, long badSeq, String finding) {
    /** Whether no row was edited, removed, added or moved. */
    public boolean ok() {
        return finding.isEmpty();
    }
}
