package io.shiyun.provider.aws;

import io.shiyun.model.Cluster;
import io.shiyun.model.ClusterId;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Kubeconfig;
import io.shiyun.model.Node;
import io.shiyun.model.PoolId;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.ClusterOrder;
import io.shiyun.spi.Clusters;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.PoolOrder;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import io.shiyun.wire.Json;
import io.shiyun.wire.Paging;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Clusters are EKS's, with managed node groups as pools. */
final class AwsClusters implements Clusters {
    /** Each cluster of a page costs some requests more, for itself and its node groups. */
    private static final int PAGE = 10;

    private static final String CLUSTER_TAG = "eks:cluster-name";
    private static final String POOL_TAG = "eks:nodegroup-name";

    private final Eks eks;
    private final Hosts hosts;
    private final ClusterSteps steps;
    private final KubeAccess access;

    AwsClusters(AwsClient aws, AwsSettings settings, Hosts hosts, Pace pace) {
        this.eks = new Eks(aws, settings);
        this.hosts = hosts;
        this.steps = new ClusterSteps(eks, pace);
        this.access = new KubeAccess(aws, eks);
    }

    @Override
    public Progress<Cluster> create(ClusterOrder order, Intent intent, Call call) {
        Ticket ticket = steps.creating(order);
        Json made = eks.create(order, intent, call);
        return Progress.ongoing(
                ticket,
                Duration.ofMillis(500),
                ClusterFacts.cluster(new ClusterId(order.region(), order.name()), made, List.of()));
    }

    @Override
    public Page<Cluster> list(Region region, Cursor from, Call call) {
        Json reply = eks.list(region, PAGE, from, call);
        List<Cluster> clusters = new ArrayList<>();
        for (String name : reply.texts("clusters")) {
            ClusterId id = new ClusterId(region, name);
            eks.find(id, call)
                    .ifPresent(cluster -> clusters.add(ClusterFacts.cluster(id, cluster, eks.pools(id, call))));
        }
        return Paging.page(clusters, from, reply.optional("nextToken"));
    }

    @Override
    public Cluster get(ClusterId id, Call call) {
        Json cluster = eks.cluster(id, call);
        return ClusterFacts.cluster(id, cluster, eks.pools(id, call));
    }

    @Override
    public Progress<Cluster> update(ClusterId id, String version, Call call) {
        eks.update(id, version, call);
        return steps.ready(id, call);
    }

    @Override
    public Progress<Cluster> pool(ClusterId id, PoolOrder pool, Intent intent, Call call) {
        return steps.pool(id, pool, intent, call);
    }

    @Override
    public Progress<Cluster> removePool(PoolId id, Call call) {
        return steps.without(id, call);
    }

    /** The instances that EKS tagged as nodes; whether Kubernetes counts on them only Kubernetes knows. */
    @Override
    public List<Node> nodes(ClusterId id, Call call) {
        String version = eks.cluster(id, call).text("version", "");
        HostQuery query = new HostQuery(id.region(), Map.of(CLUSTER_TAG, id.value()));
        return Paging.all(call, cursor -> hosts.list(query, cursor, call)).stream()
                .filter(host -> !host.state().equals(HostState.DELETING))
                .map(host -> {
                    HostId machine = host.id();
                    Node.Builder node = Node.builder(id, machine.value())
                            .host(machine)
                            .ready(host.state() == HostState.RUNNING)
                            .version(version);
                    String pool = host.tags().getOrDefault(POOL_TAG, "");
                    return (pool.isEmpty() ? node : node.pool(new PoolId(id, pool))).build();
                })
                .toList();
    }

    @Override
    public Kubeconfig kubeconfig(ClusterId id, Call call) {
        return access.kubeconfig(id, call);
    }

    @Override
    public Progress<Cluster> delete(ClusterId id, Call call) {
        return steps.delete(id, call);
    }

    @Override
    public Progress<Cluster> proceed(Ticket ticket, Intent intent, Call call) {
        return steps.proceed(ticket, intent, call);
    }
}
