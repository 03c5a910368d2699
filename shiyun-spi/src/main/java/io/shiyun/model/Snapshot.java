package io.shiyun.model;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The content of a volume at one moment.
 *
 * @param id names it
 * @param volume what it was taken of
 * @param state whether it can be used
 * @param size how much it takes
 * @param created when it was taken
 * @param tags all its tags
 */
public record Snapshot(
        SnapshotId id,
        VolumeId volume,
        ResourceState state,
        Optional<Bytes> size,
        Optional<Instant> created,
        Map<String, String> tags)
        implements Located {
    public Snapshot {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(volume, "volume");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(created, "created");
        tags = Map.copyOf(tags);
    }

    @Override
    public Region region() {
        return id.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(SnapshotId id, VolumeId volume, ResourceState state) {
        return new Builder(id, volume, state);
    }

    /** Builds a {@link Snapshot}; not safe for use by several threads. */
    public static final class Builder {
        private final SnapshotId id;
        private final VolumeId volume;
        private final ResourceState state;
        private @Nullable Bytes size;
        private @Nullable Instant created;
        private Map<String, String> tags = Map.of();

        private Builder(SnapshotId id, VolumeId volume, ResourceState state) {
            this.id = id;
            this.volume = volume;
            this.state = state;
        }

        /** Sets {@link Snapshot#size}. */
        public Builder size(Bytes size) {
            this.size = size;
            return this;
        }

        /** Sets {@link Snapshot#created}. */
        public Builder created(Instant created) {
            this.created = created;
            return this;
        }

        /** Sets {@link Snapshot#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Returns the finished value. */
        public Snapshot build() {
            return new Snapshot(id, volume, state, Optional.ofNullable(size), Optional.ofNullable(created), tags);
        }
    }
}
