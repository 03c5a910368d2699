package io.shiyun.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A private network.
 *
 * @param id names it
 * @param name its name
 * @param state where it is in its life
 * @param cidrs its addresses
 * @param subnets its parts
 * @param tags all its tags
 */
public record Network(
        NetworkId id,
        String name,
        ResourceState state,
        List<String> cidrs,
        List<Subnet> subnets,
        Map<String, String> tags)
        implements Located {
    public Network {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        cidrs = List.copyOf(cidrs);
        subnets = List.copyOf(subnets);
        tags = Map.copyOf(tags);
    }

    @Override
    public Region region() {
        return id.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(NetworkId id, String name) {
        return new Builder(id, name);
    }

    /** Builds a {@link Network}; not safe for use by several threads. */
    public static final class Builder {
        private final NetworkId id;
        private final String name;
        private ResourceState state = ResourceState.READY;
        private List<String> cidrs = List.of();
        private List<Subnet> subnets = List.of();
        private Map<String, String> tags = Map.of();

        private Builder(NetworkId id, String name) {
            this.id = id;
            this.name = name;
        }

        /** Sets {@link Network#state}. */
        public Builder state(ResourceState state) {
            this.state = state;
            return this;
        }

        /** Sets {@link Network#cidrs}. */
        public Builder cidrs(List<String> cidrs) {
            this.cidrs = cidrs;
            return this;
        }

        /** Sets {@link Network#subnets}. */
        public Builder subnets(List<Subnet> subnets) {
            this.subnets = subnets;
            return this;
        }

        /** Sets {@link Network#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Returns the finished value. */
        public Network build() {
            return new Network(id, name, state, cidrs, subnets, tags);
        }
    }
}
