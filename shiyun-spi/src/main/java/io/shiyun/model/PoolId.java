package io.shiyun.model;

import java.util.Objects;

/**
 * Names a node pool of a cluster.
 *
 * @param cluster what it belongs to
 * @param value its name there, unique in its cluster
 */
public record PoolId(ClusterId cluster, String value) implements Id {
    public PoolId {
        Objects.requireNonNull(cluster, "cluster");
        Names.check("The id", value, 1024);
    }

    @Override
    public Region region() {
        return cluster.region();
    }

    @Override
    public String toString() {
        return text();
    }
}
