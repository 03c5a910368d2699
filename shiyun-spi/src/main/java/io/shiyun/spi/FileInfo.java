package io.shiyun.spi;

import io.shiyun.model.Bytes;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file on a host.
 *
 * @param path its path
 * @param directory whether it is a folder
 * @param size how long it is
 * @param permissions as in {@code rw-r-----}; empty where there are none
 * @param modified when it was written
 */
public record FileInfo(String path, boolean directory, Bytes size, String permissions, Optional<Instant> modified) {
    public FileInfo {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(permissions, "permissions");
        Objects.requireNonNull(modified, "modified");
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(String path) {
        return new Builder(path);
    }

    /** Builds a {@link FileInfo}; not safe for use by several threads. */
    public static final class Builder {
        private final String path;
        private boolean directory = false;
        private Bytes size = Bytes.of(0);
        private String permissions = "";
        private @Nullable Instant modified;

        private Builder(String path) {
            this.path = path;
        }

        /** Sets {@link FileInfo#directory}. */
        public Builder directory(boolean directory) {
            this.directory = directory;
            return this;
        }

        /** Sets {@link FileInfo#size}. */
        public Builder size(Bytes size) {
            this.size = size;
            return this;
        }

        /** Sets {@link FileInfo#permissions}. */
        public Builder permissions(String permissions) {
            this.permissions = permissions;
            return this;
        }

        /** Sets {@link FileInfo#modified}. */
        public Builder modified(Instant modified) {
            this.modified = modified;
            return this;
        }

        /** Returns the finished value. */
        public FileInfo build() {
            return new FileInfo(path, directory, size, permissions, Optional.ofNullable(modified));
        }
    }
}
