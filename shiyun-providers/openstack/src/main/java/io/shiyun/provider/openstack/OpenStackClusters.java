package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.Cluster;
import io.shiyun.model.ClusterId;
import io.shiyun.model.Kubeconfig;
import io.shiyun.model.Node;
import io.shiyun.model.NodePool;
import io.shiyun.model.PoolId;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Scaling;
import io.shiyun.spi.Call;
import io.shiyun.spi.ClusterOrder;
import io.shiyun.spi.Clusters;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.PoolOrder;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Paging;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Clusters by Magnum. A version is the name or id of a cluster template, since that is what Magnum makes clusters of. The first pool of an
 * order becomes Magnum's own group {@code default-worker}; others are added as node groups.
 */
final class OpenStackClusters implements Clusters {
    private static final String WAIT = "wait";
    private static final String DELETE = "delete";
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Desk desk;

    OpenStackClusters(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Progress<Cluster> create(ClusterOrder order, Intent intent, Call call) {
        if (order.pools().size() != 1) {
            throw invalid("Magnum makes a cluster with one pool; order one, and add the others afterwards");
        }
        PoolOrder pool = order.pools().get(0);
        Api magnum = magnum(order.region(), call);
        String template = template(magnum, order.version(), call);
        Json made = magnum.post(
                        Path.of("clusters"),
                        JsonWriter.object()
                                .put("name", order.name())
                                .put("cluster_template_id", template)
                                .put("node_count", count(pool))
                                .put("flavor_id", pool.shape().name())
                                .put(
                                        "fixed_network",
                                        order.networks().stream().findFirst().map(id -> id.value()))
                                .put("labels", ServerOrder.tags(order.tags(), intent.tags()))
                                .put("merge_labels", true))
                .json();
        return going(new ClusterId(order.region(), Facts.id(made, "uuid")));
    }

    @Override
    public Page<Cluster> list(Region region, Cursor from, Call call) {
        Json reply = magnum(region, call)
                .get(Path.of("clusters")
                        .with("limit", String.valueOf(desk.options().pageSize()))
                        .withAny("marker", from.value()));
        List<Cluster> clusters = reply.items("clusters").stream()
                .map(cluster -> MagnumFacts.cluster(region, cluster, List.of()))
                .toList();
        return Paging.page(clusters, from, Paging.parameter(reply.text("next", ""), "marker"));
    }

    @Override
    public Cluster get(ClusterId id, Call call) {
        return find(id, call).orElseThrow(() -> notFound(id));
    }

    @Override
    public Progress<Cluster> update(ClusterId id, String version, Call call) {
        Api magnum = magnum(id.region(), call);
        magnum.post(
                Path.of("clusters", id.value(), "actions", "upgrade"),
                JsonWriter.object().put("cluster_template", template(magnum, version, call)));
        return going(id);
    }

    @Override
    public Progress<Cluster> pool(ClusterId id, PoolOrder pool, Intent intent, Call call) {
        Api magnum = magnum(id.region(), call);
        boolean there =
                pools(magnum, id).stream().anyMatch(known -> known.id().value().equals(pool.name()));
        if (there) {
            magnum.post(
                    Path.of("clusters", id.value(), "actions", "resize"),
                    JsonWriter.object().put("node_count", count(pool)).put("nodegroup", pool.name()));
        } else {
            magnum.post(
                    Path.of("clusters", id.value(), "nodegroups"),
                    JsonWriter.object()
                            .put("name", pool.name())
                            .put("node_count", count(pool))
                            .put("flavor_id", pool.shape().name())
                            .put("labels", ServerOrder.tags(pool.labels(), intent.tags()))
                            .put("merge_labels", true));
        }
        return going(id);
    }

    @Override
    public Progress<Cluster> removePool(PoolId id, Call call) {
        magnum(id.region(), call).delete(Path.of("clusters", id.cluster().value(), "nodegroups", id.value()));
        return going(id.cluster());
    }

    @Override
    public List<Node> nodes(ClusterId id, Call call) {
        Json cluster =
                magnum(id.region(), call).find(Path.of("clusters", id.value())).orElseThrow(() -> notFound(id));
        return new ClusterNodes(desk, id, call).list(cluster);
    }

    @Override
    public Kubeconfig kubeconfig(ClusterId id, Call call) {
        return new ClusterAccess(magnum(id.region(), call)).kubeconfig(id);
    }

    @Override
    public Progress<Cluster> delete(ClusterId id, Call call) {
        if (!magnum(id.region(), call).delete(Path.of("clusters", id.value()))) {
            return Progress.done(gone(id));
        }
        return Progress.ongoing(Ticket.of(id.region(), DELETE, id.value()), SOON);
    }

    @Override
    public Progress<Cluster> proceed(Ticket ticket, Intent intent, Call call) {
        ClusterId id = new ClusterId(ticket.region(), ticket.arg(0));
        Optional<Cluster> found = find(id, call);
        if (found.isEmpty()) {
            return ticket.step().equals(DELETE)
                    ? Progress.done(gone(id))
                    : Progress.failed(Problem.of(
                            Reason.NOT_FOUND, "cluster " + id + " was deleted by somebody else in the middle"));
        }
        Cluster cluster = found.get();
        ResourceState state = cluster.state();
        if (state == ResourceState.ERROR) {
            return Progress.failed(cluster.problem().orElse(Problem.of(Reason.UNKNOWN, cluster.nativeState())), id);
        }
        boolean made = state == ResourceState.READY && ticket.step().equals(WAIT);
        return made || state == ResourceState.DELETED
                ? Progress.done(cluster)
                : Progress.ongoing(ticket, SOON, cluster);
    }

    private Optional<Cluster> find(ClusterId id, Call call) {
        Api magnum = magnum(id.region(), call);
        return magnum.find(Path.of("clusters", id.value()))
                .map(reply -> MagnumFacts.cluster(id.region(), reply, pools(magnum, id)));
    }

    /** The groups of workers; a Magnum before node groups tells none. */
    private static List<NodePool> pools(Api magnum, ClusterId id) {
        return magnum.find(Path.of("clusters", id.value(), "nodegroups"))
                .map(reply -> reply.items("nodegroups").stream()
                        .filter(group -> !group.text("role", "worker").equals("master"))
                        .map(group -> MagnumFacts.pool(id, group))
                        .toList())
                .orElse(List.of());
    }

    private static String template(Api magnum, String version, Call call) {
        List<Json> all = Paging.all(call, from -> {
            Json reply = magnum.get(Path.of("clustertemplates").withAny("marker", from.value()));
            return Paging.page(
                    reply.items("clustertemplates"), from, Paging.parameter(reply.text("next", ""), "marker"));
        });
        List<Json> fitting = all.stream()
                .filter(template -> template.text("coe", "").equals("kubernetes"))
                .filter(template -> version.isEmpty()
                        || template.text("name", "").equals(version)
                        || template.text("uuid", "").equals(version))
                .toList();
        if (fitting.size() != 1) {
            throw invalid(fitting.size() + " cluster templates of Kubernetes fit the version '" + version
                    + "'; name one as the version, of "
                    + all.stream()
                            .map(template -> template.text("name", ""))
                            .limit(20)
                            .toList());
        }
        return fitting.get(0).text("uuid");
    }

    private static int count(PoolOrder pool) {
        if (pool.scaling() instanceof Scaling.Fixed fixed) {
            return fixed.count();
        }
        throw invalid("the pool '" + pool.name() + "' needs a fixed number of nodes; Magnum itself scales none");
    }

    private Api magnum(Region region, Call call) {
        return desk.api(ServiceType.CLUSTER, region, call);
    }

    private static Progress<Cluster> going(ClusterId id) {
        return Progress.ongoing(Ticket.of(id.region(), WAIT, id.value()), SOON);
    }

    private static Cluster gone(ClusterId id) {
        return Cluster.builder(id, "", ResourceState.DELETED).build();
    }

    static CloudException notFound(ClusterId id) {
        return CloudException.rejected(
                        Reason.NOT_FOUND, "there is no cluster " + id + " for this project, or it was deleted")
                .build();
    }

    private static CloudException invalid(String message) {
        return CloudException.notSent(Reason.INVALID, message).build();
    }
}
