package io.shiyun.spi;

import io.shiyun.model.Located;
import io.shiyun.model.Region;
import java.util.Objects;

/**
 * A multipart upload that was begun.
 *
 * @param object what it becomes
 * @param value the cloud's own id of the upload
 */
public record Upload(ObjectKey object, String value) implements Located {
    public Upload {
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(value, "value");
    }

    @Override
    public Region region() {
        return object.region();
    }
}
