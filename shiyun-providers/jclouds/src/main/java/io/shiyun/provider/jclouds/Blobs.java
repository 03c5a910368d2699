package io.shiyun.provider.jclouds;

import io.shiyun.model.BucketId;
import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.ObjectInfo;
import io.shiyun.model.Reason;
import io.shiyun.model.StorageClass;
import io.shiyun.spi.ObjectKey;
import io.shiyun.spi.ObjectOrder;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jclouds.blobstore.domain.BlobMetadata;
import org.jclouds.blobstore.domain.StorageMetadata;
import org.jclouds.blobstore.domain.Tier;
import org.jspecify.annotations.Nullable;

/** Objects as jclouds tells of them. */
final class Blobs {
    /** Where a checksum is kept that was told when the object was written; letters and digits, as the strictest cloud wants. */
    private static final String SHA256 = "shiyunsha256";

    private Blobs() {}

    static ObjectInfo info(BucketId bucket, StorageMetadata blob) {
        Map<String, String> metadata = new TreeMap<>(blob.getUserMetadata());
        String sha256 = metadata.remove(SHA256);
        Long size = blob.getSize();
        String type = null;
        if (blob instanceof BlobMetadata known) {
            type = known.getContentMetadata().getContentType();
            size = size == null ? known.getContentMetadata().getContentLength() : size;
        }
        ObjectInfo.Builder info = ObjectInfo.builder(bucket, blob.getName(), new Bytes(size == null ? 0 : size))
                .etag(etag(blob.getETag()))
                .sha256(sha256 == null ? "" : sha256)
                .storageClass(storageClass(blob.getTier()))
                .contentType(type == null ? "" : type)
                .metadata(metadata);
        Optional.ofNullable(blob.getLastModified()).map(Date::toInstant).ifPresent(info::modified);
        return info.build();
    }

    /** Returns what was said of the object, with its checksum. */
    static Map<String, String> metadata(ObjectOrder order) {
        Map<String, String> metadata = new TreeMap<>(order.metadata());
        if (!order.sha256().isEmpty()) {
            metadata.put(SHA256, order.sha256());
        }
        return metadata;
    }

    static String etag(@Nullable String quoted) {
        return quoted == null ? "" : quoted.replace("\"", "");
    }

    static Tier tier(StorageClass wanted) {
        return switch (wanted) {
            case STANDARD -> Tier.STANDARD;
            case INFREQUENT -> Tier.COOL;
            case ARCHIVE -> Tier.ARCHIVE;
            default ->
                throw Session.invalid(
                        "jclouds knows the classes STANDARD, INFREQUENT and ARCHIVE; it was asked for " + wanted);
        };
    }

    private static StorageClass storageClass(@Nullable Tier tier) {
        if (tier == null) {
            return StorageClass.STANDARD;
        }
        return switch (tier) {
            case STANDARD -> StorageClass.STANDARD;
            case ARCHIVE -> StorageClass.ARCHIVE;
            default -> StorageClass.INFREQUENT;
        };
    }

    static CloudException none(ObjectKey key) {
        return CloudException.rejected(
                        Reason.NOT_FOUND,
                        "there is no object '" + key.key() + "' in "
                                + key.bucket().text())
                .build();
    }
}
