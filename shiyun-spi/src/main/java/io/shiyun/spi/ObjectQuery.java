package io.shiyun.spi;

import io.shiyun.model.BucketId;
import io.shiyun.model.Located;
import io.shiyun.model.Region;
import java.util.Objects;

/**
 * Which objects of a bucket to list.
 *
 * @param bucket where
 * @param prefix how their keys begin; empty for all
 */
public record ObjectQuery(BucketId bucket, String prefix) implements Located {
    public ObjectQuery {
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(prefix, "prefix");
    }

    @Override
    public Region region() {
        return bucket.region();
    }
}
