package io.shiyun.model;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an object without reading it.
 *
 * @param bucket where it lies
 * @param key its name there
 * @param size how long it is
 * @param etag the cloud's own mark of this content
 * @param sha256 lower-case hex of its content, where known
 * @param storageClass how near at hand it is
 * @param restored whether a copy of an archived object can be read now
 * @param contentType its media type
 * @param modified when it was written
 * @param metadata what the writer said of it
 */
public record ObjectInfo(
        BucketId bucket,
        String key,
        Bytes size,
        String etag,
        String sha256,
        StorageClass storageClass,
        boolean restored,
        String contentType,
        Optional<Instant> modified,
        Map<String, String> metadata)
        implements Located {
    public ObjectInfo {
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(etag, "etag");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(storageClass, "storageClass");
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(modified, "modified");
        metadata = Map.copyOf(metadata);
    }

    @Override
    public Region region() {
        return bucket.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(BucketId bucket, String key, Bytes size) {
        return new Builder(bucket, key, size);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(bucket, key, size);
        builder.etag = etag;
        builder.sha256 = sha256;
        builder.storageClass = storageClass;
        builder.restored = restored;
        builder.contentType = contentType;
        builder.modified = modified.orElse(null);
        builder.metadata = metadata;
        return builder;
    }

    /** Builds a {@link ObjectInfo}; not safe for use by several threads. */
    public static final class Builder {
        private final BucketId bucket;
        private final String key;
        private final Bytes size;
        private String etag = "";
        private String sha256 = "";
        private StorageClass storageClass = StorageClass.STANDARD;
        private boolean restored = false;
        private String contentType = "";
        private @Nullable Instant modified;
        private Map<String, String> metadata = Map.of();

        private Builder(BucketId bucket, String key, Bytes size) {
            this.bucket = bucket;
            this.key = key;
            this.size = size;
        }

        /** Sets {@link ObjectInfo#etag}. */
        public Builder etag(String etag) {
            this.etag = etag;
            return this;
        }

        /** Sets {@link ObjectInfo#sha256}. */
        public Builder sha256(String sha256) {
            this.sha256 = sha256;
            return this;
        }

        /** Sets {@link ObjectInfo#storageClass}. */
        public Builder storageClass(StorageClass storageClass) {
            this.storageClass = storageClass;
            return this;
        }

        /** Sets {@link ObjectInfo#restored}. */
        public Builder restored(boolean restored) {
            this.restored = restored;
            return this;
        }

        /** Sets {@link ObjectInfo#contentType}. */
        public Builder contentType(String contentType) {
            this.contentType = contentType;
            return this;
        }

        /** Sets {@link ObjectInfo#modified}. */
        public Builder modified(Instant modified) {
            this.modified = modified;
            return this;
        }

        /** Sets {@link ObjectInfo#metadata}. */
        public Builder metadata(Map<String, String> metadata) {
            this.metadata = metadata;
            return this;
        }

        /** Returns the finished value. */
        public ObjectInfo build() {
            return new ObjectInfo(
                    bucket,
                    key,
                    size,
                    etag,
                    sha256,
                    storageClass,
                    restored,
                    contentType,
                    Optional.ofNullable(modified),
                    metadata);
        }
    }
}
