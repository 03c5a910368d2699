package io.shiyun.model;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A machine image.
 *
 * @param id names it
 * @param name its name, not always unique
 * @param state whether it can be used
 * @param architecture what it runs on
 * @param system the system in it, such as debian-12
 * @param shared whether others offer it to everybody
 * @param size what it takes on disk
 * @param created when it was made
 * @param tags all its tags
 * @param problem why it is in ERROR
 */
public record Image(
        ImageId id,
        String name,
        ResourceState state,
        Architecture architecture,
        String system,
        boolean shared,
        Optional<Bytes> size,
        Optional<Instant> created,
        Map<String, String> tags,
        Optional<Problem> problem)
        implements Located {
    public Image {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(architecture, "architecture");
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(created, "created");
        tags = Map.copyOf(tags);
        Objects.requireNonNull(problem, "problem");
    }

    @Override
    public Region region() {
        return id.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(ImageId id, String name, ResourceState state) {
        return new Builder(id, name, state);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(id, name, state);
        builder.architecture = architecture;
        builder.system = system;
        builder.shared = shared;
        builder.size = size.orElse(null);
        builder.created = created.orElse(null);
        builder.tags = tags;
        builder.problem = problem.orElse(null);
        return builder;
    }

    /** Builds a {@link Image}; not safe for use by several threads. */
    public static final class Builder {
        private final ImageId id;
        private final String name;
        private ResourceState state;
        private Architecture architecture = Architecture.UNKNOWN;
        private String system = "";
        private boolean shared = false;
        private @Nullable Bytes size;
        private @Nullable Instant created;
        private Map<String, String> tags = Map.of();
        private @Nullable Problem problem;

        private Builder(ImageId id, String name, ResourceState state) {
            this.id = id;
            this.name = name;
            this.state = state;
        }

        /** Sets {@link Image#state}. */
        public Builder state(ResourceState state) {
            this.state = state;
            return this;
        }

        /** Sets {@link Image#architecture}. */
        public Builder architecture(Architecture architecture) {
            this.architecture = architecture;
            return this;
        }

        /** Sets {@link Image#system}. */
        public Builder system(String system) {
            this.system = system;
            return this;
        }

        /** Sets {@link Image#shared}. */
        public Builder shared(boolean shared) {
            this.shared = shared;
            return this;
        }

        /** Sets {@link Image#size}. */
        public Builder size(Bytes size) {
            this.size = size;
            return this;
        }

        /** Sets {@link Image#created}. */
        public Builder created(Instant created) {
            this.created = created;
            return this;
        }

        /** Sets {@link Image#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Sets {@link Image#problem}. */
        public Builder problem(Problem problem) {
            this.problem = problem;
            return this;
        }

        /** Returns the finished value. */
        public Image build() {
            return new Image(
                    id,
                    name,
                    state,
                    architecture,
                    system,
                    shared,
                    Optional.ofNullable(size),
                    Optional.ofNullable(created),
                    tags,
                    Optional.ofNullable(problem));
        }
    }
}
