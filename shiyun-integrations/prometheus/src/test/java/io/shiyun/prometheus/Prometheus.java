package io.shiyun.prometheus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Prometheus, of Debian's package, on a free loopback port with a folder of its own. */
final class Prometheus implements AutoCloseable {
    private final Process process;
    final URI address;

    private Prometheus(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Starts one; the test is skipped, aloud, where there is none. */
    static Prometheus start(Path folder, String config, String... arguments) throws IOException, InterruptedException {
        Path program = Stream.of(System.getenv("PATH").split(":"))
                .map(each -> Path.of(each, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(program != null, "there is no prometheus on the PATH; install Debian's package prometheus");
        Path file = Files.writeString(folder.resolve("prometheus.yml"), config);
        int port = freePort();
        Process process = new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        program.toString(),
                                        "--config.file=" + file,
                                        "--storage.tsdb.path=" + folder.resolve("data"),
                                        "--web.listen-address=127.0.0.1:" + port,
                                        "--web.enable-remote-write-receiver",
                                        "--log.level=warn"),
                                Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Prometheus started = new Prometheus(process, URI.create("http://127.0.0.1:" + port));
        started.await(folder);
        return started;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void await(Path folder) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest ready =
                HttpRequest.newBuilder(address.resolve("/-/ready")).GET().build();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                int status = client.send(ready, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status == 200 || status == 401) {
                    return;
                }
            } catch (IOException e) {
                // Not listening yet.
                process.waitFor(50, TimeUnit.MILLISECONDS);
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        close();
        throw new IllegalStateException("Prometheus did not start: " + Files.readString(folder.resolve("log")));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
