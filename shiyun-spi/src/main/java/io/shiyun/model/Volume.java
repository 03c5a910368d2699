package io.shiyun.model;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A disk that lives on its own.
 *
 * @param id names it
 * @param name its name
 * @param state where it is in its life
 * @param size how much it holds
 * @param billed whether it costs
 * @param kind the cloud's own name of its kind
 * @param zone the zone it lies in
 * @param host the host it is attached to
 * @param tags all its tags
 * @param created when it was made
 * @param problem why it is in ERROR
 */
public record Volume(
        VolumeId id,
        String name,
        ResourceState state,
        Bytes size,
        boolean billed,
        String kind,
        Optional<Zone> zone,
        Optional<HostId> host,
        Map<String, String> tags,
        Optional<Instant> created,
        Optional<Problem> problem)
        implements Located {
    public Volume {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(host, "host");
        tags = Map.copyOf(tags);
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(problem, "problem");
    }

    @Override
    public Region region() {
        return id.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(VolumeId id, String name, ResourceState state, Bytes size) {
        return new Builder(id, name, state, size);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(id, name, state, size);
        builder.billed = billed;
        builder.kind = kind;
        builder.zone = zone.orElse(null);
        builder.host = host.orElse(null);
        builder.tags = tags;
        builder.created = created.orElse(null);
        builder.problem = problem.orElse(null);
        return builder;
    }

    /** Builds a {@link Volume}; not safe for use by several threads. */
    public static final class Builder {
        private final VolumeId id;
        private final String name;
        private ResourceState state;
        private Bytes size;
        private boolean billed = true;
        private String kind = "";
        private @Nullable Zone zone;
        private @Nullable HostId host;
        private Map<String, String> tags = Map.of();
        private @Nullable Instant created;
        private @Nullable Problem problem;

        private Builder(VolumeId id, String name, ResourceState state, Bytes size) {
            this.id = id;
            this.name = name;
            this.state = state;
            this.size = size;
        }

        /** Sets {@link Volume#state}. */
        public Builder state(ResourceState state) {
            this.state = state;
            return this;
        }

        /** Sets {@link Volume#size}. */
        public Builder size(Bytes size) {
            this.size = size;
            return this;
        }

        /** Sets {@link Volume#billed}. */
        public Builder billed(boolean billed) {
            this.billed = billed;
            return this;
        }

        /** Sets {@link Volume#kind}. */
        public Builder kind(String kind) {
            this.kind = kind;
            return this;
        }

        /** Sets {@link Volume#zone}. */
        public Builder zone(Zone zone) {
            this.zone = zone;
            return this;
        }

        /** Sets {@link Volume#host}. */
        public Builder host(HostId host) {
            this.host = host;
            return this;
        }

        /** Sets {@link Volume#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Sets {@link Volume#created}. */
        public Builder created(Instant created) {
            this.created = created;
            return this;
        }

        /** Sets {@link Volume#problem}. */
        public Builder problem(Problem problem) {
            this.problem = problem;
            return this;
        }

        /** Returns the finished value. */
        public Volume build() {
            return new Volume(
                    id,
                    name,
                    state,
                    size,
                    billed,
                    kind,
                    Optional.ofNullable(zone),
                    Optional.ofNullable(host),
                    tags,
                    Optional.ofNullable(created),
                    Optional.ofNullable(problem));
        }
    }
}
