package io.shiyun.spi;

import io.shiyun.model.Fields;
import io.shiyun.model.Region;
import io.shiyun.model.RepositoryId;
import java.util.Objects;

/**
 * An order for a repository of container images.
 *
 * @param region where
 * @param name its name, unique in the region
 * @param shared whether everybody may pull
 * @param description what it holds
 */
public record RepositoryOrder(Region region, String name, boolean shared, String description) implements Order {
    public RepositoryOrder {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Region region, String name) {
        return new Builder(region, name);
    }

    /** Returns the id the repository has. */
    public RepositoryId repository() {
        return new RepositoryId(region, name);
    }

    @Override
    public void write(Fields.Writer fields) {
        fields.putRegion("region", region);
        fields.put("name", name);
        fields.put("shared", shared);
        fields.put("description", description);
    }

    /** Builds a {@link RepositoryOrder}; not safe for use by several threads. */
    public static final class Builder {
        private final Region region;
        private final String name;
        private boolean shared = false;
        private String description = "";

        private Builder(Region region, String name) {
            this.region = region;
            this.name = name;
        }

        /** Sets {@link RepositoryOrder#shared}. */
        public Builder shared(boolean shared) {
            this.shared = shared;
            return this;
        }

        /** Sets {@link RepositoryOrder#description}. */
        public Builder description(String description) {
            this.description = description;
            return this;
        }

        /** Returns the finished value. */
        public RepositoryOrder build() {
            return new RepositoryOrder(region, name, shared, description);
        }
    }
}
