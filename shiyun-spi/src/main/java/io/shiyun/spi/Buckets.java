package io.shiyun.spi;

import io.shiyun.model.Bucket;
import io.shiyun.model.BucketId;
import io.shiyun.model.ObjectInfo;
import io.shiyun.model.Region;
import io.shiyun.model.StorageClass;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/**
 * Objects in buckets. An object is written whole or not at all; what is read after a write is what was written.
 */
public interface Buckets extends CloudService {
    /**
     * Makes the bucket so. EXISTS when somebody else has the name.
     */
    default Bucket create(BucketOrder order, Call call) {
        throw Unsupported.operation("Buckets", "create");
    }

    /**
     * Lists buckets.
     */
    Page<Bucket> list(Region region, Cursor from, Call call);

    /**
     * Deletes an empty bucket; gone already is done. CONFLICT while it holds objects.
     */
    default void delete(BucketId id, Call call) {
        throw Unsupported.operation("Buckets", "delete");
    }

    /**
     * Writes an object. INVALID when length or checksum does not match what came; the object is then as it was.
     */
    ObjectInfo put(ObjectOrder order, InputStream content, Call call);

    /**
     * Copies an object, or a part of it, to {@code to}. NOT_FOUND when there is none; CONFLICT when it is
     * archived and not restored.
     */
    ObjectInfo get(ObjectKey key, Range range, OutputStream to, Call call);

    /**
     * Returns what is known of an object. NOT_FOUND when there is none.
     */
    ObjectInfo stat(ObjectKey key, Call call);

    /**
     * Lists objects, by key in the order of their UTF-8 bytes.
     */
    Page<ObjectInfo> objects(ObjectQuery query, Cursor from, Call call);

    /**
     * Deletes an object; gone already is done.
     */
    void deleteObject(ObjectKey key, Call call);

    /**
     * Copies an object inside the cloud.
     */
    default ObjectInfo copy(ObjectKey from, ObjectKey to, Call call) {
        throw Unsupported.operation("Buckets", "copy");
    }

    /**
     * Begins to write an object in parts; the length of the order is that of the whole.
     */
    default Upload beginUpload(ObjectOrder order, Call call) {
        throw Unsupported.operation("Buckets", "beginUpload");
    }

    /**
     * Writes a part; writing the same number again replaces it.
     */
    default Part uploadPart(Upload upload, int number, long length, InputStream content, Call call) {
        throw Unsupported.operation("Buckets", "uploadPart");
    }

    /**
     * Makes the object of its parts, in order of number.
     */
    default ObjectInfo completeUpload(Upload upload, List<Part> parts, Call call) {
        throw Unsupported.operation("Buckets", "completeUpload");
    }

    /**
     * Forgets the parts; gone already is done.
     */
    default void abortUpload(Upload upload, Call call) {
        throw Unsupported.operation("Buckets", "abortUpload");
    }

    /**
     * Moves an object to another class; archiving is one.
     */
    default ObjectInfo storageClass(ObjectKey key, StorageClass storageClass, Call call) {
        throw Unsupported.operation("Buckets", "storageClass");
    }

    /**
     * Asks for a readable copy of an archived object, kept this long; {@link ObjectInfo#restored()} says when it
     * is there.
     */
    default ObjectInfo restore(ObjectKey key, Duration keep, Call call) {
        throw Unsupported.operation("Buckets", "restore");
    }
}
