package io.shiyun.provider.jclouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.shiyun.model.BucketId;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Reason;
import io.shiyun.spi.Buckets;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.ObjectKey;
import io.shiyun.spi.ObjectOrder;
import io.shiyun.spi.Range;
import io.shiyun.tck.TckCall;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects over HTTP, in the words of S3, at a server that keeps what came whole and nothing else. */
@Timeout(60)
class WireBucketsTest {
    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private Cloud cloud;
    private Buckets buckets;
    private BucketId bucket;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int status = 200;
    private volatile boolean cutShort;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        cloud = new JcloudsProvider()
                .connect(CloudConfig.builder(new CloudId("lab"))
                        .set("api", "s3")
                        .set(
                                "endpoint",
                                "http://127.0.0.1:" + server.getAddress().getPort())
                        .set("identity", "AKIDEXAMPLE")
                        .set("credential", "canary-secret")
                        .set("properties", "jclouds.s3.virtual-host-buckets=false")
                        .build());
        buckets = cloud.find(Buckets.class).orElseThrow();
        bucket = new BucketId(cloud.regions().get(0), "shelf");
    }

    @AfterEach
    void close() {
        cloud.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (status != 200) {
                byte[] words = "<Error><Code>SlowDown</Code><Message>reduce your rate</Message></Error>"
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, words.length);
                exchange.getResponseBody().write(words);
                return;
            }
            if (exchange.getRequestMethod().equals("PUT")) {
                kept.put(path, body);
                exchange.getResponseHeaders().add("ETag", "\"mark\"");
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            byte[] content = kept.get(path);
            if (content == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().add("ETag", "\"mark\"");
            exchange.getResponseHeaders().add("Last-Modified", "Sat, 21 Nov 2026 12:00:00 GMT");
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, cutShort ? content.length / 2 : content.length);
        }
    }

    private static TckCall call() {
        return TckCall.of(Duration.ofSeconds(20));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private void put(String key, byte[] bytes, long told, String sha256) {
        ObjectOrder order =
                ObjectOrder.builder(bucket, key, told).sha256(sha256).build();
        assertThat(buckets.put(order, new ByteArrayInputStream(bytes), call()).etag())
                .isEqualTo("mark");
    }

    @Test
    void whatIsSentIsKeptAndReadBack() {
        byte[] bytes = bytes(3_000_000);
        put("big", bytes, bytes.length, "");
        assertThat(kept.get("/shelf/big")).isEqualTo(bytes);
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        buckets.get(new ObjectKey(bucket, "big"), Range.ALL, to, call());
        assertThat(to.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void aWrongContentNeverArrivesWhole() {
        for (long told : new long[] {100_000, 100_001, 99_999}) {
            CloudException refusal = catchThrowableOfType(
                    CloudException.class, () -> put("wrong", bytes(100_000), told, "0".repeat(64)));
            assertThat(refusal.reason()).isEqualTo(Reason.INVALID);
            assertThat(refusal.certainty()).isEqualTo(Certainty.REJECTED);
        }
        assertThat(kept).doesNotContainKey("/shelf/wrong");
    }

    @Test
    void aReplyThatBreaksOffIsNoSuccess() {
        put("big", bytes(3_000_000), 3_000_000, "");
        cutShort = true;
        CloudException failure = catchThrowableOfType(
                CloudException.class,
                () -> buckets.get(new ObjectKey(bucket, "big"), Range.ALL, new ByteArrayOutputStream(), call()));
        assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void aRefusalIsAskedOnceAndNamed() {
        status = 503;
        CloudException failure = catchThrowableOfType(CloudException.class, () -> put("more", bytes(10), 10, ""));
        assertThat(failure.reason()).isEqualTo(Reason.THROTTLED);
        assertThat(failure).hasMessageContaining("reduce your rate");
        assertThat(asked).hasValue(1);
    }

    @Test
    void anObjectThatIsNotThereIsNotFound() {
        CloudException failure =
                catchThrowableOfType(CloudException.class, () -> buckets.stat(new ObjectKey(bucket, "none"), call()));
        assertThat(failure.reason()).isEqualTo(Reason.NOT_FOUND);
    }
}
