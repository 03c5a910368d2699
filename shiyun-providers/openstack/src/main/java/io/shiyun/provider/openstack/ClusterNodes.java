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
import org.jspecify.annotations.Nullable;

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

    /** A Magnum before node groups tells the addresses with the cluster. */
    List<Node> list(Json cluster) {
        String version = cluster.text("coe_version", "");
        Map<String, Host> hosts = hosts();
        Optional<Json> groups = magnum.find(Path.of("clusters", id.value(), "nodegroups"));
        List<Node> nodes = new ArrayList<>();
        if (groups.isEmpty()) {
            for (String address : cluster.texts("node_addresses")) {
                nodes.add(node(address, hosts.get(address), version).build());
            }
            return nodes;
        }
        for (Json group : groups.get().items("nodegroups")) {
            if (!group.text("role", "worker").equals(MASTER)) {
                PoolId pool = new PoolId(id, Facts.id(group, "name"));
                // The list of groups leaves the addresses out.
                Json whole = magnum.get(Path.of("clusters", id.value(), "nodegroups", group.text("uuid")));
                for (String address : whole.texts("node_addresses")) {
                    nodes.add(node(address, hosts.get(address), version)
                            .pool(pool)
                            .build());
                }
            }
        }
        return nodes;
    }

    private Node.Builder node(String address, @Nullable Host host, String version) {
        if (host == null) {
            return Node.builder(id, address).version(version);
        }
        return Node.builder(id, host.name())
                .host(host.id())
                .ready(host.state() == HostState.RUNNING)
                .version(version);
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
            host.addresses().forEach(address -> byAddress.put(address, host));
            host.publicAddresses().forEach(address -> byAddress.put(address, host));
        }
        return byAddress;
    }
}
