package io.shiyun.provider.sim;

import io.shiyun.model.Bucket;
import io.shiyun.model.BucketId;
import io.shiyun.model.CloudException;
import io.shiyun.model.ObjectInfo;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.StorageClass;
import io.shiyun.spi.BucketOrder;
import io.shiyun.spi.Buckets;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.ObjectKey;
import io.shiyun.spi.ObjectOrder;
import io.shiyun.spi.ObjectQuery;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Part;
import io.shiyun.spi.Range;
import io.shiyun.spi.Upload;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/** Objects in memory. A restored copy of an archived object is there once the boot time has passed. */
final class SimBuckets implements Buckets {
    private final SimWorld world;
    private final Wire wire;

    SimBuckets(SimWorld world, Wire wire) {
        this.world = world;
        this.wire = wire;
    }

    private Shelf shelf(BucketId id) {
        world.buckets.get(id);
        return world.shelves.computeIfAbsent(id, key -> new Shelf(world, key));
    }

    @Override
    public Bucket create(BucketOrder order, Call call) {
        return wire.ask(Operation.BUCKETS_CREATE, order, call, () -> {
            HostDesk.checkName(order.name());
            Row<Bucket> row = world.buckets
                    .find(order.bucket())
                    .orElseGet(() -> world.buckets.add(
                            Bucket.builder(order.bucket()).created(world.now()).build(), ""));
            row.set(row.value().toBuilder().tags(order.tags()).build());
            return row.value();
        });
    }

    @Override
    public Page<Bucket> list(Region region, Cursor from, Call call) {
        return wire.ask(Operation.BUCKETS_LIST, region, call, () -> world.buckets.page(region, each -> true, from));
    }

    @Override
    public void delete(BucketId id, Call call) {
        wire.tell(Operation.BUCKETS_DELETE, id, call, () -> {
            if (world.buckets.find(id).isPresent() && !shelf(id).isEmpty()) {
                throw CloudException.rejected(Reason.CONFLICT, id + " holds objects; delete them first")
                        .code("BucketNotEmpty")
                        .build();
            }
            world.buckets.remove(id);
            world.shelves.remove(id);
        });
    }

    @Override
    public ObjectInfo put(ObjectOrder order, InputStream content, Call call) {
        call.check();
        byte[] bytes = SimShells.Streams.read(content);
        return wire.ask(
                Operation.BUCKETS_PUT, order, call, () -> shelf(order.bucket()).put(order, bytes));
    }

    @Override
    public ObjectInfo get(ObjectKey key, Range range, OutputStream to, Call call) {
        Shelf.Thing thing = wire.ask(
                Operation.BUCKETS_GET, key, call, () -> shelf(key.bucket()).readable(key.key()));
        SimShells.Streams.write(Shelf.cut(thing.bytes(), range), to);
        return thing.info();
    }

    @Override
    public ObjectInfo stat(ObjectKey key, Call call) {
        return wire.ask(
                Operation.BUCKETS_STAT,
                key,
                call,
                () -> shelf(key.bucket()).get(key.key()).info());
    }

    @Override
    public Page<ObjectInfo> objects(ObjectQuery query, Cursor from, Call call) {
        return wire.ask(
                Operation.BUCKETS_OBJECTS,
                query,
                call,
                () -> shelf(query.bucket())
                        .list(query.prefix(), from, world.options().pageSize()));
    }

    @Override
    public void deleteObject(ObjectKey key, Call call) {
        wire.tell(
                Operation.BUCKETS_DELETE_OBJECT,
                key,
                call,
                () -> shelf(key.bucket()).remove(key.key()));
    }

    @Override
    public ObjectInfo copy(ObjectKey from, ObjectKey to, Call call) {
        return wire.ask(Operation.BUCKETS_COPY, to, call, () -> {
            Shelf.Thing thing = shelf(from.bucket()).readable(from.key());
            return shelf(to.bucket()).put(Shelf.orderOf(to, thing), thing.bytes());
        });
    }

    @Override
    public Upload beginUpload(ObjectOrder order, Call call) {
        return wire.ask(
                Operation.BUCKETS_BEGIN_UPLOAD,
                order,
                call,
                () -> shelf(order.bucket()).begin(order));
    }

    @Override
    public Part uploadPart(Upload upload, int number, long length, InputStream content, Call call) {
        call.check();
        byte[] bytes = SimShells.Streams.read(content);
        return wire.ask(
                Operation.BUCKETS_UPLOAD_PART,
                upload,
                call,
                () -> shelf(upload.object().bucket()).part(upload, number, length, bytes));
    }

    @Override
    public ObjectInfo completeUpload(Upload upload, List<Part> parts, Call call) {
        return wire.ask(
                Operation.BUCKETS_COMPLETE_UPLOAD,
                upload,
                call,
                () -> shelf(upload.object().bucket()).complete(upload, parts));
    }

    @Override
    public void abortUpload(Upload upload, Call call) {
        wire.tell(
                Operation.BUCKETS_ABORT_UPLOAD,
                upload,
                call,
                () -> shelf(upload.object().bucket()).abort(upload));
    }

    @Override
    public ObjectInfo storageClass(ObjectKey key, StorageClass storageClass, Call call) {
        return wire.ask(
                Operation.BUCKETS_STORAGE_CLASS,
                key,
                call,
                () -> shelf(key.bucket()).move(key.key(), storageClass));
    }

    @Override
    public ObjectInfo restore(ObjectKey key, Duration keep, Call call) {
        return wire.ask(
                Operation.BUCKETS_RESTORE, key, call, () -> shelf(key.bucket()).restore(key.key(), keep));
    }
}
