package io.shiyun.spi;

import io.shiyun.model.BucketId;
import io.shiyun.model.Fields;
import io.shiyun.model.Region;
import java.util.Map;
import java.util.Objects;

/**
 * An order for a folder of objects.
 *
 * @param region where
 * @param name its name; some clouds want it unique in the world
 * @param tags the user's tags; the intent's come on top
 */
public record BucketOrder(Region region, String name, Map<String, String> tags) implements Order {
    public BucketOrder {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(name, "name");
        tags = Map.copyOf(tags);
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Region region, String name) {
        return new Builder(region, name);
    }

    /** Returns the id the bucket has. */
    public BucketId bucket() {
        return new BucketId(region, name);
    }

    @Override
    public void write(Fields.Writer fields) {
        fields.putRegion("region", region);
        fields.put("name", name);
        fields.putMap("tags", tags);
    }

    /** Builds a {@link BucketOrder}; not safe for use by several threads. */
    public static final class Builder {
        private final Region region;
        private final String name;
        private Map<String, String> tags = Map.of();

        private Builder(Region region, String name) {
            this.region = region;
            this.name = name;
        }

        /** Sets {@link BucketOrder#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Returns the finished value. */
        public BucketOrder build() {
            return new BucketOrder(region, name, tags);
        }
    }
}
