package io.shiyun.provider.sim;

import io.shiyun.model.BucketId;
import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.ObjectInfo;
import io.shiyun.model.Reason;
import io.shiyun.model.StorageClass;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.ObjectKey;
import io.shiyun.spi.ObjectOrder;
import io.shiyun.spi.Page;
import io.shiyun.spi.Part;
import io.shiyun.spi.Range;
import io.shiyun.spi.Upload;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The objects of one bucket, and the uploads that were begun. Guarded by the lock of its world. */
final class Shelf {
    private static final long MOST = 1L << 30;

    private final SimWorld world;
    private final BucketId bucket;
    private final TreeMap<String, Thing> things = new TreeMap<>(
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
    private final Map<String, Begun> uploads = new HashMap<>();
    private long begun;

    /** An object; it can be read from one nano until another while it is archived. */
    record Thing(ObjectInfo info, byte[] bytes, long readableFrom, long readableUntil) {}

    private record Begun(ObjectOrder order, TreeMap<Integer, byte[]> parts) {}

    Shelf(SimWorld world, BucketId bucket) {
        this.world = world;
        this.bucket = bucket;
    }

    boolean isEmpty() {
        return things.isEmpty();
    }

    ObjectInfo put(ObjectOrder order, byte[] bytes) {
        String hash = sha256(bytes);
        if (order.length() != bytes.length) {
            throw invalid(order.length() + " bytes were said to come and " + bytes.length + " came", "BadLength");
        }
        if (!order.sha256().isEmpty() && !order.sha256().equals(hash)) {
            throw invalid("the content does not have the SHA-256 that was told", "BadDigest");
        }
        long held =
                things.values().stream().mapToLong(thing -> thing.bytes.length).sum();
        if (held + bytes.length > MOST) {
            throw CloudException.rejected(Reason.QUOTA, "a bucket holds at most 1 GiB here")
                    .code("BucketFull")
                    .build();
        }
        ObjectInfo info = ObjectInfo.builder(bucket, order.key(), Bytes.of(bytes.length))
                .etag(hash.substring(0, 32))
                .sha256(hash)
                .storageClass(order.storageClass())
                .contentType(order.contentType())
                .modified(world.now())
                .metadata(order.metadata())
                .build();
        things.put(order.key(), new Thing(info, bytes.clone(), Long.MAX_VALUE, Long.MAX_VALUE));
        return info;
    }

    Thing get(String key) {
        Thing thing = things.get(key);
        if (thing == null) {
            throw CloudException.rejected(Reason.NOT_FOUND, "there is no object '" + key + "' in " + bucket)
                    .code("NoSuchObject")
                    .build();
        }
        boolean restored = readable(thing) && archived(thing);
        return restored == thing.info.restored()
                ? thing
                : new Thing(
                        thing.info.toBuilder().restored(restored).build(),
                        thing.bytes,
                        thing.readableFrom,
                        thing.readableUntil);
    }

    Thing readable(String key) {
        Thing thing = get(key);
        if (!readable(thing)) {
            throw CloudException.rejected(Reason.CONFLICT, "'" + key + "' is archived; restore it first")
                    .code("ObjectArchived")
                    .build();
        }
        return thing;
    }

    private boolean readable(Thing thing) {
        long now = world.time().nanos();
        return !archived(thing) || (thing.readableFrom <= now && now < thing.readableUntil);
    }

    private static boolean archived(Thing thing) {
        StorageClass kind = thing.info.storageClass();
        return kind == StorageClass.ARCHIVE || kind == StorageClass.DEEP_ARCHIVE;
    }

    void remove(String key) {
        things.remove(key);
    }

    Page<ObjectInfo> list(String prefix, Cursor from, int size) {
        List<ObjectInfo> items = new ArrayList<>();
        for (String key : things.tailMap(from.value(), false).keySet()) {
            if (!key.startsWith(prefix)) {
                continue;
            }
            if (items.size() == size) {
                return Page.of(items, new Cursor(items.get(size - 1).key()));
            }
            items.add(get(key).info);
        }
        return Page.last(items);
    }

    Upload begin(ObjectOrder order) {
        Upload upload = new Upload(new ObjectKey(bucket, order.key()), "upload-" + ++begun);
        uploads.put(upload.value(), new Begun(order, new TreeMap<>()));
        return upload;
    }

    Part part(Upload upload, int number, long length, byte[] bytes) {
        if (number < 1 || number > 10_000 || length != bytes.length) {
            throw invalid("part " + number + " of " + bytes.length + " bytes, said to be " + length, "BadPart");
        }
        begun(upload).parts.put(number, bytes.clone());
        return new Part(number, sha256(bytes));
    }

    ObjectInfo complete(Upload upload, List<Part> parts) {
        Begun all = begun(upload);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (Part part : new ArrayList<>(parts)
                .stream()
                        .sorted((a, b) -> Integer.compare(a.number(), b.number()))
                        .toList()) {
            byte[] bytes = all.parts.get(part.number());
            if (bytes == null || !sha256(bytes).equals(part.etag())) {
                throw invalid("part " + part.number() + " is not the one that was written", "BadPart");
            }
            whole.writeBytes(bytes);
        }
        ObjectInfo info = put(all.order, whole.toByteArray());
        uploads.remove(upload.value());
        return info;
    }

    void abort(Upload upload) {
        uploads.remove(upload.value());
    }

    private Begun begun(Upload upload) {
        Begun all = uploads.get(upload.value());
        if (all == null) {
            throw CloudException.rejected(Reason.NOT_FOUND, "there is no upload " + upload.value())
                    .code("NoSuchUpload")
                    .build();
        }
        return all;
    }

    ObjectInfo move(String key, StorageClass to) {
        Thing thing = readable(key);
        ObjectInfo info =
                thing.info.toBuilder().storageClass(to).restored(false).build();
        things.put(key, new Thing(info, thing.bytes, Long.MAX_VALUE, Long.MAX_VALUE));
        return info;
    }

    ObjectInfo restore(String key, Duration keep) {
        Thing thing = get(key);
        if (archived(thing) && !readable(thing)) {
            long from = world.time().nanos() + world.bootTime().toNanos();
            things.put(key, new Thing(thing.info, thing.bytes, from, from + keep.toNanos()));
        }
        return get(key).info;
    }

    static ObjectOrder orderOf(ObjectKey to, Thing thing) {
        return ObjectOrder.builder(to.bucket(), to.key(), thing.bytes.length)
                .contentType(thing.info.contentType())
                .metadata(thing.info.metadata())
                .build();
    }

    static byte[] cut(byte[] bytes, Range range) {
        int from = (int) Math.min(bytes.length, range.from());
        int to = (int) Math.min(bytes.length, from + Math.min(range.length(), bytes.length));
        return Arrays.copyOfRange(bytes, from, to);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static CloudException invalid(String message, String code) {
        return CloudException.rejected(Reason.INVALID, message).code(code).build();
    }
}
