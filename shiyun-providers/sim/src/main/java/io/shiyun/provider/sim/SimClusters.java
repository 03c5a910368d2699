package io.shiyun.provider.sim;

import io.shiyun.model.CloudException;
import io.shiyun.model.Cluster;
import io.shiyun.model.ClusterId;
import io.shiyun.model.Kubeconfig;
import io.shiyun.model.Node;
import io.shiyun.model.NodePool;
import io.shiyun.model.PoolId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Scaling;
import io.shiyun.model.Secret;
import io.shiyun.spi.Call;
import io.shiyun.spi.ClusterOrder;
import io.shiyun.spi.Clusters;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.PoolOrder;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Clusters as rows of a table; their nodes follow from their pools. */
final class SimClusters implements Clusters {
    private static final List<String> VERSIONS = List.of("1.32", "1.33", "1.34");

    private final SimWorld world;
    private final Wire wire;

    SimClusters(SimWorld world, Wire wire) {
        this.world = world;
        this.wire = wire;
    }

    @Override
    public Progress<Cluster> create(ClusterOrder order, Intent intent, Call call) {
        return wire.ask(Operation.CLUSTERS_CREATE, order, call, () -> {
            HostDesk.checkName(order.name());
            order.networks().forEach(world.networks::get);
            order.pools().forEach(pool -> Catalogue.get(pool.shape()));
            String version = order.version().isEmpty() ? VERSIONS.get(1) : order.version();
            if (!VERSIONS.contains(version)) {
                throw invalid("there is no version " + version + "; there are " + VERSIONS);
            }
            return progress(world.clusters.create(
                    order,
                    order.name(),
                    intent.token(),
                    value -> made(order, intent, new ClusterId(order.region(), value), version),
                    this::ready));
        });
    }

    private Cluster made(ClusterOrder order, Intent intent, ClusterId id, String version) {
        return Cluster.builder(id, order.name(), ResourceState.PENDING)
                .nativeState("pending")
                .version(version)
                .pools(order.pools().stream().map(pool -> pool(id, pool, 0)).toList())
                .tags(Tags.joined(order.tags(), intent.tags()))
                .created(world.now())
                .build();
    }

    private static NodePool pool(ClusterId cluster, PoolOrder order, int ready) {
        int wanted = order.scaling() instanceof Scaling.Fixed fixed
                ? fixed.count()
                : order.scaling() instanceof Scaling.Auto auto ? auto.min() : ready;
        return NodePool.builder(new PoolId(cluster, order.name()), order.shape())
                .wanted(wanted)
                .ready(ready)
                .scaling(order.scaling())
                .labels(order.labels())
                .build();
    }

    private void ready(Row<Cluster> row) {
        world.clusters.later(
                row,
                cluster -> Optional.of(cluster.toBuilder()
                        .state(ResourceState.READY)
                        .nativeState("ready")
                        .endpoint("https://" + cluster.id().value() + ".sim.invalid:6443")
                        .pools(cluster.pools().stream()
                                .map(pool ->
                                        pool.toBuilder().ready(pool.wanted()).build())
                                .toList())
                        .build()));
    }

    private Progress<Cluster> change(Row<Cluster> row, Cluster.Builder changed) {
        row.set(changed.state(ResourceState.CHANGING)
                .nativeState(ResourceState.CHANGING.name().toLowerCase(Locale.ROOT))
                .build());
        ready(row);
        return progress(row);
    }

    @Override
    public Page<Cluster> list(Region region, Cursor from, Call call) {
        return wire.ask(Operation.CLUSTERS_LIST, region, call, () -> world.clusters.page(region, each -> true, from));
    }

    @Override
    public Cluster get(ClusterId id, Call call) {
        return wire.ask(
                Operation.CLUSTERS_GET, id, call, () -> world.clusters.get(id).value());
    }

    @Override
    public Progress<Cluster> update(ClusterId id, String version, Call call) {
        return wire.ask(Operation.CLUSTERS_UPDATE, id, call, () -> {
            Row<Cluster> row = world.clusters.get(id);
            int steps = VERSIONS.indexOf(version) - VERSIONS.indexOf(row.value().version());
            if (!VERSIONS.contains(version) || steps < 0 || steps > 1) {
                throw invalid("from version " + row.value().version() + " the next one is allowed, of " + VERSIONS);
            }
            return steps == 0
                    ? progress(row)
                    : change(row, row.value().toBuilder().version(version));
        });
    }

    @Override
    public Progress<Cluster> pool(ClusterId id, PoolOrder order, Intent intent, Call call) {
        return wire.ask(Operation.CLUSTERS_POOL, id, call, () -> {
            Catalogue.get(order.shape());
            Row<Cluster> row = world.clusters.get(id);
            List<NodePool> pools = new ArrayList<>(row.value().pools());
            int ready = pools.stream()
                    .filter(pool -> pool.id().value().equals(order.name()))
                    .mapToInt(NodePool::ready)
                    .sum();
            pools.removeIf(pool -> pool.id().value().equals(order.name()));
            pools.add(pool(id, order, ready));
            return change(row, row.value().toBuilder().pools(pools));
        });
    }

    @Override
    public Progress<Cluster> removePool(PoolId id, Call call) {
        return wire.ask(Operation.CLUSTERS_REMOVE_POOL, id, call, () -> {
            Row<Cluster> row = world.clusters.get(id.cluster());
            List<NodePool> pools = new ArrayList<>(row.value().pools());
            return pools.removeIf(pool -> pool.id().equals(id))
                    ? change(row, row.value().toBuilder().pools(pools))
                    : progress(row);
        });
    }

    @Override
    public List<Node> nodes(ClusterId id, Call call) {
        return wire.ask(
                Operation.CLUSTERS_NODES,
                id,
                call,
                () -> nodes(world.clusters.get(id).value()));
    }

    private List<Node> nodes(Cluster cluster) {
        List<Node> nodes = new ArrayList<>();
        for (NodePool pool : cluster.pools()) {
            for (int i = 1; i <= pool.ready(); i++) {
                String name = pool.id().value() + "-" + i;
                nodes.add(Node.builder(cluster.id(), name)
                        .ready(true)
                        .cordoned(world.cordoned.contains(cluster.id() + "/" + name))
                        .pool(pool.id())
                        .version(cluster.version())
                        .build());
            }
        }
        return nodes;
    }

    @Override
    public Node cordon(Node node, boolean on, Call call) {
        return wire.ask(Operation.CLUSTERS_CORDON, node, call, () -> {
            Node there = find(node);
            String key = node.cluster() + "/" + node.name();
            boolean changed = on ? world.cordoned.add(key) : world.cordoned.remove(key);
            return changed ? there.toBuilder().cordoned(on).build() : there;
        });
    }

    @Override
    public Progress<Cluster> drain(Node node, Duration grace, Call call) {
        return wire.ask(Operation.CLUSTERS_DRAIN, node, call, () -> {
            find(node);
            world.cordoned.add(node.cluster() + "/" + node.name());
            Row<Cluster> row = world.clusters.get(node.cluster());
            return change(row, row.value().toBuilder());
        });
    }

    private Node find(Node node) {
        return nodes(world.clusters.get(node.cluster()).value()).stream()
                .filter(each -> each.name().equals(node.name()))
                .findFirst()
                .orElseThrow(() -> CloudException.rejected(
                                Reason.NOT_FOUND, "there is no node '" + node.name() + "' in " + node.cluster())
                        .code("NoSuchNode")
                        .build());
    }

    @Override
    public Kubeconfig kubeconfig(ClusterId id, Call call) {
        return wire.ask(Operation.CLUSTERS_KUBECONFIG, id, call, () -> {
            Cluster cluster = world.clusters.get(id).value();
            String yaml = "apiVersion: v1\nkind: Config\nclusters:\n- name: " + cluster.name()
                    + "\n  cluster:\n    server: " + cluster.endpoint() + "\n";
            return Kubeconfig.builder(Secret.of(yaml))
                    .expires(world.now().plus(Duration.ofHours(1)))
                    .build();
        });
    }

    @Override
    public Progress<Cluster> delete(ClusterId id, Call call) {
        return wire.ask(Operation.CLUSTERS_DELETE, id, call, () -> {
            String name = world.clusters.find(id).map(row -> row.value().name()).orElse("");
            world.clusters.remove(id);
            world.cordoned.removeIf(key -> key.startsWith(id + "/"));
            return Progress.done(Cluster.builder(id, name, ResourceState.DELETED)
                    .nativeState("deleted")
                    .build());
        });
    }

    @Override
    public Progress<Cluster> proceed(Ticket ticket, Intent intent, Call call) {
        return wire.ask(
                Operation.CLUSTERS_PROCEED,
                ticket,
                call,
                () -> progress(world.clusters.get(new ClusterId(ticket.region(), ticket.arg(0)))));
    }

    private Progress<Cluster> progress(Row<Cluster> row) {
        ClusterId id = row.value().id();
        return world.clusters.progress(row, Ticket.of(id.region(), "wait", id.value()));
    }

    private static CloudException invalid(String message) {
        return CloudException.rejected(Reason.INVALID, message)
                .code("InvalidVersion")
                .build();
    }
}
