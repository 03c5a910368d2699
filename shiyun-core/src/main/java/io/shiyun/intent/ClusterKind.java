package io.shiyun.intent;

import io.shiyun.call.Clouds;
import io.shiyun.model.Cluster;
import io.shiyun.model.ClusterId;
import io.shiyun.model.Fields;
import io.shiyun.model.Id;
import io.shiyun.model.Problem;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.spi.Call;
import io.shiyun.spi.ClusterOrder;
import io.shiyun.spi.Clusters;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Clusters: created and deleted by intent. */
public final class ClusterKind extends ServiceResource<Clusters, Cluster> {
    /** Those of these clouds. */
    public ClusterKind(Clouds clouds) {
        super(
                clouds,
                Clusters.class,
                "CLUSTER",
                ClusterId.class,
                Operation.CLUSTERS_CREATE,
                Operation.CLUSTERS_LIST,
                Operation.CLUSTERS_DELETE);
    }

    @Override
    Progress<Cluster> create(Fields.Reader fields, Intent intent, Call call) {
        ClusterOrder order = ClusterOrder.read(fields);
        return at(order).create(order, intent, call);
    }

    @Override
    Progress<Cluster> delete(Id id, Call call) {
        return at(id).delete((ClusterId) id, call);
    }

    @Override
    Progress<Cluster> proceed(Ticket ticket, Intent intent, Call call) {
        return at(ticket).proceed(ticket, intent, call);
    }

    @Override
    public Page<Cluster> list(Region region, Map<String, String> tags, Cursor from, Call call) {
        return at(region).list(region, from, call);
    }

    @Override
    public Cluster get(Id id, Call call) {
        return at(id).get((ClusterId) id, call);
    }

    @Override
    public Id id(Cluster cluster) {
        return cluster.id();
    }

    @Override
    public Map<String, String> tags(Cluster cluster) {
        return cluster.tags();
    }

    @Override
    public Stand stand(Cluster cluster) {
        return stand(cluster.state());
    }

    @Override
    public Problem problem(Cluster cluster) {
        return problem(cluster.problem(), cluster);
    }

    @Override
    public Optional<Instant> created(Cluster cluster) {
        return cluster.created();
    }

    @Override
    public Optional<Charged> charged(Cluster cluster) {
        return Optional.of(new Charged("", "", BigDecimal.ONE));
    }

    @Override
    public Cluster departed(Id id) {
        return Cluster.builder((ClusterId) id, id.value(), ResourceState.DELETED)
                .build();
    }
}
