package io.shiyun.model;

import java.util.Map;
import java.util.Objects;

/**
 * Nodes of one size in a cluster.
 *
 * @param id names it
 * @param shape the size of each node
 * @param wanted nodes asked for
 * @param ready nodes that take work
 * @param scaling who decides the number
 * @param labels labels of each node
 */
public record NodePool(PoolId id, Shape shape, int wanted, int ready, Scaling scaling, Map<String, String> labels)
        implements Located {
    public NodePool {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(scaling, "scaling");
        labels = Map.copyOf(labels);
    }

    @Override
    public Region region() {
        return id.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(PoolId id, Shape shape) {
        return new Builder(id, shape);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(id, shape);
        builder.wanted = wanted;
        builder.ready = ready;
        builder.scaling = scaling;
        builder.labels = labels;
        return builder;
    }

    /** Builds a {@link NodePool}; not safe for use by several threads. */
    public static final class Builder {
        private final PoolId id;
        private final Shape shape;
        private int wanted = 0;
        private int ready = 0;
        private Scaling scaling = new Scaling.Untouched();
        private Map<String, String> labels = Map.of();

        private Builder(PoolId id, Shape shape) {
            this.id = id;
            this.shape = shape;
        }

        /** Sets {@link NodePool#wanted}. */
        public Builder wanted(int wanted) {
            this.wanted = wanted;
            return this;
        }

        /** Sets {@link NodePool#ready}. */
        public Builder ready(int ready) {
            this.ready = ready;
            return this;
        }

        /** Sets {@link NodePool#scaling}. */
        public Builder scaling(Scaling scaling) {
            this.scaling = scaling;
            return this;
        }

        /** Sets {@link NodePool#labels}. */
        public Builder labels(Map<String, String> labels) {
            this.labels = labels;
            return this;
        }

        /** Returns the finished value. */
        public NodePool build() {
            return new NodePool(id, shape, wanted, ready, scaling, labels);
        }
    }
}
