package io.shiyun.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as its cloud told of it.
 *
 * @param id names it
 * @param name the name it was created with
 * @param state where it is in its life
 * @param nativeState the cloud's own word
 * @param version its version
 * @param endpoint where its API answers; empty while it does not
 * @param pools its node pools
 * @param tags all its tags
 * @param created when it was accepted
 * @param problem why it is in ERROR
 */
public record Cluster(
        ClusterId id,
        String name,
        ResourceState state,
        String nativeState,
        String version,
        String endpoint,
        List<NodePool> pools,
        Map<String, String> tags,
        Optional<Instant> created,
        Optional<Problem> problem)
        implements Located {
    public Cluster {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(nativeState, "nativeState");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(endpoint, "endpoint");
        pools = List.copyOf(pools);
        tags = Map.copyOf(tags);
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(problem, "problem");
    }

    @Override
    public Region region() {
        return id.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(ClusterId id, String name, ResourceState state) {
        return new Builder(id, name, state);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(id, name, state);
        builder.nativeState = nativeState;
        builder.version = version;
        builder.endpoint = endpoint;
        builder.pools = pools;
        builder.tags = tags;
        builder.created = created.orElse(null);
        builder.problem = problem.orElse(null);
        return builder;
    }

    /** Builds a {@link Cluster}; not safe for use by several threads. */
    public static final class Builder {
        private final ClusterId id;
        private final String name;
        private ResourceState state;
        private String nativeState = "";
        private String version = "";
        private String endpoint = "";
        private List<NodePool> pools = List.of();
        private Map<String, String> tags = Map.of();
        private @Nullable Instant created;
        private @Nullable Problem problem;

        private Builder(ClusterId id, String name, ResourceState state) {
            this.id = id;
            this.name = name;
            this.state = state;
        }

        /** Sets {@link Cluster#state}. */
        public Builder state(ResourceState state) {
            this.state = state;
            return this;
        }

        /** Sets {@link Cluster#nativeState}. */
        public Builder nativeState(String nativeState) {
            this.nativeState = nativeState;
            return this;
        }

        /** Sets {@link Cluster#version}. */
        public Builder version(String version) {
            this.version = version;
            return this;
        }

        /** Sets {@link Cluster#endpoint}. */
        public Builder endpoint(String endpoint) {
            this.endpoint = endpoint;
            return this;
        }

        /** Sets {@link Cluster#pools}. */
        public Builder pools(List<NodePool> pools) {
            this.pools = pools;
            return this;
        }

        /** Sets {@link Cluster#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Sets {@link Cluster#created}. */
        public Builder created(Instant created) {
            this.created = created;
            return this;
        }

        /** Sets {@link Cluster#problem}. */
        public Builder problem(Problem problem) {
            this.problem = problem;
            return this;
        }

        /** Returns the finished value. */
        public Cluster build() {
            return new Cluster(
                    id,
                    name,
                    state,
                    nativeState,
                    version,
                    endpoint,
                    pools,
                    tags,
                    Optional.ofNullable(created),
                    Optional.ofNullable(problem));
        }
    }
}
