package io.shiyun.spi;

import io.shiyun.model.Fields;
import io.shiyun.model.Id;
import io.shiyun.model.NetworkId;
import io.shiyun.model.Region;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An order for a cluster.
 *
 * @param region where
 * @param name its name, as the cloud is to show it
 * @param version its version; the usual one of the cloud when empty
 * @param pools its node pools
 * @param networks its networks
 * @param publicEndpoint whether its API answers from everywhere
 * @param tags the user's tags; the intent's come on top
 */
public record ClusterOrder(
        Region region,
        String name,
        String version,
        List<PoolOrder> pools,
        List<NetworkId> networks,
        boolean publicEndpoint,
        Map<String, String> tags)
        implements Order {
    public ClusterOrder {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        pools = List.copyOf(pools);
        networks = List.copyOf(networks);
        tags = Map.copyOf(tags);
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Region region, String name) {
        return new Builder(region, name);
    }

    @Override
    public void write(Fields.Writer fields) {
        fields.putRegion("region", region);
        fields.put("name", name);
        fields.put("version", version);
        fields.putEach("pools", pools, PoolOrder::write);
        fields.putList("networks", networks.stream().map(Id::text).toList());
        fields.put("publicEndpoint", publicEndpoint);
        fields.putMap("tags", tags);
    }

    /** Reads back what {@link #write} wrote. */
    public static ClusterOrder read(Fields.Reader fields) {
        return new ClusterOrder(
                fields.region("region"),
                fields.text("name"),
                fields.text("version"),
                fields.each("pools", PoolOrder::read),
                fields.list("networks").stream()
                        .map(text -> Id.parse(NetworkId.class, text))
                        .toList(),
                fields.flag("publicEndpoint"),
                fields.map("tags"));
    }

    /** Builds a {@link ClusterOrder}; not safe for use by several threads. */
    public static final class Builder {
        private final Region region;
        private final String name;
        private String version = "";
        private List<PoolOrder> pools = List.of();
        private List<NetworkId> networks = List.of();
        private boolean publicEndpoint = true;
        private Map<String, String> tags = Map.of();

        private Builder(Region region, String name) {
            this.region = region;
            this.name = name;
        }

        /** Sets {@link ClusterOrder#version}. */
        public Builder version(String version) {
            this.version = version;
            return this;
        }

        /** Sets {@link ClusterOrder#pools}. */
        public Builder pools(List<PoolOrder> pools) {
            this.pools = pools;
            return this;
        }

        /** Sets {@link ClusterOrder#networks}. */
        public Builder networks(List<NetworkId> networks) {
            this.networks = networks;
            return this;
        }

        /** Sets {@link ClusterOrder#publicEndpoint}. */
        public Builder publicEndpoint(boolean publicEndpoint) {
            this.publicEndpoint = publicEndpoint;
            return this;
        }

        /** Sets {@link ClusterOrder#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Returns the finished value. */
        public ClusterOrder build() {
            return new ClusterOrder(region, name, version, pools, networks, publicEndpoint, tags);
        }
    }
}
