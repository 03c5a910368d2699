package io.shiyun.spi;

import io.shiyun.model.Cluster;
import io.shiyun.model.ClusterId;
import io.shiyun.model.Kubeconfig;
import io.shiyun.model.Node;
import io.shiyun.model.PoolId;
import io.shiyun.model.Region;
import java.time.Duration;
import java.util.List;

/**
 * Clusters (集群), each one thing down to its machines, storage and network.
 */
public interface Clusters extends CloudService {
    /**
     * Makes a cluster with its pools, network and control plane.
     */
    default Progress<Cluster> create(ClusterOrder order, Intent intent, Call call) {
        throw Unsupported.operation("Clusters", "create");
    }

    /**
     * Lists clusters.
     */
    Page<Cluster> list(Region region, Cursor from, Call call);

    /**
     * Returns the cluster. NOT_FOUND when there is none.
     */
    Cluster get(ClusterId id, Call call);

    /**
     * Moves the control plane to this version. INVALID when it is older or skips one.
     */
    default Progress<Cluster> update(ClusterId id, String version, Call call) {
        throw Unsupported.operation("Clusters", "update");
    }

    /**
     * Makes the pool of this name so: adds, resizes, sets autoscaling.
     */
    default Progress<Cluster> pool(ClusterId id, PoolOrder pool, Intent intent, Call call) {
        throw Unsupported.operation("Clusters", "pool");
    }

    /**
     * Removes a pool with its nodes; gone already is done.
     */
    default Progress<Cluster> removePool(PoolId id, Call call) {
        throw Unsupported.operation("Clusters", "removePool");
    }

    /**
     * Lists its machines.
     */
    default List<Node> nodes(ClusterId id, Call call) {
        throw Unsupported.operation("Clusters", "nodes");
    }

    /**
     * Keeps new work away from a node, or lets it come again.
     */
    default Node cordon(Node node, boolean on, Call call) {
        throw Unsupported.operation("Clusters", "cordon");
    }

    /**
     * Moves the work of a node elsewhere, giving each replica this long to end.
     */
    default Progress<Cluster> drain(Node node, Duration grace, Call call) {
        throw Unsupported.operation("Clusters", "drain");
    }

    /**
     * Returns what opens the cluster.
     */
    default Kubeconfig kubeconfig(ClusterId id, Call call) {
        throw Unsupported.operation("Clusters", "kubeconfig");
    }

    /**
     * Deletes the cluster with all that was made with it; gone already is done.
     */
    default Progress<Cluster> delete(ClusterId id, Call call) {
        throw Unsupported.operation("Clusters", "delete");
    }

    /**
     * Goes on with an operation of this service: at most one change, harmless to repeat. The intent is that of
     * the operation, since a later step may make a child with its token and tags.
     */
    default Progress<Cluster> proceed(Ticket ticket, Intent intent, Call call) {
        throw Unsupported.operation("Clusters", "proceed");
    }
}
