package io.shiyun.provider.jclouds;

import com.google.common.collect.ImmutableMultimap;
import com.google.inject.Inject;
import com.google.inject.name.Named;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jclouds.Constants;
import org.jclouds.http.HttpRequest;
import org.jclouds.http.HttpResponse;
import org.jclouds.http.HttpUtils;
import org.jclouds.http.IOExceptionRetryHandler;
import org.jclouds.http.handlers.DelegatingErrorHandler;
import org.jclouds.http.handlers.DelegatingRetryHandler;
import org.jclouds.http.internal.BaseHttpCommandExecutorService;
import org.jclouds.http.internal.HttpWire;
import org.jclouds.io.ContentMetadataCodec;
import org.jclouds.io.Payload;
import org.jclouds.io.Payloads;
import org.jclouds.rest.AuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * Sends what jclouds wants sent by the JDK's client, within the time of the call and noted down in its {@link Exchange}. jclouds' own
 * sender knows no deadline, cannot PATCH on Java 17, and has the JDK log authorisation headers at a fine level.
 */
final class Sender extends BaseHttpCommandExecutorService<java.net.http.HttpRequest> {
    /** What the JDK's client writes by itself. */
    private static final Set<String> CLIENTS_OWN = Set.of("host", "connection", "content-length", "expect", "upgrade");

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** How long a request may take outside of any call, of which there is none in practice. */
    private static final Duration WITHOUT_CALL = Duration.ofSeconds(60);

    private final String userAgent;

    /** One for all sessions: JDK 17 cannot close a client, and it holds nothing of an account but idle connections. */
    private static final class Client {
        static final HttpClient SHARED = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
    }

    @Inject
    Sender(
            HttpUtils utils,
            ContentMetadataCodec contentMetadataCodec,
            DelegatingRetryHandler retryHandler,
            IOExceptionRetryHandler ioRetryHandler,
            DelegatingErrorHandler errorHandler,
            HttpWire wire,
            @Named(Constants.PROPERTY_IDEMPOTENT_METHODS) String idempotentMethods,
            @Named(Constants.PROPERTY_USER_AGENT) String userAgent) {
        super(utils, contentMetadataCodec, retryHandler, ioRetryHandler, errorHandler, wire, idempotentMethods);
        this.userAgent = userAgent;
    }

    @Override
    protected java.net.http.HttpRequest convert(HttpRequest request) {
        java.net.http.HttpRequest.Builder built = java.net.http.HttpRequest.newBuilder(request.getEndpoint());
        request.getHeaders().entries().forEach(header -> put(built, header));
        if (request.getFirstHeaderOrNull("User-Agent") == null) {
            built.header("User-Agent", userAgent);
        }
        Payload payload = request.getPayload();
        if (payload != null) {
            contentMetadataCodec
                    .toHeaders(payload.getContentMetadata())
                    .entries()
                    .forEach(header -> put(built, header));
        }
        return built.method(request.getMethod(), body(payload)).build();
    }

    private static void put(java.net.http.HttpRequest.Builder built, Map.Entry<String, String> header) {
        String name = header.getKey().toLowerCase(Locale.ROOT);
        if (!CLIENTS_OWN.contains(name) && !name.equals("transfer-encoding")) {
            built.header(header.getKey(), header.getValue());
        }
    }

    private static BodyPublisher body(@Nullable Payload payload) {
        if (payload == null) {
            return BodyPublishers.noBody();
        }
        Long length = payload.getContentMetadata().getContentLength();
        if (length != null && length == 0) {
            return BodyPublishers.noBody();
        }
        BodyPublisher stream = BodyPublishers.ofInputStream(() -> open(payload));
        return length == null ? stream : BodyPublishers.fromPublisher(stream, length);
    }

    private static InputStream open(Payload payload) {
        try {
            return payload.openStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected HttpResponse invoke(java.net.http.HttpRequest request) throws IOException, InterruptedException {
        Exchange exchange = Exchange.current();
        if (exchange != null) {
            exchange.sending(request.method(), String.valueOf(request.uri().getPath()));
        }
        HttpResponse response =
                exchange != null && exchange.streams() ? streamed(request, exchange) : whole(request, exchange);
        if (exchange != null) {
            exchange.answered(response.getStatusCode());
            if (response.getStatusCode() == 401 && exchange.tokenRefusedAgain()) {
                throw new AuthorizationException("the secret was refused, and so was a new token");
            }
        }
        return response;
    }

    private HttpResponse whole(java.net.http.HttpRequest request, @Nullable Exchange exchange)
            throws IOException, InterruptedException {
        var answer = Client.SHARED.sendAsync(request, BodyHandlers.ofByteArray());
        java.net.http.HttpResponse<byte[]> reply = await(answer, exchange);
        return response(reply, new ByteArrayInputStream(reply.body()));
    }

    private HttpResponse streamed(java.net.http.HttpRequest request, Exchange exchange)
            throws IOException, InterruptedException {
        var answer = Client.SHARED.sendAsync(request, BodyHandlers.ofInputStream());
        java.net.http.HttpResponse<InputStream> reply = await(answer, exchange);
        exchange.opened(reply.body());
        return response(reply, reply.body());
    }

    private static <T> T await(CompletableFuture<T> answer, @Nullable Exchange exchange)
            throws IOException, InterruptedException {
        Duration left = exchange == null ? WITHOUT_CALL : exchange.call().remaining();
        try {
            if (exchange != null) {
                exchange.opened(() -> answer.cancel(true));
            }
            return answer.get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new IOException("the request could not be sent", e.getCause());
        } catch (TimeoutException | CancellationException e) {
            answer.cancel(true);
            throw new SocketTimeoutException("no answer in the time of the call");
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    private HttpResponse response(java.net.http.HttpResponse<?> reply, InputStream body) {
        ImmutableMultimap.Builder<String, String> headers = ImmutableMultimap.builder();
        reply.headers().map().forEach(headers::putAll);
        ImmutableMultimap<String, String> all = headers.build();
        HttpResponse.Builder<?> response =
                HttpResponse.builder().statusCode(reply.statusCode()).message("");
        if (reply.statusCode() != 204) {
            Payload payload = Payloads.newInputStreamPayload(body);
            contentMetadataCodec.fromHeaders(payload.getContentMetadata(), all);
            response.payload(payload);
        }
        return response.headers(HttpUtils.filterOutContentHeaders(all)).build();
    }

    @Override
    protected void cleanup(java.net.http.@Nullable HttpRequest request) {}
}
