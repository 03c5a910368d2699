package io.shiyun.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.shiyun.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP server for a {@link RemoteWriteReceiver}: POST to {@link #PATH}. On the loopback address unless told otherwise, without
 * TLS: put a server that has it in front, or mount the receiver in your own. A body that does not arrive within {@code
 * patience} is broken off; for headers that do not arrive, start Java with {@code -Dsun.net.httpserver.maxReqTime=30}, without which
 * a few such connections keep all others out.
 */
public final class RemoteWriteServer implements AutoCloseable {
    /** Where it is posted to. */
    public static final String PATH = "/api/v1/write";

    private static final Logger LOG = LoggerFactory.getLogger(RemoteWriteServer.class);
    private static final int THREADS = 8;
    private static final int WAITING = 256;

    private final RemoteWriteReceiver receiver;
    private final @Nullable Secret authorization;
    private final Duration patience;
    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor watchdog;

    private RemoteWriteServer(Builder builder) {
        receiver = builder.receiver;
        authorization = builder.authorization;
        patience = builder.patience;
        try {
            server = HttpServer.create(new InetSocketAddress(builder.address, builder.port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no server on " + builder.address.getHostAddress() + ":" + builder.port + ": is the port taken?",
                    e);
        }
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), RemoteWriteServer::thread);
        threads.allowCoreThreadTimeOut(true);
        watchdog = new ScheduledThreadPoolExecutor(1, RemoteWriteServer::thread);
        watchdog.setRemoveOnCancelPolicy(true);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Begins a server for this receiver. */
    public static Builder of(RemoteWriteReceiver receiver) {
        return new Builder(receiver);
    }

    /** Returns the port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "shiyun-remote-write");
        thread.setDaemon(true);
        return thread;
    }

    private void handle(HttpExchange exchange) {
        ScheduledFuture<?> limit = watchdog.schedule(exchange::close, patience.toMillis(), TimeUnit.MILLISECONDS);
        try (exchange) {
            WriteAnswer answer = answer(exchange);
            answer.retryAfter()
                    .ifPresent(wait -> exchange.getResponseHeaders()
                            .set("Retry-After", String.valueOf(Math.max(1, wait.toSeconds()))));
            byte[] message = answer.message().getBytes(StandardCharsets.UTF_8);
            if (message.length > 0) {
                exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            }
            exchange.sendResponseHeaders(answer.status(), message.length == 0 ? -1 : message.length);
            if (message.length > 0) {
                exchange.getResponseBody().write(message);
            }
        } catch (IOException e) {
            LOG.debug("A write request broke off", e);
        } finally {
            limit.cancel(false);
        }
    }

    private WriteAnswer answer(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(PATH)) {
            return WriteAnswer.refused(404, "remote write is received at " + PATH);
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            return WriteAnswer.refused(405, "remote write is a POST");
        }
        Secret wanted = authorization;
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        if (wanted != null && (shown == null || !wanted.equals(Secret.of(shown)))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"remote write\"");
            return WriteAnswer.refused(401, "the right user and password, or token, are needed");
        }
        try (InputStream in = exchange.getRequestBody()) {
            return receiver.receive(
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    exchange.getRequestHeaders().getFirst("Content-Encoding"),
                    in.readNBytes(receiver.limits().packed() + 1));
        }
    }

    /** Ends the server; what is under way has a second. Harmless to repeat. */
    @Override
    public void close() {
        server.stop(1);
        threads.shutdown();
        watchdog.shutdownNow();
    }

    /** Collects the parts of a server. Not thread-safe. */
    public static final class Builder {
        private final RemoteWriteReceiver receiver;
        private InetAddress address = InetAddress.getLoopbackAddress();
        private int port;
        private Duration patience = Duration.ofSeconds(30);
        private @Nullable Secret authorization;

        private Builder(RemoteWriteReceiver receiver) {
            this.receiver = receiver;
        }

        /** Sets the port; a free one when not set. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** Sets the address of this machine to listen on; loopback when not set. Others can reach it then: ask for a password. */
        public Builder address(InetAddress own) {
            address = own;
            return this;
        }

        /** Sets how long one request may take; 30 seconds when not set. */
        public Builder patience(Duration longest) {
            patience = longest;
            return this;
        }

        /** Takes only senders that show this user and password. */
        public Builder basic(String user, Secret password) {
            authorization = Authorization.basic(user, password);
            return this;
        }

        /** Takes only senders that show this token. */
        public Builder bearer(Secret token) {
            authorization = Authorization.bearer(token);
            return this;
        }

        /**
         * Starts to listen.
         *
         * @throws UncheckedIOException when the port is taken
         */
        public RemoteWriteServer start() {
            return new RemoteWriteServer(this);
        }
    }
}
