package io.shiyun.process;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How a balancer listens and chooses.
 *
 * @param listen where; port 0 lets the system choose
 * @param policy how a backend is chosen
 * @param maxConnections above it nobody is accepted until one closes; waiting ones queue in the system
 * @param connectTimeout for one backend; then the next is tried
 * @param suspectFor how long a backend that refused is only tried when no other is left
 * @param onSuspect hears the name of such a backend, on the balancer's thread: be quick
 */
public record BalancerConfig(
        InetSocketAddress listen,
        Policy policy,
        int maxConnections,
        Duration connectTimeout,
        Duration suspectFor,
        Consumer<String> onSuspect) {

    /** How a backend is chosen among those that may be. */
    public enum Policy {
        /** The one with the fewest open connections; in turn among equals. */
        LEAST_CONNECTIONS,
        /** In turn. */
        ROUND_ROBIN
    }

    public BalancerConfig {
        if (maxConnections < 1) {
            throw new IllegalArgumentException("a balancer needs at least one connection");
        }
    }

    /** On this machine's loopback address, least connections, 4096 of them, two seconds to connect. */
    public static BalancerConfig onLoopback(int port) {
        return on(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** The same on any address. */
    public static BalancerConfig on(InetSocketAddress listen) {
        return new BalancerConfig(
                listen, Policy.LEAST_CONNECTIONS, 4096, Duration.ofSeconds(2), Duration.ofSeconds(1), name -> {});
    }

    public BalancerConfig withPolicy(Policy other) {
        return new BalancerConfig(listen, other, maxConnections, connectTimeout, suspectFor, onSuspect);
    }

    public BalancerConfig withMaxConnections(int count) {
        return new BalancerConfig(listen, policy, count, connectTimeout, suspectFor, onSuspect);
    }

    public BalancerConfig withOnSuspect(Consumer<String> listener) {
        return new BalancerConfig(listen, policy, maxConnections, connectTimeout, suspectFor, listener);
    }
}
