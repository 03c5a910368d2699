package io.shiyun.spi;

import io.shiyun.model.Fields;
import io.shiyun.model.Region;
import java.util.Map;
import java.util.Objects;

/**
 * An order for a private network.
 *
 * @param region where
 * @param name its name, as the cloud is to show it
 * @param cidr its addresses
 * @param tags the user's tags; the intent's come on top
 */
public record NetworkOrder(Region region, String name, String cidr, Map<String, String> tags) implements Order {
    public NetworkOrder {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(cidr, "cidr");
        tags = Map.copyOf(tags);
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Region region, String name, String cidr) {
        return new Builder(region, name, cidr);
    }

    @Override
    public void write(Fields.Writer fields) {
        fields.putRegion("region", region);
        fields.put("name", name);
        fields.put("cidr", cidr);
        fields.putMap("tags", tags);
    }

    /** Reads back what {@link #write} wrote. */
    public static NetworkOrder read(Fields.Reader fields) {
        return new NetworkOrder(fields.region("region"), fields.text("name"), fields.text("cidr"), fields.map("tags"));
    }

    /** Builds a {@link NetworkOrder}; not safe for use by several threads. */
    public static final class Builder {
        private final Region region;
        private final String name;
        private final String cidr;
        private Map<String, String> tags = Map.of();

        private Builder(Region region, String name, String cidr) {
            this.region = region;
            this.name = name;
            this.cidr = cidr;
        }

        /** Sets {@link NetworkOrder#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Returns the finished value. */
        public NetworkOrder build() {
            return new NetworkOrder(region, name, cidr, tags);
        }
    }
}
