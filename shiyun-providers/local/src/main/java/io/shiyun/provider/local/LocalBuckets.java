package io.shiyun.provider.local;

import io.shiyun.model.Bucket;
import io.shiyun.model.BucketId;
import io.shiyun.model.Fields;
import io.shiyun.model.ObjectInfo;
import io.shiyun.model.Region;
import io.shiyun.model.StorageClass;
import io.shiyun.process.Folders;
import io.shiyun.process.apps.Names;
import io.shiyun.process.apps.Pages;
import io.shiyun.process.apps.Problems;
import io.shiyun.process.apps.StateFile;
import io.shiyun.spi.BucketOrder;
import io.shiyun.spi.Buckets;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.ObjectKey;
import io.shiyun.spi.ObjectOrder;
import io.shiyun.spi.ObjectQuery;
import io.shiyun.spi.Page;
import io.shiyun.spi.Part;
import io.shiyun.spi.Range;
import io.shiyun.spi.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Buckets that are folders. Content moves without a lock; what a key names changes under one. */
final class LocalBuckets implements Buckets {
    private static final int PAGE = 1_000;
    private static final String STATE = "bucket.state";
    private static final String UPLOAD = "upload.state";

    private final Desk desk;
    private final Path folder;
    private final ReentrantLock lock;

    LocalBuckets(Desk desk) {
        this.desk = desk;
        this.folder = desk.world().folder().resolve("buckets");
        this.lock = desk.world().bucketsLock();
    }

    @Override
    public Bucket create(BucketOrder order, Call call) {
        return changing(order.region(), call, () -> {
            Names.check("a bucket", order.name());
            Path home = folder.resolve(order.name());
            Instant created = Files.exists(home.resolve(STATE))
                    ? StateFile.read(home.resolve(STATE), fields -> Instant.parse(fields.text("created")))
                    : desk.world().now();
            Folders.make(home);
            StateFile.write(home.resolve(STATE), fields -> {
                fields.put("created", created.toString());
                fields.putMap("tags", order.tags());
            });
            return fact(home);
        });
    }

    @Override
    public Page<Bucket> list(Region region, Cursor from, Call call) {
        return desk.ask(
                region,
                call,
                () -> Pages.of(
                        Folders.list(folder).stream()
                                .filter(home -> Files.exists(home.resolve(STATE)))
                                .map(this::fact)
                                .toList(),
                        bucket -> bucket.id().value(),
                        from));
    }

    @Override
    public void delete(BucketId id, Call call) {
        changing(id, call, () -> {
            Names.check("a bucket", id.value());
            Path home = folder.resolve(id.value());
            if (!new BucketFolder(home, lock).empty()) {
                throw Problems.conflict(id.text() + " holds objects; delete them first");
            }
            Folders.delete(home);
            return true;
        });
    }

    @Override
    public ObjectInfo put(ObjectOrder order, InputStream content, Call call) {
        return desk.ask(order, call, () -> {
            requireStandard(order.storageClass());
            return objects(order.bucket())
                    .put(order.key(), order.contentType(), order.metadata(), expected(order), content, now())
                    .fact(order.bucket());
        });
    }

    private static BucketFolder.Expected expected(ObjectOrder order) {
        return new BucketFolder.Expected(order.length(), order.sha256());
    }

    private static void requireStandard(StorageClass wanted) {
        if (wanted != StorageClass.STANDARD) {
            throw Problems.invalid("this machine keeps every object at once; the class is STANDARD, not " + wanted);
        }
    }

    @Override
    public ObjectInfo get(ObjectKey key, Range range, OutputStream to, Call call) {
        return desk.ask(
                key,
                call,
                () -> objects(key.bucket())
                        .read(key.key(), range.from(), range.length(), to)
                        .fact(key.bucket()));
    }

    @Override
    public ObjectInfo stat(ObjectKey key, Call call) {
        return desk.ask(key, call, () -> objects(key.bucket()).get(key.key()).fact(key.bucket()));
    }

    @Override
    public Page<ObjectInfo> objects(ObjectQuery query, Cursor from, Call call) {
        return desk.ask(query, call, () -> {
            List<ObjectInfo> found = objects(query.bucket()).list(query.prefix(), from.value(), PAGE + 1).stream()
                    .map(object -> object.fact(query.bucket()))
                    .toList();
            return found.size() <= PAGE
                    ? Page.last(found)
                    : Page.of(
                            found.subList(0, PAGE),
                            new Cursor(found.get(PAGE - 1).key()));
        });
    }

    @Override
    public void deleteObject(ObjectKey key, Call call) {
        desk.ask(key, call, () -> {
            if (exists(key.bucket())) {
                objects(key.bucket()).delete(key.key());
            }
            return true;
        });
    }

    @Override
    public ObjectInfo copy(ObjectKey from, ObjectKey to, Call call) {
        return desk.ask(from, call, () -> {
            BucketFolder source = objects(from.bucket());
            ObjectRecord object = source.get(from.key());
            try (InputStream content = source.open(object)) {
                return objects(to.bucket())
                        .put(
                                to.key(),
                                object.contentType(),
                                object.metadata(),
                                new BucketFolder.Expected(object.size(), object.sha256()),
                                content,
                                now())
                        .fact(to.bucket());
            } catch (IOException failed) {
                throw Folders.io("copy", folder, failed);
            }
        });
    }

    @Override
    public Upload beginUpload(ObjectOrder order, Call call) {
        return changing(order, call, () -> {
            requireStandard(order.storageClass());
            objects(order.bucket());
            String id = UUID.randomUUID().toString();
            Path home = Folders.make(uploads(order.bucket()).resolve(id));
            StateFile.write(home.resolve(UPLOAD), fields -> {
                fields.put("key", order.key());
                fields.put("length", order.length());
                fields.put("contentType", order.contentType());
                fields.put("sha256", order.sha256());
                fields.putMap("metadata", order.metadata());
            });
            return new Upload(new ObjectKey(order.bucket(), order.key()), id);
        });
    }

    @Override
    public Part uploadPart(Upload upload, int number, long length, InputStream content, Call call) {
        return desk.ask(upload, call, () -> {
            if (number < 1 || number > 10_000) {
                throw Problems.invalid("part " + number + "; parts are numbered 1 to 10000");
            }
            BucketFolder parts = new BucketFolder(home(upload), lock);
            ObjectRecord part = parts.put(
                    Integer.toString(number), "", Map.of(), new BucketFolder.Expected(length, ""), content, now());
            return new Part(number, part.sha256());
        });
    }

    @Override
    public ObjectInfo completeUpload(Upload upload, List<Part> parts, Call call) {
        return desk.ask(upload, call, () -> {
            Path home = home(upload);
            BucketFolder kept = new BucketFolder(home, lock);
            List<InputStream> contents = new ArrayList<>();
            ObjectInfo whole;
            try {
                for (Part part : parts) {
                    ObjectRecord record = kept.get(Integer.toString(part.number()));
                    if (!record.sha256().equals(part.etag())) {
                        throw Problems.invalid("part " + part.number() + " was written again; name its newest mark");
                    }
                    contents.add(kept.open(record));
                }
                whole = StateFile.read(home.resolve(UPLOAD), fields -> join(upload, fields, contents));
            } finally {
                contents.forEach(LocalBuckets::close);
            }
            Folders.delete(home);
            return whole;
        });
    }

    private ObjectInfo join(Upload upload, Fields.Reader fields, List<InputStream> contents) {
        BucketId bucket = upload.object().bucket();
        return objects(bucket)
                .put(
                        fields.text("key"),
                        fields.text("contentType"),
                        fields.map("metadata"),
                        new BucketFolder.Expected(fields.number("length"), fields.text("sha256")),
                        new SequenceInputStream(Collections.enumeration(contents)),
                        now())
                .fact(bucket);
    }

    private static void close(InputStream content) {
        try {
            content.close();
        } catch (IOException failed) {
            throw Folders.io("close", Path.of("a part"), failed);
        }
    }

    @Override
    public void abortUpload(Upload upload, Call call) {
        changing(upload, call, () -> {
            Folders.delete(uploads(upload.object().bucket()).resolve(upload.value()));
            return true;
        });
    }

    private Path uploads(BucketId bucket) {
        return folder.resolve(bucket.value()).resolve("uploads");
    }

    private Path home(Upload upload) {
        Names.check("an upload", upload.value());
        Path home = uploads(upload.object().bucket()).resolve(upload.value());
        if (!exists(upload.object().bucket()) || !Files.exists(home.resolve(UPLOAD))) {
            throw io.shiyun.model.CloudException.rejected(
                            io.shiyun.model.Reason.NOT_FOUND, "there is no such upload; it was ended or called off")
                    .build();
        }
        return home;
    }

    private boolean exists(BucketId id) {
        Names.check("a bucket", id.value());
        return Files.exists(folder.resolve(id.value()).resolve(STATE));
    }

    private BucketFolder objects(BucketId id) {
        if (!exists(id)) {
            throw Problems.notFound(id);
        }
        return new BucketFolder(folder.resolve(id.value()), lock);
    }

    private Bucket fact(Path home) {
        BucketId id = new BucketId(desk.world().region(), String.valueOf(home.getFileName()));
        return StateFile.read(
                home.resolve(STATE),
                fields ->
                        new Bucket(id, Optional.of(Instant.parse(fields.text("created"))), false, fields.map("tags")));
    }

    private Instant now() {
        return desk.world().now();
    }

    private <T> T changing(io.shiyun.model.Located subject, Call call, Supplier<T> body) {
        return desk.ask(subject, call, () -> {
            lock.lock();
            try {
                return body.get();
            } finally {
                lock.unlock();
            }
        });
    }
}
