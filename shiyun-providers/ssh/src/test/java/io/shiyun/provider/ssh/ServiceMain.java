package io.shiyun.provider.ssh;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A replica for tests: answers at the port {@code PORT} with {@code WORD}, whatever is asked. */
final class ServiceMain {
    private ServiceMain() {}

    public static void main(String[] args) throws Exception {
        byte[] word = System.getenv("WORD").getBytes(StandardCharsets.UTF_8);
        int port = Integer.parseInt(System.getenv("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, word.length);
            exchange.getResponseBody().write(word);
            exchange.close();
        });
        server.start();
    }
}
