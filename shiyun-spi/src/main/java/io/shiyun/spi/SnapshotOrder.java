package io.shiyun.spi;

import io.shiyun.model.Fields;
import io.shiyun.model.Region;
import io.shiyun.model.VolumeId;
import java.util.Map;
import java.util.Objects;

/**
 * An order for the content of a volume at this moment.
 *
 * @param volume what to take it of
 * @param name its name, as the cloud is to show it
 * @param tags the user's tags; the intent's come on top
 */
public record SnapshotOrder(VolumeId volume, String name, Map<String, String> tags) implements Order {
    public SnapshotOrder {
        Objects.requireNonNull(volume, "volume");
        Objects.requireNonNull(name, "name");
        tags = Map.copyOf(tags);
    }

    @Override
    public Region region() {
        return volume.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(VolumeId volume, String name) {
        return new Builder(volume, name);
    }

    @Override
    public void write(Fields.Writer fields) {
        fields.put("volume", volume.text());
        fields.put("name", name);
        fields.putMap("tags", tags);
    }

    /** Builds a {@link SnapshotOrder}; not safe for use by several threads. */
    public static final class Builder {
        private final VolumeId volume;
        private final String name;
        private Map<String, String> tags = Map.of();

        private Builder(VolumeId volume, String name) {
            this.volume = volume;
            this.name = name;
        }

        /** Sets {@link SnapshotOrder#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Returns the finished value. */
        public SnapshotOrder build() {
            return new SnapshotOrder(volume, name, tags);
        }
    }
}
