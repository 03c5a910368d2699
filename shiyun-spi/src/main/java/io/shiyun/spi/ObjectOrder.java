package io.shiyun.spi;

import io.shiyun.model.BucketId;
import io.shiyun.model.Located;
import io.shiyun.model.Region;
import io.shiyun.model.StorageClass;
import java.util.Map;
import java.util.Objects;

/**
 * An object to be written whole or not at all.
 *
 * @param bucket where
 * @param key its name there
 * @param length how many bytes come
 * @param contentType its media type
 * @param storageClass how near at hand
 * @param sha256 lower-case hex of its content; refused when it does not match; empty for no check
 * @param metadata what to say of it
 */
public record ObjectOrder(
        BucketId bucket,
        String key,
        long length,
        String contentType,
        StorageClass storageClass,
        String sha256,
        Map<String, String> metadata)
        implements Located {
    public ObjectOrder {
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(storageClass, "storageClass");
        Objects.requireNonNull(sha256, "sha256");
        metadata = Map.copyOf(metadata);
        if (length < 0) {
            throw new IllegalArgumentException("length is " + length + "; it cannot be negative");
        }
    }

    @Override
    public Region region() {
        return bucket.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(BucketId bucket, String key, long length) {
        return new Builder(bucket, key, length);
    }

    /** Builds a {@link ObjectOrder}; not safe for use by several threads. */
    public static final class Builder {
        private final BucketId bucket;
        private final String key;
        private final long length;
        private String contentType = "application/octet-stream";
        private StorageClass storageClass = StorageClass.STANDARD;
        private String sha256 = "";
        private Map<String, String> metadata = Map.of();

        private Builder(BucketId bucket, String key, long length) {
            this.bucket = bucket;
            this.key = key;
            this.length = length;
        }

        /** Sets {@link ObjectOrder#contentType}. */
        public Builder contentType(String contentType) {
            this.contentType = contentType;
            return this;
        }

        /** Sets {@link ObjectOrder#storageClass}. */
        public Builder storageClass(StorageClass storageClass) {
            this.storageClass = storageClass;
            return this;
        }

        /** Sets {@link ObjectOrder#sha256}. */
        public Builder sha256(String sha256) {
            this.sha256 = sha256;
            return this;
        }

        /** Sets {@link ObjectOrder#metadata}. */
        public Builder metadata(Map<String, String> metadata) {
            this.metadata = metadata;
            return this;
        }

        /** Returns the finished value. */
        public ObjectOrder build() {
            return new ObjectOrder(bucket, key, length, contentType, storageClass, sha256, metadata);
        }
    }
}
