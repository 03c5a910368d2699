package io.shiyun.call;

import static io.shiyun.spi.Operation.CLUSTERS_CORDON;
import static io.shiyun.spi.Operation.CLUSTERS_CREATE;
import static io.shiyun.spi.Operation.CLUSTERS_DELETE;
import static io.shiyun.spi.Operation.CLUSTERS_DRAIN;
import static io.shiyun.spi.Operation.CLUSTERS_GET;
import static io.shiyun.spi.Operation.CLUSTERS_KUBECONFIG;
import static io.shiyun.spi.Operation.CLUSTERS_LIST;
import static io.shiyun.spi.Operation.CLUSTERS_NODES;
import static io.shiyun.spi.Operation.CLUSTERS_POOL;
import static io.shiyun.spi.Operation.CLUSTERS_PROCEED;
import static io.shiyun.spi.Operation.CLUSTERS_REMOVE_POOL;
import static io.shiyun.spi.Operation.CLUSTERS_UPDATE;

import io.shiyun.model.Cluster;
import io.shiyun.model.ClusterId;
import io.shiyun.model.Kubeconfig;
import io.shiyun.model.Node;
import io.shiyun.model.PoolId;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.ClusterOrder;
import io.shiyun.spi.Clusters;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.PoolOrder;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** {@link Clusters} by way of the pipeline. */
final class GuardedClusters extends Guarded<Clusters> implements Clusters {
    GuardedClusters(Pipeline pipeline, Clusters clusters, Supplier<Capabilities> abilities) {
        super(pipeline, clusters, abilities);
    }

    @Override
    public Progress<Cluster> create(ClusterOrder order, Intent intent, Call call) {
        return ask(CLUSTERS_CREATE, order, intent, call, Clusters::create);
    }

    @Override
    public Page<Cluster> list(Region region, Cursor from, Call call) {
        return ask(CLUSTERS_LIST, region, from, call, Clusters::list);
    }

    @Override
    public Cluster get(ClusterId id, Call call) {
        return ask(CLUSTERS_GET, id, call, Clusters::get);
    }

    @Override
    public Progress<Cluster> update(ClusterId id, String version, Call call) {
        return ask(CLUSTERS_UPDATE, id, call, (clusters, attempt) -> clusters.update(id, version, attempt));
    }

    @Override
    public Progress<Cluster> pool(ClusterId id, PoolOrder pool, Intent intent, Call call) {
        return ask(CLUSTERS_POOL, id, intent, call, (clusters, attempt) -> clusters.pool(id, pool, intent, attempt));
    }

    @Override
    public Progress<Cluster> removePool(PoolId id, Call call) {
        return ask(CLUSTERS_REMOVE_POOL, id, call, Clusters::removePool);
    }

    @Override
    public List<Node> nodes(ClusterId id, Call call) {
        return ask(CLUSTERS_NODES, id, call, Clusters::nodes);
    }

    @Override
    public Node cordon(Node node, boolean on, Call call) {
        return ask(CLUSTERS_CORDON, node, call, (clusters, attempt) -> clusters.cordon(node, on, attempt));
    }

    @Override
    public Progress<Cluster> drain(Node node, Duration grace, Call call) {
        return ask(CLUSTERS_DRAIN, node, call, (clusters, attempt) -> clusters.drain(node, grace, attempt));
    }

    @Override
    public Kubeconfig kubeconfig(ClusterId id, Call call) {
        return ask(CLUSTERS_KUBECONFIG, id, call, Clusters::kubeconfig);
    }

    @Override
    public Progress<Cluster> delete(ClusterId id, Call call) {
        return ask(CLUSTERS_DELETE, id, call, Clusters::delete);
    }

    @Override
    public Progress<Cluster> proceed(Ticket ticket, Intent intent, Call call) {
        return ask(CLUSTERS_PROCEED, ticket, intent, call, Clusters::proceed);
    }
}
