package io.shiyun.tck;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The program that the contract runs as an app: an HTTP server on the loopback port {@code PORT} that answers with {@code
 * TCK_REVISION}, and with 404 below {@code /missing}. It ends on SIGTERM.
 */
public final class TckApp {
    private static final PrintStream OUT = System.out;

    private TckApp() {}

    /** Serves until the process is ended. */
    public static void main(String[] args) throws IOException {
        String revision = System.getenv().getOrDefault("TCK_REVISION", "");
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "0"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            boolean missing = exchange.getRequestURI().getPath().startsWith("/missing");
            byte[] body = (missing ? "nothing here" : revision).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(missing ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        OUT.println(
                "tck-app " + revision + " serves on port " + server.getAddress().getPort());
    }

    /** Returns the arguments that run it with the Java that runs this. */
    static List<String> command() {
        try {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            Path classes = Path.of(TckApp.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return List.of(
                    java.toString(),
                    "-Xmx32m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    "-cp",
                    classes.toString(),
                    TckApp.class.getName());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the contract's own classes cannot be found", e);
        }
    }
}
