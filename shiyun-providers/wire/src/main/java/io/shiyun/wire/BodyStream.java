package io.shiyun.wire;

import io.shiyun.model.CloudException;
import io.shiyun.spi.Call;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a reply as it comes, to be read by the calling thread alone: no read waits past the call's end, and none goes past the
 * limit. The next buffers are asked for when the last have been read, so that a slow reader holds little. Reading throws a {@link
 * CloudException} with its certainty, never an IOException that somebody must sort.
 */
final class BodyStream extends InputStream implements BodySubscriber<BodyStream> {
    /** What ends the queue, with the failure if there was one. */
    private record End(@Nullable Throwable failure) {}

    private final Request request;
    private final Call call;
    private long limit;
    private final LinkedBlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean closed;
    private List<ByteBuffer> buffers = List.of();
    private int index;
    private long length;
    private @Nullable End end;

    BodyStream(Request request, Call call, long limit) {
        this.request = request;
        this.call = call;
        this.limit = limit;
    }

    @Override
    public CompletionStage<BodyStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        arrived.add(item);
    }

    @Override
    public void onError(Throwable failure) {
        arrived.add(new End(failure));
    }

    @Override
    public void onComplete() {
        arrived.add(new End(null));
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, target.length);
        if (count == 0) {
            return 0;
        }
        ByteBuffer buffer = current();
        if (buffer == null) {
            return -1;
        }
        int taken = Math.min(count, buffer.remaining());
        buffer.get(target, offset, taken);
        length += taken;
        if (length > limit) {
            close();
            throw tooLarge(request, limit);
        }
        return taken;
    }

    /** Lets this many bytes be read. */
    void allow(long bytes) {
        limit = bytes;
    }

    /** Ends the transfer, whoever waits for it. */
    @Override
    public void close() {
        closed = true;
        Flow.Subscription running = subscription;
        if (running != null) {
            running.cancel();
        }
        arrived.add(new End(null));
    }

    static CloudException tooLarge(Request request, long limit) {
        return CloudException.of(
                        request.doubt(),
                        io.shiyun.model.Reason.UNKNOWN,
                        "the reply to " + request + " is larger than " + limit + " bytes; ask for smaller pages")
                .code("ReplyTooLarge")
                .build();
    }

    /** Returns the buffer to read from, waiting for it; null at the end. */
    private @Nullable ByteBuffer current() {
        while (true) {
            while (index < buffers.size()) {
                ByteBuffer buffer = buffers.get(index);
                if (buffer.hasRemaining()) {
                    return buffer;
                }
                index++;
            }
            if (end == null) {
                next();
            }
            if (end != null) {
                if (end.failure() != null) {
                    throw Failures.of(end.failure(), request);
                }
                return null;
            }
        }
    }

    private void next() {
        boolean asked = !buffers.isEmpty();
        Flow.Subscription running = subscription;
        if (asked && running != null) {
            running.request(1);
        }
        Object item = await();
        if (closed) {
            throw over();
        }
        if (item instanceof End last) {
            end = last;
            buffers = List.of();
        } else {
            @SuppressWarnings("unchecked")
            List<ByteBuffer> more = (List<ByteBuffer>) item;
            buffers = more;
        }
        index = 0;
    }

    private Object await() {
        try {
            Object item = arrived.poll(call.remaining().toNanos(), TimeUnit.NANOSECONDS);
            if (item != null) {
                return item;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        throw over();
    }

    private CloudException over() {
        return call.over(request.doubt());
    }
}
