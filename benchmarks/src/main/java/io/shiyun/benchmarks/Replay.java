package io.shiyun.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on loopback that answers with pages made beforehand, so that only the client's work is measured. */
final class Replay implements AutoCloseable {
    /** How many hosts there are. */
    static final int HOSTS = 10_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    private Replay() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
    }

    /** Starts one that speaks as much of Keystone and Nova as signing in and listing servers takes. */
    static Replay openStack() throws IOException {
        Replay replay = new Replay();
        String base = replay.address();
        NovaPages pages = new NovaPages(base);
        replay.server.createContext("/v3/auth/tokens", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("X-Subject-Token", "token");
            send(exchange, 201, "application/json", pages.token());
        });
        replay.server.createContext("/", exchange -> {
            Map<String, String> query = query(exchange);
            boolean list = exchange.getRequestURI().getPath().endsWith("/servers/detail");
            byte[] body = list
                    ? pages.page(
                            Integer.parseInt(query.getOrDefault("limit", "1000")), query.getOrDefault("marker", ""))
                    : pages.version();
            send(exchange, 200, "application/json", body);
        });
        replay.server.start();
        return replay;
    }

    /** Starts one that speaks as much of EC2 as listing instances takes. */
    static Replay ec2() throws IOException {
        Replay replay = new Replay();
        Ec2Pages pages = new Ec2Pages();
        replay.server.createContext("/", exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> fields = parse(form);
            byte[] page = pages.page(
                    Integer.parseInt(fields.getOrDefault("MaxResults", "1000")),
                    Integer.parseInt(fields.getOrDefault("NextToken", "0")));
            send(exchange, 200, "text/xml;charset=UTF-8", page);
        });
        replay.server.start();
        return replay;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return query == null ? Map.of() : parse(query);
    }

    private static Map<String, String> parse(String form) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }
}
