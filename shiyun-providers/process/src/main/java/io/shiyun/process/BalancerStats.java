package io.shiyun.process;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * What a balancer has done since it was opened.
 *
 * @param accepted connections
 * @param active connections that are open now
 * @param unserved connections that no backend took
 * @param bytesIn from clients to backends
 * @param bytesOut from backends to clients
 */
public record BalancerStats(
        long accepted, int active, long unserved, long bytesIn, long bytesOut, List<BackendStats> backends) {
    public BalancerStats {
        backends = List.copyOf(backends);
    }

    /**
     * One backend.
     *
     * @param active connections that are open now
     * @param total connections that it was given
     * @param refused connections that it did not take
     */
    public record BackendStats(
            String name, InetSocketAddress address, BackendState state, int active, long total, long refused) {}
}
