package io.shiyun.process.apps;

import io.shiyun.model.AppId;
import io.shiyun.model.Endpoint;
import io.shiyun.model.Port;
import io.shiyun.model.Trouble;
import io.shiyun.model.TroubleKind;
import io.shiyun.process.BackendState;
import io.shiyun.process.BalancerConfig;
import io.shiyun.process.BalancerStats;
import io.shiyun.process.PortAllocator;
import io.shiyun.process.ProcessException;
import io.shiyun.process.TcpBalancer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The balancers of an app, one for each port that clients use. */
final class Fronts implements AutoCloseable {
    private final InetAddress address;
    private final PortAllocator ports;
    private final Map<String, TcpBalancer> balancers = new ConcurrentHashMap<>();
    private final Map<String, String> shut = new ConcurrentHashMap<>();
    private final Map<String, List<CompletableFuture<Void>>> drains = new ConcurrentHashMap<>();

    Fronts(InetAddress address, PortAllocator ports) {
        this.address = address;
        this.ports = ports;
    }

    /**
     * Chooses the front port of each port of an order, keeping those there are, and reserves the new ones.
     *
     * @throws ProcessException PORT_IN_USE; nothing is then reserved
     */
    Map<String, Integer> choose(List<Port> wanted, Map<String, Integer> present) {
        Map<String, Integer> chosen = new LinkedHashMap<>();
        List<Integer> fresh = new ArrayList<>();
        try {
            for (Port port : wanted) {
                Integer known = present.get(port.name());
                if (known != null && (port.number() == 0 || port.number() == known)) {
                    chosen.put(port.name(), known);
                } else if (port.number() == 0) {
                    int free = ports.reserve();
                    fresh.add(free);
                    chosen.put(port.name(), free);
                } else {
                    ports.reserve(port.number());
                    fresh.add(port.number());
                    chosen.put(port.name(), port.number());
                }
            }
            return chosen;
        } catch (ProcessException taken) {
            fresh.forEach(ports::release);
            throw taken;
        }
    }

    /** Opens what should listen and does not; a port that somebody else holds is told by {@link #troubles}. */
    void open(Map<String, Integer> wanted) {
        wanted.forEach((name, port) -> {
            TcpBalancer present = balancers.get(name);
            if (present != null && present.address().getPort() == port) {
                return;
            }
            if (present != null) {
                close(name);
            }
            ports.adopt(port);
            try {
                balancers.put(name, TcpBalancer.open(BalancerConfig.on(new InetSocketAddress(address, port))));
                shut.remove(name);
            } catch (ProcessException taken) {
                shut.put(name, String.valueOf(taken.getMessage()));
            }
        });
    }

    /** Closes those that are no longer wanted. */
    void keepOnly(Map<String, Integer> wanted) {
        balancers.keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .toList()
                .forEach(this::close);
    }

    boolean allOpen() {
        return shut.isEmpty();
    }

    List<Trouble> troubles() {
        return shut.values().stream()
                .map(message -> Trouble.of(TroubleKind.PORT_IN_USE, message))
                .toList();
    }

    /** Lets a replica take connections, or not. */
    void put(ReplicaRecord replica, Site site, BackendState state) {
        replica.ports().forEach((name, port) -> {
            TcpBalancer balancer = balancers.get(name);
            if (balancer != null) {
                balancer.put(replica.name(), site.address(port), state);
            }
        });
    }

    /** Gives a replica no new connection at once; whatever its state was. */
    void down(String replica) {
        balancers.values().forEach(balancer -> balancer.state(replica, BackendState.DOWN));
    }

    void drain(String replica) {
        drains.put(
                replica,
                balancers.values().stream()
                        .map(balancer -> balancer.drain(replica))
                        .toList());
    }

    /** Returns whether the last connection of a draining replica has ended. */
    boolean idle(String replica) {
        return drains.getOrDefault(replica, List.of()).stream().allMatch(CompletableFuture::isDone);
    }

    void remove(String replica) {
        drains.remove(replica);
        balancers.values().forEach(balancer -> balancer.remove(replica));
    }

    List<Endpoint> endpoints(AppId app, List<Port> named) {
        return named.stream()
                .filter(port -> balancers.containsKey(port.name()))
                .map(port -> {
                    InetSocketAddress at = open(port.name()).address();
                    return new Endpoint(port.name(), at.getAddress().getHostAddress(), at.getPort(), port.protocol());
                })
                .toList();
    }

    private TcpBalancer open(String name) {
        TcpBalancer balancer = balancers.get(name);
        if (balancer == null) {
            throw Problems.conflict("the port '" + name + "' has just been closed; ask again");
        }
        return balancer;
    }

    /** Returns the figures of each balancer by the name of its port. */
    Map<String, BalancerStats> stats() {
        Map<String, BalancerStats> all = new LinkedHashMap<>();
        balancers.forEach((name, balancer) -> all.put(name, balancer.stats()));
        return all;
    }

    /** Stops listening and gives the ports back. */
    void closeAll() {
        balancers.keySet().stream().toList().forEach(this::close);
    }

    private void close(String name) {
        TcpBalancer balancer = balancers.remove(name);
        if (balancer != null) {
            balancer.close();
            ports.release(balancer.address().getPort());
        }
    }

    /** Stops listening; the ports stay reserved in the state. */
    @Override
    public void close() {
        balancers.values().forEach(TcpBalancer::close);
        balancers.clear();
    }
}
