package io.shiyun.watch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;

/** A real HTTP server on this machine that takes notices and answers as told. */
public final class Receiver implements AutoCloseable {
    /** One request as it came. */
    public record Request(String key, String authorization, String type, String body) {}

    public final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** @param answer the status by the number of the request, from 0 */
    public Receiver(IntUnaryOperator answer, Map<String, String> headers) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> take(exchange, answer, headers));
        server.start();
    }

    public static Receiver answering(IntUnaryOperator answer) {
        return new Receiver(answer, Map.of());
    }

    private void take(HttpExchange exchange, IntUnaryOperator answer, Map<String, String> headers) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int number;
            synchronized (requests) {
                number = requests.size();
                requests.add(new Request(
                        String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
                        String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                        String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                        body));
            }
            headers.forEach(exchange.getResponseHeaders()::set);
            byte[] text = "thank you".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.applyAsInt(number), text.length);
            exchange.getResponseBody().write(text);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    public List<String> bodies() {
        return requests.stream().map(Request::body).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
