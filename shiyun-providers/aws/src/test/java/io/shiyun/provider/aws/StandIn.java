package io.shiyun.provider.aws;

import io.shiyun.model.CloudId;
import io.shiyun.spi.CloudConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The stand-in of {@code testbed/aws}, started for one test class and stopped by its own process id. Without Python's botocore the
 * tests are reported as skipped, with the reason.
 */
final class StandIn implements AutoCloseable {
    private final Path state;
    private final Map<String, String> settings;
    private final HttpClient http = HttpClient.newHttpClient();

    private StandIn(Path state, Map<String, String> settings) {
        this.state = state;
        this.settings = settings;
    }

    static StandIn start(String... more) throws IOException, InterruptedException {
        Path up = folder().resolve("up");
        Process probe = new ProcessBuilder("python3", "-c", "import botocore").start();
        Assumptions.assumeTrue(
                probe.waitFor() == 0, "SKIPPED ALOUD: the stand-in for AWS needs Debian's python3-botocore");
        Path state = Files.createTempDirectory("shiyun-aws-");
        String[] command = Stream.concat(
                        Stream.of(
                                up.toString(),
                                "--state",
                                state.toString(),
                                "--transition",
                                "0.05",
                                "--with-pid",
                                Long.toString(ProcessHandle.current().pid())),
                        Stream.of(more))
                .toArray(String[]::new);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the stand-in did not start: " + printed);
        }
        Map<String, String> settings = new TreeMap<>();
        printed.lines()
                .filter(line -> line.contains("="))
                .forEach(line ->
                        settings.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return new StandIn(state, settings);
    }

    private static Path folder() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.isDirectory(here.resolve("testbed/aws"))) {
            here = here.getParent();
        }
        if (here == null) {
            throw new IllegalStateException("there is no folder testbed/aws above this one");
        }
        return here.resolve("testbed/aws");
    }

    String get(String name) {
        String value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is none of " + settings.keySet());
        }
        return value;
    }

    /** Begins the settings of a session that may do everything. */
    CloudConfig.Builder config() {
        return CloudConfig.builder(new CloudId("amazon"))
                .set("regions", "us-east-1,eu-west-1")
                .set("endpoint", get("AWS_ENDPOINT_URL"))
                .set("access-key-id", get("AWS_ACCESS_KEY_ID"))
                .set("secret-access-key", get("AWS_SECRET_ACCESS_KEY"))
                .set("visible-within", "1")
                .set("cluster-role-arn", "arn:aws:iam::111122223333:role/cluster")
                .set("node-role-arn", "arn:aws:iam::111122223333:role/node");
    }

    /** Asks the stand-in for faults, or to change how it behaves. */
    String control(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(get("SHIYUN_AWS_CONTROL") + path))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (reply.statusCode() != 200) {
            throw new IllegalArgumentException(reply.body());
        }
        return reply.body();
    }

    /** Forgets all resources and faults. */
    void reset() throws IOException, InterruptedException {
        control("/reset", "{}");
    }

    /** Returns what was called. */
    String calls() throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(get("SHIYUN_AWS_CONTROL") + "/calls"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        new ProcessBuilder(folder().resolve("down").toString(), "--state", state.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
