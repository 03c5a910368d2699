package io.shiyun.provider.local;

import io.shiyun.model.BucketId;
import io.shiyun.model.Bytes;
import io.shiyun.model.Fields;
import io.shiyun.model.ObjectInfo;
import io.shiyun.model.StorageClass;
import java.time.Instant;
import java.util.Map;

/**
 * An object as its bucket knows it; the content lies in a file of its own, so that a reader of the old content is not disturbed.
 *
 * @param key its name
 * @param data the name of the file with its content
 */
record ObjectRecord(
        String key,
        String data,
        long size,
        String sha256,
        String contentType,
        Instant modified,
        Map<String, String> metadata) {
    ObjectRecord {
        metadata = Map.copyOf(metadata);
    }

    ObjectInfo fact(BucketId bucket) {
        return ObjectInfo.builder(bucket, key, Bytes.of(size))
                .etag(sha256.substring(0, 32))
                .sha256(sha256)
                .storageClass(StorageClass.STANDARD)
                .contentType(contentType)
                .modified(modified)
                .metadata(metadata)
                .build();
    }

    void write(Fields.Writer fields) {
        fields.put("key", key);
        fields.put("data", data);
        fields.put("size", size);
        fields.put("sha256", sha256);
        fields.put("contentType", contentType);
        fields.put("modified", modified.toString());
        fields.putMap("metadata", metadata);
    }

    static ObjectRecord read(Fields.Reader fields) {
        return new ObjectRecord(
                fields.text("key"),
                fields.text("data"),
                fields.number("size"),
                fields.text("sha256"),
                fields.text("contentType"),
                Instant.parse(fields.text("modified")),
                fields.map("metadata"));
    }
}
