package io.shiyun.provider.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A small HTTP service: answers with its version; on SIGTERM it answers what comes for a moment more, closing each connection. */
final class ServiceMain {
    private ServiceMain() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(System.getenv("PORT"));
        String version = System.getenv().getOrDefault("VERSION", "none");
        AtomicBoolean leaving = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        server.createContext("/", exchange -> {
            if (leaving.get()) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            answered.incrementAndGet();
            answer(exchange, 200, version);
        });
        server.createContext("/sick", exchange -> answer(exchange, 503, "sick"));
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.start();
        System.out.println("version " + version + " listens on " + port);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            leaving.set(true);
            long end = System.nanoTime() + 1_000_000_000L;
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(50_000_000L);
            }
            server.stop(1);
        }));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
