package io.shiyun.spi;

import io.shiyun.model.BucketId;
import io.shiyun.model.Located;
import io.shiyun.model.Region;
import java.util.Objects;

/**
 * Names an object.
 *
 * @param bucket where it lies
 * @param key its name there
 */
public record ObjectKey(BucketId bucket, String key) implements Located {
    public ObjectKey {
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(key, "key");
    }

    @Override
    public Region region() {
        return bucket.region();
    }
}
