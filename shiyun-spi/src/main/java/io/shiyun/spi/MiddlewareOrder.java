package io.shiyun.spi;

import io.shiyun.model.Bytes;
import io.shiyun.model.Fields;
import io.shiyun.model.Id;
import io.shiyun.model.NetworkId;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order for a managed database, cache or queue.
 *
 * @param region where
 * @param name its name, as the cloud is to show it
 * @param engine what it is, such as postgresql, redis, kafka
 * @param version its version; the usual one of the cloud when empty
 * @param shape its size
 * @param disk how much it holds
 * @param networks its networks
 * @param tags the user's tags; the intent's come on top
 */
public record MiddlewareOrder(
        Region region,
        String name,
        String engine,
        String version,
        Shape shape,
        Optional<Bytes> disk,
        List<NetworkId> networks,
        Map<String, String> tags)
        implements Order {
    public MiddlewareOrder {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(disk, "disk");
        networks = List.copyOf(networks);
        tags = Map.copyOf(tags);
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Region region, String name, String engine, Shape shape) {
        return new Builder(region, name, engine, shape);
    }

    @Override
    public void write(Fields.Writer fields) {
        fields.putRegion("region", region);
        fields.put("name", name);
        fields.put("engine", engine);
        fields.put("version", version);
        fields.put("shape", shape.name());
        disk.ifPresent(value -> fields.put("disk", value.count()));
        fields.putList("networks", networks.stream().map(Id::text).toList());
        fields.putMap("tags", tags);
    }

    /** Reads back what {@link #write} wrote. */
    public static MiddlewareOrder read(Fields.Reader fields) {
        return new MiddlewareOrder(
                fields.region("region"),
                fields.text("name"),
                fields.text("engine"),
                fields.text("version"),
                new Shape(fields.text("shape")),
                fields.has("disk") ? Optional.of(new Bytes(fields.number("disk"))) : Optional.empty(),
                fields.list("networks").stream()
                        .map(text -> Id.parse(NetworkId.class, text))
                        .toList(),
                fields.map("tags"));
    }

    /** Builds a {@link MiddlewareOrder}; not safe for use by several threads. */
    public static final class Builder {
        private final Region region;
        private final String name;
        private final String engine;
        private final Shape shape;
        private String version = "";
        private @Nullable Bytes disk;
        private List<NetworkId> networks = List.of();
        private Map<String, String> tags = Map.of();

        private Builder(Region region, String name, String engine, Shape shape) {
            this.region = region;
            this.name = name;
            this.engine = engine;
            this.shape = shape;
        }

        /** Sets {@link MiddlewareOrder#version}. */
        public Builder version(String version) {
            this.version = version;
            return this;
        }

        /** Sets {@link MiddlewareOrder#disk}. */
        public Builder disk(Bytes disk) {
            this.disk = disk;
            return this;
        }

        /** Sets {@link MiddlewareOrder#networks}. */
        public Builder networks(List<NetworkId> networks) {
            this.networks = networks;
            return this;
        }

        /** Sets {@link MiddlewareOrder#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Returns the finished value. */
        public MiddlewareOrder build() {
            return new MiddlewareOrder(region, name, engine, version, shape, Optional.ofNullable(disk), networks, tags);
        }
    }
}
