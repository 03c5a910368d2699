package io.shiyun.model;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder of objects.
 *
 * @param id names it
 * @param created when it was made
 * @param shared whether everybody may read
 * @param tags all its tags
 */
public record Bucket(BucketId id, Optional<Instant> created, boolean shared, Map<String, String> tags)
        implements Located {
    public Bucket {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(created, "created");
        tags = Map.copyOf(tags);
    }

    @Override
    public Region region() {
        return id.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(BucketId id) {
        return new Builder(id);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(id);
        builder.created = created.orElse(null);
        builder.shared = shared;
        builder.tags = tags;
        return builder;
    }

    /** Builds a {@link Bucket}; not safe for use by several threads. */
    public static final class Builder {
        private final BucketId id;
        private @Nullable Instant created;
        private boolean shared = false;
        private Map<String, String> tags = Map.of();

        private Builder(BucketId id) {
            this.id = id;
        }

        /** Sets {@link Bucket#created}. */
        public Builder created(Instant created) {
            this.created = created;
            return this;
        }

        /** Sets {@link Bucket#shared}. */
        public Builder shared(boolean shared) {
            this.shared = shared;
            return this;
        }

        /** Sets {@link Bucket#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Returns the finished value. */
        public Bucket build() {
            return new Bucket(id, Optional.ofNullable(created), shared, tags);
        }
    }
}
