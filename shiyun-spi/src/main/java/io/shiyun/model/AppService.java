package io.shiyun.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address in front of apps.
 *
 * @param id names it
 * @param state whether it answers
 * @param shares app name to its weight
 * @param endpoints where it answers
 * @param problem why it does not
 */
public record AppService(
        ServiceId id,
        ResourceState state,
        Map<String, Integer> shares,
        List<Endpoint> endpoints,
        Optional<Problem> problem)
        implements Located {
    public AppService {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        shares = Map.copyOf(shares);
        endpoints = List.copyOf(endpoints);
        Objects.requireNonNull(problem, "problem");
    }

    @Override
    public Region region() {
        return id.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(ServiceId id, ResourceState state) {
        return new Builder(id, state);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(id, state);
        builder.shares = shares;
        builder.endpoints = endpoints;
        builder.problem = problem.orElse(null);
        return builder;
    }

    /** Builds a {@link AppService}; not safe for use by several threads. */
    public static final class Builder {
        private final ServiceId id;
        private ResourceState state;
        private Map<String, Integer> shares = Map.of();
        private List<Endpoint> endpoints = List.of();
        private @Nullable Problem problem;

        private Builder(ServiceId id, ResourceState state) {
            this.id = id;
            this.state = state;
        }

        /** Sets {@link AppService#state}. */
        public Builder state(ResourceState state) {
            this.state = state;
            return this;
        }

        /** Sets {@link AppService#shares}. */
        public Builder shares(Map<String, Integer> shares) {
            this.shares = shares;
            return this;
        }

        /** Sets {@link AppService#endpoints}. */
        public Builder endpoints(List<Endpoint> endpoints) {
            this.endpoints = endpoints;
            return this;
        }

        /** Sets {@link AppService#problem}. */
        public Builder problem(Problem problem) {
            this.problem = problem;
            return this;
        }

        /** Returns the finished value. */
        public AppService build() {
            return new AppService(id, state, shares, endpoints, Optional.ofNullable(problem));
        }
    }
}
