package io.shiyun.model;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One machine of a cluster.
 *
 * @param cluster the cluster
 * @param name its name there
 * @param ready whether it takes work
 * @param cordoned whether new work is kept away
 * @param pool the pool it belongs to
 * @param host the host behind it
 * @param version the version it runs
 */
public record Node(
        ClusterId cluster,
        String name,
        boolean ready,
        boolean cordoned,
        Optional<PoolId> pool,
        Optional<HostId> host,
        String version)
        implements Located {
    public Node {
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(pool, "pool");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(version, "version");
    }

    @Override
    public Region region() {
        return cluster.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(ClusterId cluster, String name) {
        return new Builder(cluster, name);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(cluster, name);
        builder.ready = ready;
        builder.cordoned = cordoned;
        builder.pool = pool.orElse(null);
        builder.host = host.orElse(null);
        builder.version = version;
        return builder;
    }

    /** Builds a {@link Node}; not safe for use by several threads. */
    public static final class Builder {
        private final ClusterId cluster;
        private final String name;
        private boolean ready = false;
        private boolean cordoned = false;
        private @Nullable PoolId pool;
        private @Nullable HostId host;
        private String version = "";

        private Builder(ClusterId cluster, String name) {
            this.cluster = cluster;
            this.name = name;
        }

        /** Sets {@link Node#ready}. */
        public Builder ready(boolean ready) {
            this.ready = ready;
            return this;
        }

        /** Sets {@link Node#cordoned}. */
        public Builder cordoned(boolean cordoned) {
            this.cordoned = cordoned;
            return this;
        }

        /** Sets {@link Node#pool}. */
        public Builder pool(PoolId pool) {
            this.pool = pool;
            return this;
        }

        /** Sets {@link Node#host}. */
        public Builder host(HostId host) {
            this.host = host;
            return this;
        }

        /** Sets {@link Node#version}. */
        public Builder version(String version) {
            this.version = version;
            return this;
        }

        /** Returns the finished value. */
        public Node build() {
            return new Node(
                    cluster, name, ready, cordoned, Optional.ofNullable(pool), Optional.ofNullable(host), version);
        }
    }
}
