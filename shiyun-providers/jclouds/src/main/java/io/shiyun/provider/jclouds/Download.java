package io.shiyun.provider.jclouds;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.ObjectInfo;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.ObjectKey;
import io.shiyun.spi.Range;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.domain.Blob;
import org.jclouds.blobstore.options.GetOptions;
import org.jclouds.io.Payload;

/** The reading of one object. */
final class Download {
    private static final int CHUNK = 16 * 1024;

    private final BlobStore store;
    private final ObjectKey key;

    Download(BlobStore store, ObjectKey key) {
        this.store = store;
        this.key = key;
    }

    ObjectInfo copy(Range range, OutputStream to, Call call) {
        Exchange exchange = Exchange.current();
        if (exchange != null) {
            exchange.stream();
        }
        Blob blob = store.getBlob(key.bucket().value(), key.key(), options(range));
        if (blob == null) {
            throw Blobs.none(key);
        }
        ObjectInfo info = Blobs.info(key.bucket(), blob.getMetadata());
        if (range.length() == 0) {
            return info;
        }
        Payload payload = blob.getPayload();
        if (payload == null) {
            throw Blobs.none(key);
        }
        Long told = payload.getContentMetadata().getContentLength();
        try (InputStream content = payload.openStream()) {
            long copied = copy(content, to, call);
            if (told != null && copied < told) {
                throw CloudException.of(
                                Certainty.REJECTED,
                                Reason.UNAVAILABLE,
                                "'" + key.key() + "' ended after " + copied + " of " + told + " bytes")
                        .build();
            }
            return info;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static GetOptions options(Range range) {
        if (range.equals(Range.ALL) || range.length() == 0) {
            return GetOptions.NONE;
        }
        long last = range.from() + range.length() - 1;
        return last < range.from()
                ? new GetOptions().startAt(range.from())
                : new GetOptions().range(range.from(), last);
    }

    private static long copy(InputStream content, OutputStream to, Call call) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long copied = 0;
        for (int count = content.read(chunk); count >= 0; count = content.read(chunk)) {
            if (call.remaining().isZero()) {
                throw call.over(Certainty.REJECTED);
            }
            to.write(chunk, 0, count);
            copied += count;
        }
        return copied;
    }
}
