package io.shiyun.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.shiyun.metrics.Series;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.wire.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A receiver that answers as told, and then takes everything. */
class SenderTest {
    private static final SenderOptions QUICK = new SenderOptions(
            10, Duration.ofMillis(20), 100, Duration.ofMillis(5), Duration.ofMillis(40), Duration.ofSeconds(20));

    private final Queue<String> told = new ArrayDeque<>();
    private final List<Series> taken = Collections.synchronizedList(new ArrayList<>());
    private final RemoteWriteReceiver receiver = new RemoteWriteReceiver(WriteSink.eachSeries(taken::add));
    private HttpServer server;
    private PrometheusAccess access;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                String next;
                synchronized (told) {
                    next = told.poll();
                }
                if (next != null) {
                    String[] words = next.split(" ");
                    if (words.length > 1) {
                        exchange.getResponseHeaders().set("Retry-After", words[1]);
                    }
                    exchange.sendResponseHeaders(Integer.parseInt(words[0]), -1);
                    return;
                }
                int status = receiver.receive(
                                exchange.getRequestHeaders().getFirst("Content-Type"),
                                exchange.getRequestHeaders().getFirst("Content-Encoding"),
                                body)
                        .status();
                exchange.sendResponseHeaders(status, -1);
            }
        });
        server.start();
        access = PrometheusAccess.at(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void tell(String... statuses) {
        synchronized (told) {
            told.addAll(List.of(statuses));
        }
    }

    private static Series points(int from, int to) {
        Series.Builder series = Series.named("up", "1");
        for (int i = from; i < to; i++) {
            series.add(i, i);
        }
        return series.build();
    }

    @Test
    void batchesAreBoundedAndInOrder() throws InterruptedException {
        try (RemoteWriteSender sender = RemoteWriteSender.start(access, QUICK)) {
            sender.send(points(0, 25));
            sender.send(points(25, 30));
            assertThat(sender.flush(Duration.ofSeconds(10))).isTrue();
            assertThat(sender.counts().sent()).isEqualTo(30);
        }
        assertThat(taken.stream().mapToInt(Series::size).max()).hasValue(10);
        assertThat(taken.stream().map(each -> each.time(0))).isSorted();
        assertThat(receiver.counts().samples()).isEqualTo(30);
    }

    @Test
    void serverFaultsAndThrottlingAreTriedAgainAndRefusalsAreNot() throws InterruptedException {
        tell("500", "503", "429 1", "400", "404");
        long begun = System.nanoTime();
        try (RemoteWriteSender sender = RemoteWriteSender.start(access, QUICK)) {
            sender.send(points(0, 10));
            sender.send(points(10, 20));
            sender.send(points(20, 30));
            assertThat(sender.flush(Duration.ofSeconds(20))).isTrue();
            SenderCounts counts = sender.counts();
            assertThat(counts.retries()).isEqualTo(3);
            assertThat(counts.refused()).isEqualTo(20);
            assertThat(counts.sent()).isEqualTo(10);
            assertThat(counts.lastFault()).contains("404");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(1));
        assertThat(taken).hasSize(1);
        assertThat(taken.get(0).time(0)).isEqualTo(20);
    }

    @Test
    void oldestAreDroppedAndEverySampleIsAccountedFor() throws InterruptedException {
        tell("503 600");
        RemoteWriteSender sender = RemoteWriteSender.start(access, QUICK);
        sender.send(points(0, 10));
        while (receiver.counts().requests() == 0
                && sender.counts().retries() == 0
                && sender.counts().givenUp() == 0) {
            Thread.onSpinWait();
        }
        assertThat(sender.counts().givenUp())
                .as("asked to wait longer than it is tried")
                .isEqualTo(10);
        tell("503 1");
        sender.send(points(10, 20));
        while (sender.counts().retries() == 0) {
            Thread.onSpinWait();
        }
        sender.send(points(20, 100));
        sender.send(points(100, 150));
        assertThat(sender.counts().overflowed()).isEqualTo(30);
        assertThat(sender.close(Duration.ofSeconds(20))).isTrue();
        SenderCounts counts = sender.counts();
        assertThat(counts.sent()).isEqualTo(110);
        assertThat(counts.waiting()).isZero();
        assertThat(taken.stream().mapToLong(each -> each.time(0)).toArray()).startsWith(10, 50);
        assertThatThrownBy(() -> sender.send(points(0, 1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void unreachableEndsWithinItsTimeAndTellsWhatIsLeft() throws IOException {
        PrometheusAccess nobody = PrometheusAccess.at(URI.create("http://127.0.0.1:" + Prometheus.freePort()));
        RemoteWriteSender sender = RemoteWriteSender.start(nobody, QUICK);
        sender.send(points(0, 5));
        while (sender.counts().retries() == 0) {
            Thread.onSpinWait();
        }
        long begun = System.nanoTime();

        assertThat(sender.close(Duration.ofMillis(300))).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        assertThat(sender.counts().waiting()).isEqualTo(5);
        assertThat(sender.counts().lastFault()).contains("refused");
        try (PrometheusClient client = new PrometheusClient(nobody)) {
            assertThatThrownBy(() -> client.labelNames())
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatIsOnItsWayWhenItClosesStaysCountedAsWaiting() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        RemoteWriteSender sender = RemoteWriteSender.start(access, QUICK, new Http(access.http()), (request, call) -> {
            begun.countDown();
            LockSupport.park();
            throw call.over(Certainty.AMBIGUOUS);
        });
        Thread own = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("shiyun-remote-write-sender"))
                .findFirst()
                .orElseThrow();
        sender.send(points(0, 5));
        begun.await();

        assertThat(sender.close(Duration.ofMillis(50))).isFalse();
        own.join();
        assertThat(sender.counts().waiting()).isEqualTo(5);
        assertThat(sender.counts().refused()).isZero();
    }

    private static String matrix(String values) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":"
                + values + "}]}}";
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void slowIsATimeoutAndForeignAnswersAreNotUnderstood() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                PrometheusClient client = new PrometheusClient(
                        PrometheusAccess.at(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
                                .withTime(Duration.ofMillis(200)))) {
            assertThatThrownBy(() -> client.query("up", Instant.EPOCH))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT));
        }
        server.removeContext("/");
        for (String body : List.of(
                "<html>a portal</html>",
                "{}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\"}}",
                "{\"status\":\"error\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},"
                        + "\"values\":[[2,\"1\"],[1,\"1\"]]}]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},"
                        + "\"values\":[[1,\"x\"]]}]}}",
                matrix("[[1e100000000,\"1\"]]"),
                matrix("[[1e-100000000,\"1\"]]"),
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[")) {
            server.createContext("/", exchange -> {
                try (exchange) {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(200, body.length());
                    exchange.getResponseBody().write(body.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                }
            });
            try (PrometheusClient client = new PrometheusClient(access)) {
                assertThatThrownBy(() -> client.query("up", Instant.EPOCH))
                        .as(body)
                        .isInstanceOf(CloudException.class);
            }
            server.removeContext("/");
        }
    }

    @Test
    void timesThatNoClockCountsAreRefusedAtTheDoor() {
        Duration ever = Duration.ofSeconds(Long.MAX_VALUE);
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new SenderOptions(10, ever, 100, second, second, second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100 years");
        assertThatThrownBy(() -> new SenderOptions(10, second, 100, second, ever, second))
                .hasMessageContaining("100 years");
        assertThatThrownBy(() -> new SenderOptions(10, second, 100, second, second, ever))
                .hasMessageContaining("100 years");
    }

    @Test
    void labelsThatBecomeOneAreRefusedAtTheDoor() {
        try (RemoteWriteSender sender = RemoteWriteSender.start(access, QUICK)) {
            Series twins = Series.named("up", "1")
                    .label("a.b", "1")
                    .label("a-b", "2")
                    .add(1, 1)
                    .build();
            assertThatThrownBy(() -> sender.send(twins)).hasMessageContaining("a_b");
        }
    }

    @Test
    void accessRefusesWhatIsNoAddressAndPrintsNoSecret() {
        for (String bad : List.of("ftp://host", "http:/nohost", "http://u:p@host", "http://host?x=1", "/path")) {
            assertThatThrownBy(() -> PrometheusAccess.at(URI.create(bad))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(access.withBearer(io.shiyun.model.Secret.of("s3cret")).toString())
                .doesNotContain("s3cret");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aFaultOfItsOwnEndsTheSenderAndSaysSo() throws InterruptedException {
        List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
        Thread.UncaughtExceptionHandler usual = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        try (RemoteWriteSender sender =
                RemoteWriteSender.start(access, QUICK, new Http(access.http()), (request, call) -> {
                    throw new IllegalStateException("of the test");
                })) {
            Thread own = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("shiyun-remote-write-sender"))
                    .findFirst()
                    .orElseThrow();
            sender.send(points(0, 10));
            own.join();
            assertThat(sender.flush(Duration.ofMinutes(1))).isFalse();
            assertThat(sender.counts().waiting()).isEqualTo(10);
            assertThatThrownBy(() -> sender.send(points(10, 20))).hasMessageContaining("start another");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(usual);
        }
        assertThat(uncaught).isEmpty();
    }
}
