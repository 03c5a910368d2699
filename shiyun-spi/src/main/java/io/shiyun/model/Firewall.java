package io.shiyun.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A set of rules that hosts share, also called a security group.
 *
 * @param id names it
 * @param name its name
 * @param rules what it lets through
 * @param network the network it belongs to
 * @param tags all its tags
 */
public record Firewall(
        FirewallId id, String name, List<FirewallRule> rules, Optional<NetworkId> network, Map<String, String> tags)
        implements Located {
    public Firewall {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        rules = List.copyOf(rules);
        Objects.requireNonNull(network, "network");
        tags = Map.copyOf(tags);
    }

    @Override
    public Region region() {
        return id.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(FirewallId id, String name) {
        return new Builder(id, name);
    }

    /** Builds a {@link Firewall}; not safe for use by several threads. */
    public static final class Builder {
        private final FirewallId id;
        private final String name;
        private List<FirewallRule> rules = List.of();
        private @Nullable NetworkId network;
        private Map<String, String> tags = Map.of();

        private Builder(FirewallId id, String name) {
            this.id = id;
            this.name = name;
        }

        /** Sets {@link Firewall#rules}. */
        public Builder rules(List<FirewallRule> rules) {
            this.rules = rules;
            return this;
        }

        /** Sets {@link Firewall#network}. */
        public Builder network(NetworkId network) {
            this.network = network;
            return this;
        }

        /** Sets {@link Firewall#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Returns the finished value. */
        public Firewall build() {
            return new Firewall(id, name, rules, Optional.ofNullable(network), tags);
        }
    }
}
