package io.shiyun.provider.jclouds;

import com.google.common.io.ByteSource;
import io.shiyun.model.Bucket;
import io.shiyun.model.BucketId;
import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.ObjectInfo;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
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
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.ContainerNotFoundException;
import org.jclouds.blobstore.domain.Blob;
import org.jclouds.blobstore.domain.BlobBuilder.PayloadBlobBuilder;
import org.jclouds.blobstore.domain.BlobMetadata;
import org.jclouds.blobstore.domain.MultipartPart;
import org.jclouds.blobstore.domain.MultipartUpload;
import org.jclouds.blobstore.domain.PageSet;
import org.jclouds.blobstore.domain.StorageMetadata;
import org.jclouds.blobstore.domain.StorageType;
import org.jclouds.blobstore.options.CopyOptions;
import org.jclouds.blobstore.options.ListContainerOptions;
import org.jclouds.blobstore.options.PutOptions;
import org.jclouds.domain.Location;
import org.jclouds.io.Payload;
import org.jclouds.io.Payloads;

/** Buckets through jclouds' BlobStore. */
final class JcloudsBuckets implements Buckets {
    private static final int PAGE = 1_000;
    private static final int MOST_PARTS = 10_000;

    /** How the keys of parts begin in the stores on this machine. */
    private static final String OWN_PARTS = ".mpus-";

    private final Session session;

    JcloudsBuckets(Session session) {
        this.session = session;
    }

    private BlobStore store() {
        return session.blobs();
    }

    @Override
    public Bucket create(BucketOrder order, Call call) {
        return session.write(order, call, () -> {
            store().createContainerInLocation(place(order.region()).orElse(null), order.name());
            return Bucket.builder(order.bucket()).build();
        });
    }

    private Optional<Location> place(Region region) {
        if (JcloudsOptions.whole(region)) {
            return Optional.empty();
        }
        return store().listAssignableLocations().stream()
                .filter(place -> place.getId().equals(region.name()))
                .findFirst()
                .map(place -> place);
    }

    @Override
    public Page<Bucket> list(Region region, Cursor from, Call call) {
        return session.read(
                region,
                call,
                () -> Page.last(store().list().stream()
                        .filter(found -> found.getType() == StorageType.CONTAINER)
                        .filter(found -> Catalogue.in(region, found.getLocation()))
                        .map(found -> bucket(region, found))
                        .sorted(Comparator.comparing(bucket -> bucket.id().value()))
                        .toList()));
    }

    private static Bucket bucket(Region region, StorageMetadata found) {
        Bucket.Builder bucket = Bucket.builder(new BucketId(region, found.getName()));
        Optional.ofNullable(found.getCreationDate()).map(Date::toInstant).ifPresent(bucket::created);
        return bucket.build();
    }

    @Override
    public void delete(BucketId id, Call call) {
        session.write(id, call, () -> {
            if (!absent(() -> store().deleteContainerIfEmpty(id.value()))) {
                throw CloudException.rejected(Reason.CONFLICT, id.text() + " holds objects; delete them first")
                        .build();
            }
            return true;
        });
    }

    /** Returns the answer, or true when there is no such bucket. */
    private static boolean absent(BooleanSupplier body) {
        try {
            return body.getAsBoolean();
        } catch (ContainerNotFoundException gone) {
            return true;
        }
    }

    @Override
    public ObjectInfo put(ObjectOrder order, InputStream content, Call call) {
        return session.write(order, call, () -> {
            CheckedContent checked = new CheckedContent(content, order.length(), order.sha256());
            Blob blob = described(order, store().blobBuilder(order.key()).payload(checked))
                    .build();
            String etag = sent(checked, () -> store().putBlob(order.bucket().value(), blob, PutOptions.NONE));
            return written(order, etag);
        });
    }

    private static <T> T sent(CheckedContent content, Supplier<T> sending) {
        try {
            return sending.get();
        } catch (RuntimeException failed) {
            content.mismatch().ifPresent(wrong -> {
                throw new UncheckedIOException(wrong);
            });
            throw failed;
        }
    }

    private static PayloadBlobBuilder described(ObjectOrder order, PayloadBlobBuilder blob) {
        blob.contentLength(order.length()).contentType(order.contentType());
        blob.userMetadata(Blobs.metadata(order)).tier(Blobs.tier(order.storageClass()));
        return blob;
    }

    private static ObjectInfo written(ObjectOrder order, String etag) {
        return ObjectInfo.builder(order.bucket(), order.key(), new Bytes(order.length()))
                .etag(Blobs.etag(etag))
                .sha256(order.sha256())
                .storageClass(order.storageClass())
                .contentType(order.contentType())
                .metadata(order.metadata())
                .build();
    }

    @Override
    public ObjectInfo get(ObjectKey key, Range range, OutputStream to, Call call) {
        return session.read(key, call, () -> new Download(store(), key).copy(range, to, call));
    }

    @Override
    public ObjectInfo stat(ObjectKey key, Call call) {
        return session.read(key, call, () -> known(key));
    }

    private ObjectInfo known(ObjectKey key) {
        BlobMetadata found = store().blobMetadata(key.bucket().value(), key.key());
        if (found == null) {
            throw Blobs.none(key);
        }
        return Blobs.info(key.bucket(), found);
    }

    @Override
    public Page<ObjectInfo> objects(ObjectQuery query, Cursor from, Call call) {
        return session.read(query, call, () -> {
            ListContainerOptions options =
                    new ListContainerOptions().recursive().maxResults(PAGE);
            if (!query.prefix().isEmpty()) {
                options.prefix(query.prefix());
            }
            if (!from.atStart()) {
                options.afterMarker(from.value());
            }
            PageSet<? extends StorageMetadata> found =
                    store().list(query.bucket().value(), options);
            List<ObjectInfo> objects = found.stream()
                    .filter(blob -> blob.getType() == StorageType.BLOB)
                    .filter(blob -> !session.kind().here() || !blob.getName().startsWith(OWN_PARTS))
                    .map(blob -> Blobs.info(query.bucket(), blob))
                    .toList();
            String next = found.getNextMarker();
            return next == null || next.isEmpty() ? Page.last(objects) : Page.of(objects, new Cursor(next));
        });
    }

    @Override
    public void deleteObject(ObjectKey key, Call call) {
        session.write(
                key,
                call,
                () -> absent(() -> {
                    store().removeBlob(key.bucket().value(), key.key());
                    return true;
                }));
    }

    @Override
    public ObjectInfo copy(ObjectKey from, ObjectKey to, Call call) {
        return session.write(from, call, () -> {
            store().copyBlob(from.bucket().value(), from.key(), to.bucket().value(), to.key(), CopyOptions.NONE);
            return known(to);
        });
    }

    @Override
    public Upload beginUpload(ObjectOrder order, Call call) {
        if (!order.sha256().isEmpty()) {
            throw Session.invalid(
                    "jclouds cannot check the checksum of an object that is written in parts; leave it out");
        }
        return session.write(order, call, () -> {
            MultipartUpload begun =
                    store().initiateMultipartUpload(order.bucket().value(), outline(order), PutOptions.NONE);
            return new Upload(new ObjectKey(order.bucket(), order.key()), new UploadText(begun.id(), order).write());
        });
    }

    private BlobMetadata outline(ObjectOrder order) {
        return described(order, store().blobBuilder(order.key()).payload(ByteSource.empty()))
                .build()
                .getMetadata();
    }

    private MultipartUpload begun(UploadText text) {
        ObjectOrder order = text.order();
        return MultipartUpload.create(order.bucket().value(), order.key(), text.id(), outline(order), PutOptions.NONE);
    }

    @Override
    public Part uploadPart(Upload upload, int number, long length, InputStream content, Call call) {
        if (number < 1 || number > MOST_PARTS) {
            throw Session.invalid("part " + number + "; parts are numbered 1 to " + MOST_PARTS);
        }
        return session.write(upload, call, () -> {
            CheckedContent checked = new CheckedContent(content, length, "");
            Payload payload = Payloads.newInputStreamPayload(checked);
            payload.getContentMetadata().setContentLength(length);
            MultipartUpload begun = begun(UploadText.read(upload));
            MultipartPart part = sent(checked, () -> store().uploadMultipartPart(begun, number, payload));
            return UploadText.part(number, length, Blobs.etag(part.partETag()));
        });
    }

    @Override
    public ObjectInfo completeUpload(Upload upload, List<Part> parts, Call call) {
        return session.write(upload, call, () -> {
            UploadText text = UploadText.read(upload);
            long length = parts.stream().mapToLong(UploadText::length).sum();
            if (length != text.order().length()) {
                throw Session.invalid(
                        length + " bytes are in the parts, and " + text.order().length() + " were told");
            }
            MultipartUpload begun = begun(text);
            requireThere(begun, parts);
            String etag = store().completeMultipartUpload(
                            begun,
                            parts.stream()
                                    .sorted(Comparator.comparingInt(Part::number))
                                    .map(part -> MultipartPart.create(
                                            part.number(), UploadText.length(part), UploadText.etag(part), null))
                                    .toList());
            return written(text.order(), etag);
        });
    }

    private void requireThere(MultipartUpload begun, List<Part> parts) {
        Set<Integer> missing = parts.stream().map(Part::number).collect(Collectors.toCollection(TreeSet::new));
        store().listMultipartUpload(begun).forEach(part -> missing.remove(part.partNumber()));
        if (!missing.isEmpty()) {
            throw CloudException.rejected(
                            Reason.NOT_FOUND,
                            "the parts " + missing + " are not there; the upload was ended or called off")
                    .build();
        }
    }

    @Override
    public void abortUpload(Upload upload, Call call) {
        session.write(
                upload,
                call,
                () -> absent(() -> {
                    store().abortMultipartUpload(begun(UploadText.read(upload)));
                    return true;
                }));
    }
}
