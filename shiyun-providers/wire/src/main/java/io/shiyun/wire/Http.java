package io.shiyun.wire;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Registration;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of HTTP/1.1 for one cloud, on the JDK's own. It keeps connections open for reuse, sends each request once (the JDK's own
 * client repeats a GET whose kept connection the server had closed, and nothing else), follows no redirect and keeps no cookie, so that credentials go only where a provider sends them. Whatever the status, a reply is
 * answered as a {@link Reply}; whatever keeps a reply from coming is thrown as a {@link CloudException}: NOT_SENT when no
 * connection was made, else {@link Request#doubt()}, also when the call ends while the connection is being made. No wait is longer than the call's remaining time.
 *
 * <p>Threads: the JDK's client has one selector thread and needs others for short tasks that never block. These are daemons of its
 * own that end after a second without work: on the executor of the cloud's configuration, which may be small and full of callers
 * that wait for this very client, they could starve. {@link #close} breaks off what is under way and closes the JDK's
 * client on JDK 21 and newer; JDK 17's cannot be closed, it ends its selector thread within seconds of the collection of
 * the dropped client as garbage.
 *
 * <p>Logs at debug level method, host, path, status, milliseconds and request id; never a header, a query or a body.
 * Thread-safe.
 */
public final class Http implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Http.class);
    private static final int THREADS = 4;

    /** 1 GiB: a stream that is longer has no end. */
    private static final long MAX_STREAM = 1L << 30;

    private interface Handler<T> {
        T handle(Reply head, BodyStream body) throws IOException;
    }

    private final HttpOptions options;
    private final Set<Runnable> underWay = ConcurrentHashMap.newKeySet();
    private volatile @Nullable HttpClient client;
    private volatile boolean closed;

    /**
     * A client with these options; does no I/O but reading the file of certificates.
     *
     * @throws IllegalArgumentException when the file of certificates cannot be read
     */
    public Http(HttpOptions options) {
        this.options = options;
        this.client = client(options);
    }

    /**
     * Sends a request and reads the reply to its end.
     *
     * @throws CloudException UNAVAILABLE, TIMEOUT or CANCELLED when no reply came; UNKNOWN when it is too large
     */
    public Reply send(Request request, Call call) {
        return exchange(request, call, (head, body) -> whole(request, head, body));
    }

    /**
     * Sends a request and hands the body of a successful reply over as it comes, at most 1 GiB, for lists that are too large to be
     * kept whole.
     *
     * @param refused what to throw for a reply that is no success, read to its end
     * @throws CloudException UNAVAILABLE, TIMEOUT or CANCELLED when no whole reply came; UNKNOWN when the reader does not
     *     understand it
     */
    public <T> T stream(Request request, Call call, Function<Reply, CloudException> refused, BodyReader<T> reader) {
        return exchange(request, call, (head, body) -> {
            if (!head.ok()) {
                throw refused.apply(whole(request, head, body));
            }
            body.allow(MAX_STREAM);
            T read = reader.read(head, body);
            // What was read counts only if the reply came to its end; then the connection serves again, too.
            body.transferTo(OutputStream.nullOutputStream());
            return read;
        });
    }

    private Reply whole(Request request, Reply head, BodyStream body) throws IOException {
        refuseTooLarge(request, head);
        return new Reply(request, head.status(), head.headers(), body.readAllBytes(), head.requestId());
    }

    private <T> T exchange(Request request, Call call, Handler<T> handler) {
        HttpClient open = client;
        if (open == null || closed) {
            throw closed();
        }
        call.check();
        HttpRequest built = build(request);
        long begun = System.nanoTime();
        BodyStream body = new BodyStream(request, call, options.maxBody());
        CompletableFuture<HttpResponse<BodyStream>> answer = open.sendAsync(built, head -> body);
        Runnable abort = () -> {
            body.close();
            answer.cancel(true);
        };
        underWay.add(abort);
        try (Registration ignored = call.onCancel(abort)) {
            if (closed) {
                abort.run();
            }
            HttpResponse<BodyStream> response = await(answer, request, call);
            Reply head = head(request, response);
            log(request, head, begun);
            if (!head.requestId().isEmpty()) {
                call.requestId(head.requestId());
            }
            return handler.handle(head, body);
        } catch (IOException e) {
            throw new Source(request.toString(), request.doubt(), "").notUnderstood(String.valueOf(e.getMessage()), e);
        } finally {
            underWay.remove(abort);
            body.close();
        }
    }

    private HttpResponse<BodyStream> await(
            CompletableFuture<HttpResponse<BodyStream>> answer, Request request, Call call) {
        try {
            return answer.get(call.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (call.remaining().isZero()) {
                throw call.over(Failures.of(e, request).certainty());
            }
            throw closed ? closedWhile(request) : Failures.of(e, request);
        } catch (CancellationException e) {
            throw closed ? closedWhile(request) : call.over(request.doubt());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw call.over(request.doubt());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw call.over(request.doubt());
        }
    }

    private Reply head(Request request, HttpResponse<?> response) {
        Headers headers = Headers.of(response.headers().map());
        return new Reply(request, response.statusCode(), headers, new byte[0], options.requestId(headers));
    }

    /** A body that says that it will be too large is not waited for. */
    private void refuseTooLarge(Request request, Reply head) {
        String length = head.header("content-length").orElse("0");
        boolean number = length.chars().allMatch(c -> c >= '0' && c <= '9') && !length.isEmpty();
        if (number && (length.length() > 18 || Long.parseLong(length) > options.maxBody())) {
            throw BodyStream.tooLarge(request, options.maxBody());
        }
    }

    private static HttpRequest build(Request request) {
        try {
            HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri());
            request.headers().entries().forEach(e -> builder.header(e.getKey(), e.getValue()));
            HttpRequest.BodyPublisher body = request.body().length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(request.body());
            return builder.method(request.method(), body).build();
        } catch (IllegalArgumentException e) {
            throw CloudException.notSent(Reason.INVALID, "this is no HTTP request: " + e.getMessage())
                    .cause(e)
                    .build();
        }
    }

    private static void log(Request request, Reply head, long begun) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "{} {} in {} ms, request id {}",
                    request,
                    head.status(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
                    head.requestId());
        }
    }

    private CloudException closed() {
        return CloudException.notSent(
                        Reason.CANCELLED, "the session with '" + options.cloud() + "' is closed; connect again")
                .build();
    }

    private CloudException closedWhile(Request request) {
        return CloudException.of(
                        request.doubt(), Reason.CANCELLED, "the session with '" + options.cloud() + "' was closed")
                .build();
    }

    private static HttpClient client(HttpOptions options) {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "shiyun-http-" + options.cloud());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(options.connectTimeout())
                .sslContext(Trust.context(options.caFile()))
                .executor(threads);
        URI proxy = options.proxy();
        if (proxy != null) {
            builder.proxy(ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort())));
        }
        return builder.build();
    }

    /** Breaks off what is under way and drops all connections; a later call is CANCELLED. Closing twice is harmless. */
    @Override
    public void close() {
        closed = true;
        Object open = client;
        client = null;
        underWay.forEach(Runnable::run);
        if (open instanceof AutoCloseable closeable) {
            // Since JDK 21. It waits for what is under way, which has just been broken off; not in the thread of a
            // caller.
            Thread closer = new Thread(() -> close(closeable), "shiyun-http-close");
            closer.setDaemon(true);
            closer.start();
        }
    }

    private static void close(AutoCloseable client) {
        try {
            client.close();
        } catch (Exception e) {
            LOG.warn("A client of HTTP did not close", e);
        }
    }
}
