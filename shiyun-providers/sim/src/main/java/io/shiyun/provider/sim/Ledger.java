package io.shiyun.provider.sim;

import io.shiyun.spi.Operation;
import java.util.Map;

/**
 * What really is, and was asked, at one moment, whatever the answers said.
 *
 * @param requests how many requests arrived, lost and refused ones among them
 * @param byOperation the same, by operation
 * @param hosts how many hosts exist
 * @param hostsByToken of these, how many were made by each intent
 * @param hostsMade how many hosts were ever made
 */
public record Ledger(
        long requests, Map<Operation, Long> byOperation, int hosts, Map<String, Integer> hostsByToken, long hostsMade) {
    public Ledger {
        byOperation = Map.copyOf(byOperation);
        hostsByToken = Map.copyOf(hostsByToken);
    }

    /** Returns how many hosts exist beyond the first of each intent. */
    public int duplicates() {
        return hostsByToken.values().stream().mapToInt(count -> count - 1).sum();
    }

    /** Returns how many requests of this operation arrived. */
    public long requests(Operation operation) {
        return byOperation.getOrDefault(operation, 0L);
    }
}
