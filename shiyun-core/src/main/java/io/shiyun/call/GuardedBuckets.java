package io.shiyun.call;

import static io.shiyun.spi.Operation.BUCKETS_ABORT_UPLOAD;
import static io.shiyun.spi.Operation.BUCKETS_BEGIN_UPLOAD;
import static io.shiyun.spi.Operation.BUCKETS_COMPLETE_UPLOAD;
import static io.shiyun.spi.Operation.BUCKETS_COPY;
import static io.shiyun.spi.Operation.BUCKETS_CREATE;
import static io.shiyun.spi.Operation.BUCKETS_DELETE;
import static io.shiyun.spi.Operation.BUCKETS_DELETE_OBJECT;
import static io.shiyun.spi.Operation.BUCKETS_GET;
import static io.shiyun.spi.Operation.BUCKETS_LIST;
import static io.shiyun.spi.Operation.BUCKETS_OBJECTS;
import static io.shiyun.spi.Operation.BUCKETS_PUT;
import static io.shiyun.spi.Operation.BUCKETS_RESTORE;
import static io.shiyun.spi.Operation.BUCKETS_STAT;
import static io.shiyun.spi.Operation.BUCKETS_STORAGE_CLASS;
import static io.shiyun.spi.Operation.BUCKETS_UPLOAD_PART;

import io.shiyun.model.Bucket;
import io.shiyun.model.BucketId;
import io.shiyun.model.ObjectInfo;
import io.shiyun.model.Region;
import io.shiyun.model.StorageClass;
import io.shiyun.spi.BucketOrder;
import io.shiyun.spi.Buckets;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.ObjectKey;
import io.shiyun.spi.ObjectOrder;
import io.shiyun.spi.ObjectQuery;
import io.shiyun.spi.Page;
import io.shiyun.spi.Part;
import io.shiyun.spi.Range;
import io.shiyun.spi.Upload;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** {@link Buckets} by way of the pipeline. */
final class GuardedBuckets extends Guarded<Buckets> implements Buckets {
    GuardedBuckets(Pipeline pipeline, Buckets buckets, Supplier<Capabilities> abilities) {
        super(pipeline, buckets, abilities);
    }

    @Override
    public Bucket create(BucketOrder order, Call call) {
        return ask(BUCKETS_CREATE, order, call, Buckets::create);
    }

    @Override
    public Page<Bucket> list(Region region, Cursor from, Call call) {
        return ask(BUCKETS_LIST, region, from, call, Buckets::list);
    }

    @Override
    public void delete(BucketId id, Call call) {
        run(BUCKETS_DELETE, id, call, (buckets, attempt) -> buckets.delete(id, attempt));
    }

    @Override
    public ObjectInfo put(ObjectOrder order, InputStream content, Call call) {
        return ask(BUCKETS_PUT, order, call, (buckets, attempt) -> buckets.put(order, content, attempt));
    }

    @Override
    public ObjectInfo get(ObjectKey key, Range range, OutputStream to, Call call) {
        return ask(BUCKETS_GET, key, call, (buckets, attempt) -> buckets.get(key, range, to, attempt));
    }

    @Override
    public ObjectInfo stat(ObjectKey key, Call call) {
        return ask(BUCKETS_STAT, key, call, Buckets::stat);
    }

    @Override
    public Page<ObjectInfo> objects(ObjectQuery query, Cursor from, Call call) {
        return ask(BUCKETS_OBJECTS, query, from, call, Buckets::objects);
    }

    @Override
    public void deleteObject(ObjectKey key, Call call) {
        run(BUCKETS_DELETE_OBJECT, key, call, (buckets, attempt) -> buckets.deleteObject(key, attempt));
    }

    @Override
    public ObjectInfo copy(ObjectKey from, ObjectKey to, Call call) {
        return ask(BUCKETS_COPY, from, call, (buckets, attempt) -> buckets.copy(from, to, attempt));
    }

    @Override
    public Upload beginUpload(ObjectOrder order, Call call) {
        return ask(BUCKETS_BEGIN_UPLOAD, order, call, Buckets::beginUpload);
    }

    @Override
    public Part uploadPart(Upload upload, int number, long length, InputStream content, Call call) {
        return ask(
                BUCKETS_UPLOAD_PART,
                upload,
                call,
                (buckets, attempt) -> buckets.uploadPart(upload, number, length, content, attempt));
    }

    @Override
    public ObjectInfo completeUpload(Upload upload, List<Part> parts, Call call) {
        return ask(
                BUCKETS_COMPLETE_UPLOAD,
                upload,
                call,
                (buckets, attempt) -> buckets.completeUpload(upload, parts, attempt));
    }

    @Override
    public void abortUpload(Upload upload, Call call) {
        run(BUCKETS_ABORT_UPLOAD, upload, call, (buckets, attempt) -> buckets.abortUpload(upload, attempt));
    }

    @Override
    public ObjectInfo storageClass(ObjectKey key, StorageClass storageClass, Call call) {
        return ask(
                BUCKETS_STORAGE_CLASS,
                key,
                call,
                (buckets, attempt) -> buckets.storageClass(key, storageClass, attempt));
    }

    @Override
    public ObjectInfo restore(ObjectKey key, Duration keep, Call call) {
        return ask(BUCKETS_RESTORE, key, call, (buckets, attempt) -> buckets.restore(key, keep, attempt));
    }
}
