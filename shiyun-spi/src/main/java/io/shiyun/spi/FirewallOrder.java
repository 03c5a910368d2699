package io.shiyun.spi;

import io.shiyun.model.Fields;
import io.shiyun.model.FirewallRule;
import io.shiyun.model.NetworkId;
import io.shiyun.model.Region;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order for a set of rules, known by its name.
 *
 * @param region where
 * @param name its name, unique in the region
 * @param rules what it lets through; nothing else passes
 * @param network the network it belongs to
 * @param tags the user's tags; the intent's come on top
 */
public record FirewallOrder(
        Region region, String name, List<FirewallRule> rules, Optional<NetworkId> network, Map<String, String> tags)
        implements Order {
    public FirewallOrder {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(name, "name");
        rules = List.copyOf(rules);
        Objects.requireNonNull(network, "network");
        tags = Map.copyOf(tags);
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Region region, String name) {
        return new Builder(region, name);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(region, name);
        builder.rules = rules;
        builder.network = network.orElse(null);
        builder.tags = tags;
        return builder;
    }

    @Override
    public void write(Fields.Writer fields) {
        fields.putRegion("region", region);
        fields.put("name", name);
        fields.putEach("rules", rules, FirewallRule::write);
        network.ifPresent(value -> fields.put("network", value.text()));
        fields.putMap("tags", tags);
    }

    /** Builds a {@link FirewallOrder}; not safe for use by several threads. */
    public static final class Builder {
        private final Region region;
        private final String name;
        private List<FirewallRule> rules = List.of();
        private @Nullable NetworkId network;
        private Map<String, String> tags = Map.of();

        private Builder(Region region, String name) {
            this.region = region;
            this.name = name;
        }

        /** Sets {@link FirewallOrder#rules}. */
        public Builder rules(List<FirewallRule> rules) {
            this.rules = rules;
            return this;
        }

        /** Sets {@link FirewallOrder#network}. */
        public Builder network(NetworkId network) {
            this.network = network;
            return this;
        }

        /** Sets {@link FirewallOrder#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Returns the finished value. */
        public FirewallOrder build() {
            return new FirewallOrder(region, name, rules, Optional.ofNullable(network), tags);
        }
    }
}
