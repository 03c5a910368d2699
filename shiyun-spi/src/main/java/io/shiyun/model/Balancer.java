package io.shiyun.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A load balancer of a cloud.
 *
 * @param id names it
 * @param name its name
 * @param state where it is in its life
 * @param address where clients come in; empty until it has one
 * @param listeners its ports
 * @param targets where it leads
 * @param tags all its tags
 * @param problem why it is in ERROR
 */
public record Balancer(
        BalancerId id,
        String name,
        ResourceState state,
        String address,
        List<Listener> listeners,
        List<HostId> targets,
        Map<String, String> tags,
        Optional<Problem> problem)
        implements Located {
    public Balancer {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(address, "address");
        listeners = List.copyOf(listeners);
        targets = List.copyOf(targets);
        tags = Map.copyOf(tags);
        Objects.requireNonNull(problem, "problem");
    }

    @Override
    public Region region() {
        return id.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(BalancerId id, String name, ResourceState state) {
        return new Builder(id, name, state);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(id, name, state);
        builder.address = address;
        builder.listeners = listeners;
        builder.targets = targets;
        builder.tags = tags;
        builder.problem = problem.orElse(null);
        return builder;
    }

    /** Builds a {@link Balancer}; not safe for use by several threads. */
    public static final class Builder {
        private final BalancerId id;
        private final String name;
        private ResourceState state;
        private String address = "";
        private List<Listener> listeners = List.of();
        private List<HostId> targets = List.of();
        private Map<String, String> tags = Map.of();
        private @Nullable Problem problem;

        private Builder(BalancerId id, String name, ResourceState state) {
            this.id = id;
            this.name = name;
            this.state = state;
        }

        /** Sets {@link Balancer#state}. */
        public Builder state(ResourceState state) {
            this.state = state;
            return this;
        }

        /** Sets {@link Balancer#address}. */
        public Builder address(String address) {
            this.address = address;
            return this;
        }

        /** Sets {@link Balancer#listeners}. */
        public Builder listeners(List<Listener> listeners) {
            this.listeners = listeners;
            return this;
        }

        /** Sets {@link Balancer#targets}. */
        public Builder targets(List<HostId> targets) {
            this.targets = targets;
            return this;
        }

        /** Sets {@link Balancer#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Sets {@link Balancer#problem}. */
        public Builder problem(Problem problem) {
            this.problem = problem;
            return this;
        }

        /** Returns the finished value. */
        public Balancer build() {
            return new Balancer(id, name, state, address, listeners, targets, tags, Optional.ofNullable(problem));
        }
    }
}
