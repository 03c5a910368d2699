package io.shiyun.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A managed database, cache or queue.
 *
 * @param id names it
 * @param name its name
 * @param engine what it is, such as postgresql, redis, kafka
 * @param state where it is in its life
 * @param version its version
 * @param shape its size by name
 * @param endpoints where it answers
 * @param tags all its tags
 * @param created when it was made
 * @param problem why it is in ERROR
 */
public record MiddlewareInstance(
        MiddlewareId id,
        String name,
        String engine,
        ResourceState state,
        String version,
        Optional<Shape> shape,
        List<Endpoint> endpoints,
        Map<String, String> tags,
        Optional<Instant> created,
        Optional<Problem> problem)
        implements Located {
    public MiddlewareInstance {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(shape, "shape");
        endpoints = List.copyOf(endpoints);
        tags = Map.copyOf(tags);
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(problem, "problem");
    }

    @Override
    public Region region() {
        return id.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(MiddlewareId id, String name, String engine, ResourceState state) {
        return new Builder(id, name, engine, state);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(id, name, engine, state);
        builder.version = version;
        builder.shape = shape.orElse(null);
        builder.endpoints = endpoints;
        builder.tags = tags;
        builder.created = created.orElse(null);
        builder.problem = problem.orElse(null);
        return builder;
    }

    /** Builds a {@link MiddlewareInstance}; not safe for use by several threads. */
    public static final class Builder {
        private final MiddlewareId id;
        private final String name;
        private final String engine;
        private ResourceState state;
        private String version = "";
        private @Nullable Shape shape;
        private List<Endpoint> endpoints = List.of();
        private Map<String, String> tags = Map.of();
        private @Nullable Instant created;
        private @Nullable Problem problem;

        private Builder(MiddlewareId id, String name, String engine, ResourceState state) {
            this.id = id;
            this.name = name;
            this.engine = engine;
            this.state = state;
        }

        /** Sets {@link MiddlewareInstance#state}. */
        public Builder state(ResourceState state) {
            this.state = state;
            return this;
        }

        /** Sets {@link MiddlewareInstance#version}. */
        public Builder version(String version) {
            this.version = version;
            return this;
        }

        /** Sets {@link MiddlewareInstance#shape}. */
        public Builder shape(Shape shape) {
            this.shape = shape;
            return this;
        }

        /** Sets {@link MiddlewareInstance#endpoints}. */
        public Builder endpoints(List<Endpoint> endpoints) {
            this.endpoints = endpoints;
            return this;
        }

        /** Sets {@link MiddlewareInstance#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Sets {@link MiddlewareInstance#created}. */
        public Builder created(Instant created) {
            this.created = created;
            return this;
        }

        /** Sets {@link MiddlewareInstance#problem}. */
        public Builder problem(Problem problem) {
            this.problem = problem;
            return this;
        }

        /** Returns the finished value. */
        public MiddlewareInstance build() {
            return new MiddlewareInstance(
                    id,
                    name,
                    engine,
                    state,
                    version,
                    Optional.ofNullable(shape),
                    endpoints,
                    tags,
                    Optional.ofNullable(created),
                    Optional.ofNullable(problem));
        }
    }
}
