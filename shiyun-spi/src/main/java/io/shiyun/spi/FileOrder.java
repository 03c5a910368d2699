package io.shiyun.spi;

import io.shiyun.model.HostId;
import io.shiyun.model.Located;
import io.shiyun.model.Region;
import java.util.Objects;

/**
 * A file to be written whole or not at all.
 *
 * @param host where
 * @param path its path; folders on the way are made
 * @param permissions as in {@code rw-r-----}
 */
public record FileOrder(HostId host, String path, String permissions) implements Located {
    public FileOrder {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(permissions, "permissions");
    }

    @Override
    public Region region() {
        return host.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(HostId host, String path) {
        return new Builder(host, path);
    }

    /** Builds a {@link FileOrder}; not safe for use by several threads. */
    public static final class Builder {
        private final HostId host;
        private final String path;
        private String permissions = "rw-r--r--";

        private Builder(HostId host, String path) {
            this.host = host;
            this.path = path;
        }

        /** Sets {@link FileOrder#permissions}. */
        public Builder permissions(String permissions) {
            this.permissions = permissions;
            return this;
        }

        /** Returns the finished value. */
        public FileOrder build() {
            return new FileOrder(host, path, permissions);
        }
    }
}
