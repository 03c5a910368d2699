package io.shiyun.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A repository of container images.
 *
 * @param id names it
 * @param address what to write before a tag to pull from it
 * @param shared whether everybody may pull
 * @param description what it holds
 * @param created when it was made
 */
public record Repository(RepositoryId id, String address, boolean shared, String description, Optional<Instant> created)
        implements Located {
    public Repository {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(created, "created");
    }

    @Override
    public Region region() {
        return id.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(RepositoryId id, String address) {
        return new Builder(id, address);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(id, address);
        builder.shared = shared;
        builder.description = description;
        builder.created = created.orElse(null);
        return builder;
    }

    /** Builds a {@link Repository}; not safe for use by several threads. */
    public static final class Builder {
        private final RepositoryId id;
        private final String address;
        private boolean shared = false;
        private String description = "";
        private @Nullable Instant created;

        private Builder(RepositoryId id, String address) {
            this.id = id;
            this.address = address;
        }

        /** Sets {@link Repository#shared}. */
        public Builder shared(boolean shared) {
            this.shared = shared;
            return this;
        }

        /** Sets {@link Repository#description}. */
        public Builder description(String description) {
            this.description = description;
            return this;
        }

        /** Sets {@link Repository#created}. */
        public Builder created(Instant created) {
            this.created = created;
            return this;
        }

        /** Returns the finished value. */
        public Repository build() {
            return new Repository(id, address, shared, description, Optional.ofNullable(created));
        }
    }
}
