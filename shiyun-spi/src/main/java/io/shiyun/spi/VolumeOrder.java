package io.shiyun.spi;

import io.shiyun.model.Bytes;
import io.shiyun.model.Fields;
import io.shiyun.model.Id;
import io.shiyun.model.Region;
import io.shiyun.model.SnapshotId;
import io.shiyun.model.Zone;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order for a disk that lives on its own.
 *
 * @param region where
 * @param name its name, as the cloud is to show it
 * @param size how much it holds
 * @param zone the zone
 * @param kind the cloud's own name of its kind
 * @param snapshot what to fill it from
 * @param tags the user's tags; the intent's come on top
 */
public record VolumeOrder(
        Region region,
        String name,
        Bytes size,
        Optional<Zone> zone,
        String kind,
        Optional<SnapshotId> snapshot,
        Map<String, String> tags)
        implements Order {
    public VolumeOrder {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(snapshot, "snapshot");
        tags = Map.copyOf(tags);
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Region region, String name, Bytes size) {
        return new Builder(region, name, size);
    }

    @Override
    public void write(Fields.Writer fields) {
        fields.putRegion("region", region);
        fields.put("name", name);
        fields.put("size", size.count());
        zone.ifPresent(value -> fields.putZone("zone", value));
        fields.put("kind", kind);
        snapshot.ifPresent(value -> fields.put("snapshot", value.text()));
        fields.putMap("tags", tags);
    }

    /** Reads back what {@link #write} wrote. */
    public static VolumeOrder read(Fields.Reader fields) {
        return new VolumeOrder(
                fields.region("region"),
                fields.text("name"),
                new Bytes(fields.number("size")),
                fields.has("zone") ? Optional.of(fields.zone("zone")) : Optional.empty(),
                fields.text("kind"),
                fields.has("snapshot")
                        ? Optional.of(Id.parse(SnapshotId.class, fields.text("snapshot")))
                        : Optional.empty(),
                fields.map("tags"));
    }

    /** Builds a {@link VolumeOrder}; not safe for use by several threads. */
    public static final class Builder {
        private final Region region;
        private final String name;
        private final Bytes size;
        private @Nullable Zone zone;
        private String kind = "";
        private @Nullable SnapshotId snapshot;
        private Map<String, String> tags = Map.of();

        private Builder(Region region, String name, Bytes size) {
            this.region = region;
            this.name = name;
            this.size = size;
        }

        /** Sets {@link VolumeOrder#zone}. */
        public Builder zone(Zone zone) {
            this.zone = zone;
            return this;
        }

        /** Sets {@link VolumeOrder#kind}. */
        public Builder kind(String kind) {
            this.kind = kind;
            return this;
        }

        /** Sets {@link VolumeOrder#snapshot}. */
        public Builder snapshot(SnapshotId snapshot) {
            this.snapshot = snapshot;
            return this;
        }

        /** Sets {@link VolumeOrder#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Returns the finished value. */
        public VolumeOrder build() {
            return new VolumeOrder(
                    region, name, size, Optional.ofNullable(zone), kind, Optional.ofNullable(snapshot), tags);
        }
    }
}
