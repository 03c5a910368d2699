package io.shiyun.spi;

import io.shiyun.model.Fields;
import io.shiyun.model.HostId;
import io.shiyun.model.Id;
import io.shiyun.model.Listener;
import io.shiyun.model.NetworkId;
import io.shiyun.model.Region;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An order for a load balancer.
 *
 * @param region where
 * @param name its name, as the cloud is to show it
 * @param listeners its ports
 * @param targets where it leads
 * @param networks its networks
 * @param open whether it answers from outside
 * @param tags the user's tags; the intent's come on top
 */
public record BalancerOrder(
        Region region,
        String name,
        List<Listener> listeners,
        List<HostId> targets,
        List<NetworkId> networks,
        boolean open,
        Map<String, String> tags)
        implements Order {
    public BalancerOrder {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(name, "name");
        listeners = List.copyOf(listeners);
        targets = List.copyOf(targets);
        networks = List.copyOf(networks);
        tags = Map.copyOf(tags);
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Region region, String name, List<Listener> listeners) {
        return new Builder(region, name, listeners);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(region, name, listeners);
        builder.targets = targets;
        builder.networks = networks;
        builder.open = open;
        builder.tags = tags;
        return builder;
    }

    @Override
    public void write(Fields.Writer fields) {
        fields.putRegion("region", region);
        fields.put("name", name);
        fields.putEach("listeners", listeners, Listener::write);
        fields.putList("targets", targets.stream().map(Id::text).toList());
        fields.putList("networks", networks.stream().map(Id::text).toList());
        fields.put("open", open);
        fields.putMap("tags", tags);
    }

    /** Reads back what {@link #write} wrote. */
    public static BalancerOrder read(Fields.Reader fields) {
        return new BalancerOrder(
                fields.region("region"),
                fields.text("name"),
                fields.each("listeners", Listener::read),
                fields.list("targets").stream()
                        .map(text -> Id.parse(HostId.class, text))
                        .toList(),
                fields.list("networks").stream()
                        .map(text -> Id.parse(NetworkId.class, text))
                        .toList(),
                fields.flag("open"),
                fields.map("tags"));
    }

    /** Builds a {@link BalancerOrder}; not safe for use by several threads. */
    public static final class Builder {
        private final Region region;
        private final String name;
        private List<Listener> listeners;
        private List<HostId> targets = List.of();
        private List<NetworkId> networks = List.of();
        private boolean open = true;
        private Map<String, String> tags = Map.of();

        private Builder(Region region, String name, List<Listener> listeners) {
            this.region = region;
            this.name = name;
            this.listeners = listeners;
        }

        /** Sets {@link BalancerOrder#listeners}. */
        public Builder listeners(List<Listener> listeners) {
            this.listeners = listeners;
            return this;
        }

        /** Sets {@link BalancerOrder#targets}. */
        public Builder targets(List<HostId> targets) {
            this.targets = targets;
            return this;
        }

        /** Sets {@link BalancerOrder#networks}. */
        public Builder networks(List<NetworkId> networks) {
            this.networks = networks;
            return this;
        }

        /** Sets {@link BalancerOrder#open}. */
        public Builder open(boolean open) {
            this.open = open;
            return this;
        }

        /** Sets {@link BalancerOrder#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Returns the finished value. */
        public BalancerOrder build() {
            return new BalancerOrder(region, name, listeners, targets, networks, open, tags);
        }
    }
}
