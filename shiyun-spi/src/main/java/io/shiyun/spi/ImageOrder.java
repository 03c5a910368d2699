package io.shiyun.spi;

import io.shiyun.model.Fields;
import io.shiyun.model.HostId;
import io.shiyun.model.Id;
import io.shiyun.model.Region;
import java.util.Map;
import java.util.Objects;

/**
 * An order for a machine image.
 *
 * @param host what it is taken of
 * @param name its name, as the cloud is to show it
 * @param tags the user's tags; the intent's come on top
 */
public record ImageOrder(HostId host, String name, Map<String, String> tags) implements Order {
    public ImageOrder {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(name, "name");
        tags = Map.copyOf(tags);
    }

    @Override
    public Region region() {
        return host.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(HostId host, String name) {
        return new Builder(host, name);
    }

    @Override
    public void write(Fields.Writer fields) {
        fields.put("host", host.text());
        fields.put("name", name);
        fields.putMap("tags", tags);
    }

    /** Reads back what {@link #write} wrote. */
    public static ImageOrder read(Fields.Reader fields) {
        return new ImageOrder(Id.parse(HostId.class, fields.text("host")), fields.text("name"), fields.map("tags"));
    }

    /** Builds a {@link ImageOrder}; not safe for use by several threads. */
    public static final class Builder {
        private final HostId host;
        private final String name;
        private Map<String, String> tags = Map.of();

        private Builder(HostId host, String name) {
            this.host = host;
            this.name = name;
        }

        /** Sets {@link ImageOrder#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Returns the finished value. */
        public ImageOrder build() {
            return new ImageOrder(host, name, tags);
        }
    }
}
