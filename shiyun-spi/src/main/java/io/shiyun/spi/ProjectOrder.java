package io.shiyun.spi;

import io.shiyun.model.Fields;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Region;
import java.util.Map;
import java.util.Objects;

/**
 * An order for a folder of apps.
 *
 * @param region where
 * @param name its name, unique in the region
 * @param tags the user's tags; the intent's come on top
 */
public record ProjectOrder(Region region, String name, Map<String, String> tags) implements Order {
    public ProjectOrder {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(name, "name");
        tags = Map.copyOf(tags);
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Region region, String name) {
        return new Builder(region, name);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(region, name);
        builder.tags = tags;
        return builder;
    }

    /** Returns the id the project has. */
    public ProjectId project() {
        return new ProjectId(region, name);
    }

    @Override
    public void write(Fields.Writer fields) {
        fields.putRegion("region", region);
        fields.put("name", name);
        fields.putMap("tags", tags);
    }

    /** Builds a {@link ProjectOrder}; not safe for use by several threads. */
    public static final class Builder {
        private final Region region;
        private final String name;
        private Map<String, String> tags = Map.of();

        private Builder(Region region, String name) {
            this.region = region;
            this.name = name;
        }

        /** Sets {@link ProjectOrder#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Returns the finished value. */
        public ProjectOrder build() {
            return new ProjectOrder(region, name, tags);
        }
    }
}
