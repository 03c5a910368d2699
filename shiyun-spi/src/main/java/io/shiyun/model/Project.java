package io.shiyun.model;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder of apps.
 *
 * @param id names it
 * @param tags all its tags
 * @param created when it was made
 */
public record Project(ProjectId id, Map<String, String> tags, Optional<Instant> created) implements Located {
    public Project {
        Objects.requireNonNull(id, "id");
        tags = Map.copyOf(tags);
        Objects.requireNonNull(created, "created");
    }

    @Override
    public Region region() {
        return id.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(ProjectId id) {
        return new Builder(id);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(id);
        builder.tags = tags;
        builder.created = created.orElse(null);
        return builder;
    }

    /** Builds a {@link Project}; not safe for use by several threads. */
    public static final class Builder {
        private final ProjectId id;
        private Map<String, String> tags = Map.of();
        private @Nullable Instant created;

        private Builder(ProjectId id) {
            this.id = id;
        }

        /** Sets {@link Project#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Sets {@link Project#created}. */
        public Builder created(Instant created) {
            this.created = created;
            return this;
        }

        /** Returns the finished value. */
        public Project build() {
            return new Project(id, tags, Optional.ofNullable(created));
        }
    }
}
