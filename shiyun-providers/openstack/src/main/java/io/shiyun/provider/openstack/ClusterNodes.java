package io.shiyun.provider.openstack;

import io.shiyun.model.ClusterId;
import io.shiyun.model.Host;
import io.shiyun.model.HostState;
import io.shiyun.model.Node;
import io.shiyun.model.PoolId;
import io.shiyun.spi.Call;
import io.shiyun.spi.HostQuery;
import io.shiyun.wire.Json;
import io.shiyun.wire.Paging;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machines that do a cluster's work. Magnum tells their addresses by group; which host has an address, what it is called, which is the
 * node's name in Kubernetes too, and whether it runs, Nova tells.
 */
final class ClusterNodes {
    private static final String MASTER = "master";

    private final Desk desk;
    private final ClusterId id;
    private final Call call;
    private final Api magnum;

    ClusterNodes(Desk desk, ClusterId id, Call call) {
        this.desk = desk;
        this.id = id;
        this.call = call;
        this.magnum = desk.api(ServiceType.CLUSTER, id.region(), call);
    }

    private record Address(String text, Optional<PoolId> pool) {}

    List<Node> list(Json cluster) {
        List<Address> addresses = addresses(cluster);
        if (addresses.isEmpty()) {
            return List.of();
        }
        Map<String, Host> hosts = hosts();
        String version = cluster.text("coe_version", "");
        return addresses.stream()
                .map(address -> node(address, Optional.ofNullable(hosts.get(address.text())), version))
                .toList();
    }

    private Node node(Address address, Optional<Host> host, String version) {
        Node.Builder node = Node.builder(id, host.map(Host::name).orElse(address.text()))
                .ready(host.map(found -> found.state() == HostState.RUNNING).orElse(false))
                .version(version);
        address.pool().ifPresent(node::pool);
        host.ifPresent(found -> node.host(found.id()));
        return node.build();
    }

    /** A Magnum before node groups tells the addresses with the cluster. */
    private List<Address> addresses(Json cluster) {
        Optional<Json> groups = magnum.find(Path.of("clusters", id.value(), "nodegroups"));
        if (groups.isEmpty()) {
            return cluster.texts("node_addresses").stream()
                    .map(text -> new Address(text, Optional.empty()))
                    .toList();
        }
        List<Address> all = new ArrayList<>();
        for (Json group : groups.get().items("nodegroups")) {
            if (!group.text("role", "worker").equals(MASTER)) {
                PoolId pool = Facts.read(group, json -> new PoolId(id, json.text("name")));
                // The list of groups leaves the addresses out.
                magnum.find(Path.of("clusters", id.value(), "nodegroups", group.text("uuid")))
                        .ifPresent(whole -> whole.texts("node_addresses")
                                .forEach(text -> all.add(new Address(text, Optional.of(pool)))));
            }
        }
        return all;
    }

    private Map<String, Host> hosts() {
        Api nova = desk.compute(id.region(), call);
        ServerList list = new ServerList(
                nova,
                HostQuery.all(id.region()),
                flavor -> Optional.empty(),
                desk.options().pageSize());
        Map<String, Host> byAddress = new HashMap<>();
        for (Host host : Paging.all(call, list::page)) {
            Stream.concat(host.addresses().stream(), host.publicAddresses().stream())
                    .forEach(address -> byAddress.put(address, host));
        }
        return byAddress;
    }
}
