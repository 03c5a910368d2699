package io.shiyun.tck;

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
import io.shiyun.model.Reason;
import io.shiyun.model.StorageClass;
import io.shiyun.spi.BucketOrder;
import io.shiyun.spi.Buckets;
import io.shiyun.spi.ObjectKey;
import io.shiyun.spi.ObjectOrder;
import io.shiyun.spi.ObjectQuery;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Part;
import io.shiyun.spi.Range;
import io.shiyun.spi.Upload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Buckets and the objects in them. */
final class ObjectRules {
    private ObjectRules() {}

    static List<Rule> rules() {
        return List.of(
                rule("a bucket is made so, listed and deleted", ObjectRules::bucket, BUCKETS_LIST),
                rule("what was written is read back, with what was said of it", ObjectRules::put, BUCKETS_STAT),
                rule("a part of an object is read alone", ObjectRules::range),
                rule("objects are listed by key, after a prefix, page by page", ObjectRules::list, BUCKETS_OBJECTS),
                rule("content that is not what was told leaves the object as it was", ObjectRules::mismatch),
                rule("an object that is not there is not found", ObjectRules::missing, BUCKETS_STAT),
                rule("a deleted object is gone and deleting it again is done", ObjectRules::delete, BUCKETS_STAT),
                rule("a bucket that holds objects is not deleted", ObjectRules::full),
                rule("an object is copied inside the cloud", ObjectRules::copy, BUCKETS_COPY),
                rule(
                        "an object is written in parts",
                        ObjectRules::parts,
                        BUCKETS_BEGIN_UPLOAD,
                        BUCKETS_UPLOAD_PART,
                        BUCKETS_COMPLETE_UPLOAD),
                rule(
                        "an upload that was called off leaves nothing",
                        ObjectRules::abort,
                        BUCKETS_BEGIN_UPLOAD,
                        BUCKETS_UPLOAD_PART,
                        BUCKETS_ABORT_UPLOAD,
                        BUCKETS_STAT),
                rule(
                        "an archived object is read once it is restored",
                        ObjectRules::archive,
                        BUCKETS_STORAGE_CLASS,
                        BUCKETS_RESTORE,
                        BUCKETS_STAT));
    }

    private static Rule rule(String sentence, Rule.Body body, Operation... more) {
        List<Operation> needs = new ArrayList<>(
                List.of(BUCKETS_CREATE, BUCKETS_PUT, BUCKETS_GET, BUCKETS_DELETE_OBJECT, BUCKETS_DELETE));
        needs.addAll(List.of(more));
        return new Rule("objects", sentence, needs, body);
    }

    private static Buckets buckets(Bench bench) {
        return bench.service(Buckets.class);
    }

    private static BucketId newBucket(Bench bench, String... keys) {
        BucketOrder order = BucketOrder.builder(bench.region(), bench.name("bucket"))
                .tags(Map.of("tck-hint", "bucket"))
                .build();
        BucketId id = buckets(bench).create(order, bench.call()).id();
        bench.later("bucket " + id, () -> {
            for (String key : keys) {
                buckets(bench).deleteObject(new ObjectKey(id, key), bench.call());
            }
            buckets(bench).delete(id, bench.call());
            return true;
        });
        return id;
    }

    private static ObjectInfo write(Bench bench, BucketId bucket, String key, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ObjectOrder order = ObjectOrder.builder(bucket, key, bytes.length).build();
        return buckets(bench).put(order, new ByteArrayInputStream(bytes), bench.call());
    }

    private static String read(Bench bench, BucketId bucket, String key, Range range) {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        buckets(bench).get(new ObjectKey(bucket, key), range, to, bench.call());
        return to.toString(StandardCharsets.UTF_8);
    }

    private static void bucket(Bench bench) throws Exception {
        BucketOrder order =
                BucketOrder.builder(bench.region(), bench.name("own")).build();
        bench.later("bucket " + order.bucket(), () -> {
            buckets(bench).delete(order.bucket(), bench.call());
            return true;
        });
        for (int i = 0; i < 2; i++) {
            Expect.same(
                    order.bucket(), buckets(bench).create(order, bench.call()).id(), "the id of the bucket");
        }
        bench.until("the bucket is listed", () -> listed(bench, order.bucket()));
        for (int i = 0; i < 2; i++) {
            buckets(bench).delete(order.bucket(), bench.call());
        }
        bench.until("the deleted bucket is in no list", () -> !listed(bench, order.bucket()));
    }

    private static boolean listed(Bench bench, BucketId id) {
        return bench.all(cursor -> buckets(bench).list(bench.region(), cursor, bench.call()), Bucket::id).stream()
                .anyMatch(bucket -> bucket.id().equals(id));
    }

    private static void put(Bench bench) {
        BucketId bucket = newBucket(bench, "a/b c.txt");
        byte[] bytes = "h\u00e9llo".getBytes(StandardCharsets.UTF_8);
        ObjectOrder order = ObjectOrder.builder(bucket, "a/b c.txt", bytes.length)
                .contentType("text/plain")
                .metadata(Map.of("who", "tck"))
                .build();
        buckets(bench).put(order, new ByteArrayInputStream(bytes), bench.call());
        ObjectInfo info = buckets(bench).stat(new ObjectKey(bucket, order.key()), bench.call());
        Expect.same(order.key(), info.key(), "the key");
        Expect.same(bucket, info.bucket(), "the bucket");
        Expect.same((long) bytes.length, info.size().count(), "the size");
        Expect.same("text/plain", info.contentType(), "the media type");
        Expect.same("tck", info.metadata().getOrDefault("who", ""), "what was said of it");
        Expect.same("h\u00e9llo", read(bench, bucket, order.key(), Range.ALL), "the content");
        write(bench, bucket, order.key(), "other");
        Expect.same("other", read(bench, bucket, order.key(), Range.ALL), "the content written again");
    }

    private static void range(Bench bench) {
        BucketId bucket = newBucket(bench, "digits");
        write(bench, bucket, "digits", "0123456789");
        Expect.same("345", read(bench, bucket, "digits", new Range(3, 3)), "three bytes from the fourth");
        Expect.same("89", read(bench, bucket, "digits", new Range(8, 100)), "a hundred bytes from the ninth");
    }

    private static void list(Bench bench) throws Exception {
        String[] keys = {"b/1", "b/10", "b/2", "a", "c", "\u00e9"};
        BucketId bucket = newBucket(bench, keys);
        for (String key : keys) {
            write(bench, bucket, key, key);
        }
        bench.until("all objects are listed", () -> keys(bench, bucket, "").size() == keys.length);
        Expect.same(List.of("a", "b/1", "b/10", "b/2", "c", "\u00e9"), keys(bench, bucket, ""), "the keys");
        Expect.same(List.of("b/1", "b/10", "b/2"), keys(bench, bucket, "b/"), "the keys after b/");
    }

    private static List<String> keys(Bench bench, BucketId bucket, String prefix) {
        ObjectQuery query = new ObjectQuery(bucket, prefix);
        return bench.all(cursor -> buckets(bench).objects(query, cursor, bench.call()), ObjectInfo::key).stream()
                .map(ObjectInfo::key)
                .toList();
    }

    private static void mismatch(Bench bench) {
        BucketId bucket = newBucket(bench, "same");
        write(bench, bucket, "same", "before");
        byte[] bytes = "after".getBytes(StandardCharsets.UTF_8);
        ObjectOrder wrongHash = ObjectOrder.builder(bucket, "same", bytes.length)
                .sha256("0".repeat(64))
                .build();
        ObjectOrder wrongLength =
                ObjectOrder.builder(bucket, "same", bytes.length + 1L).build();
        for (ObjectOrder order : List.of(wrongHash, wrongLength)) {
            Expect.refused(
                    "an object that is not what was told",
                    () -> buckets(bench).put(order, new ByteArrayInputStream(bytes), bench.call()),
                    Reason.INVALID);
            Expect.same("before", read(bench, bucket, "same", Range.ALL), "the object after a write that was refused");
        }
    }

    private static void missing(Bench bench) {
        BucketId bucket = newBucket(bench);
        ObjectKey key = new ObjectKey(bucket, "none");
        Expect.refused(
                "reading an object that is not there", () -> read(bench, bucket, "none", Range.ALL), Reason.NOT_FOUND);
        Expect.refused(
                "asking of an object that is not there",
                () -> buckets(bench).stat(key, bench.call()),
                Reason.NOT_FOUND);
    }

    private static void delete(Bench bench) {
        BucketId bucket = newBucket(bench, "gone");
        write(bench, bucket, "gone", "x");
        ObjectKey key = new ObjectKey(bucket, "gone");
        for (int i = 0; i < 2; i++) {
            buckets(bench).deleteObject(key, bench.call());
        }
        Expect.refused("asking of a deleted object", () -> buckets(bench).stat(key, bench.call()), Reason.NOT_FOUND);
    }

    private static void full(Bench bench) {
        BucketId bucket = newBucket(bench, "held");
        write(bench, bucket, "held", "x");
        Expect.refused(
                "deleting a bucket that holds an object",
                () -> {
                    buckets(bench).delete(bucket, bench.call());
                    return bucket;
                },
                Reason.CONFLICT);
    }

    private static void copy(Bench bench) {
        BucketId bucket = newBucket(bench, "from", "to");
        write(bench, bucket, "from", "content");
        ObjectInfo copy = buckets(bench).copy(new ObjectKey(bucket, "from"), new ObjectKey(bucket, "to"), bench.call());
        Expect.same("to", copy.key(), "the key of the copy");
        Expect.same("content", read(bench, bucket, "to", Range.ALL), "the copy");
    }

    /** Some clouds want every part but the last to have 5 MiB. */
    private static void parts(Bench bench) {
        BucketId bucket = newBucket(bench, "whole");
        String first = "1".repeat(5 << 20);
        String last = "2".repeat(10);
        Upload upload = buckets(bench)
                .beginUpload(
                        ObjectOrder.builder(bucket, "whole", first.length() + last.length())
                                .build(),
                        bench.call());
        List<Part> parts = new ArrayList<>();
        parts.add(part(bench, upload, 1, "replaced".repeat(700_000)));
        parts.clear();
        parts.add(part(bench, upload, 2, last));
        parts.add(part(bench, upload, 1, first));
        parts.sort((a, b) -> Integer.compare(a.number(), b.number()));
        ObjectInfo info = buckets(bench).completeUpload(upload, parts, bench.call());
        Expect.same((long) first.length() + last.length(), info.size().count(), "the size");
        Expect.that(
                read(bench, bucket, "whole", Range.ALL).equals(first + last), "the content is not that of its parts");
    }

    private static Part part(Bench bench, Upload upload, int number, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return buckets(bench).uploadPart(upload, number, bytes.length, new ByteArrayInputStream(bytes), bench.call());
    }

    private static void abort(Bench bench) {
        BucketId bucket = newBucket(bench, "never");
        Upload upload = buckets(bench)
                .beginUpload(ObjectOrder.builder(bucket, "never", 1).build(), bench.call());
        part(bench, upload, 1, "x");
        for (int i = 0; i < 2; i++) {
            buckets(bench).abortUpload(upload, bench.call());
        }
        ObjectKey key = new ObjectKey(bucket, "never");
        Expect.refused(
                "asking of an object that was called off",
                () -> buckets(bench).stat(key, bench.call()),
                Reason.NOT_FOUND);
    }

    private static void archive(Bench bench) throws Exception {
        BucketId bucket = newBucket(bench, "old");
        write(bench, bucket, "old", "dust");
        ObjectKey key = new ObjectKey(bucket, "old");
        ObjectInfo archived = buckets(bench).storageClass(key, StorageClass.ARCHIVE, bench.call());
        Expect.same(StorageClass.ARCHIVE, archived.storageClass(), "the class");
        Expect.refused("reading an archived object", () -> read(bench, bucket, "old", Range.ALL), Reason.CONFLICT);
        buckets(bench).restore(key, Duration.ofDays(1), bench.call());
        bench.until(
                "it is restored", () -> buckets(bench).stat(key, bench.call()).restored());
        Expect.same("dust", read(bench, bucket, "old", Range.ALL), "the restored object");
    }
}
