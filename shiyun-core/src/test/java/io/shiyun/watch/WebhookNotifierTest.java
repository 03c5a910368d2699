package io.shiyun.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WebhookNotifierTest {
    private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

    private static Notice notice() {
        Alert alert = new Alert(
                "f".repeat(32),
                "cpu \"high\"",
                "cpu.used",
                "critical",
                1,
                AlertStatus.FIRING,
                0.93,
                AT.minusSeconds(60),
                AT,
                Optional.empty(),
                Map.of("host", "a\nb", "level", "critical"),
                Map.of("summary", "\u70ed\uD83D\uDD25 \\ \u0001"));
        return new Notice("0".repeat(32), "pager", "g", AlertStatus.FIRING, AT, List.of(alert));
    }

    private static WebhookNotifier.Builder to(String url) {
        return WebhookNotifier.to("pager", url).allowLoopback().timeout(Duration.ofSeconds(5));
    }

    @Test
    void postsTheNoticeAsJsonWithItsKey() {
        try (Receiver receiver = Receiver.answering(n -> 200)) {
            Delivery delivery = to(receiver.url("/hook?room=1"))
                    .header("Authorization", Secret.of("Bearer abc"))
                    .build()
                    .send(notice());
            assertThat(delivery).isEqualTo(Delivery.delivered());
            assertThat(receiver.requests)
                    .containsExactly(new Receiver.Request(
                            "0".repeat(32),
                            "Bearer abc",
                            "application/json; charset=utf-8",
                            "{\"format\":1,\"id\":\"" + "0".repeat(32)
                                    + "\",\"target\":\"pager\",\"group\":\"g\",\"status\":\"firing\","
                                    + "\"created\":\"2026-11-20T10:00:00Z\",\"alerts\":[{\"fingerprint\":\""
                                    + "f".repeat(32)
                                    + "\",\"rule\":\"cpu \\\"high\\\"\",\"metric\":\"cpu.used\",\"level\":\"critical\","
                                    + "\"severity\":1,\"status\":\"firing\",\"value\":0.93,"
                                    + "\"since\":\"2026-11-20T09:59:00Z\",\"at\":\"2026-11-20T10:00:00Z\","
                                    + "\"ended\":null,\"labels\":{\"host\":\"a\\nb\",\"level\":\"critical\"},"
                                    + "\"annotations\":{\"summary\":\"\u70ed\uD83D\uDD25 \\\\ \\u0001\"}}]}"));
        }
    }

    @Test
    void whatMayPassIsTriedAgainAndWhatWillNotIsNot() {
        Map<Integer, Delivery.Kind> expected = Map.of(
                500, Delivery.Kind.RETRY,
                503, Delivery.Kind.RETRY,
                429, Delivery.Kind.RETRY,
                408, Delivery.Kind.RETRY,
                400, Delivery.Kind.REFUSED,
                404, Delivery.Kind.REFUSED,
                410, Delivery.Kind.REFUSED,
                202, Delivery.Kind.DELIVERED);
        expected.forEach((status, kind) -> {
            try (Receiver receiver = Receiver.answering(n -> status)) {
                assertThat(to(receiver.url("/")).build().send(notice()).kind())
                        .as("status " + status)
                        .isEqualTo(kind);
            }
        });
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (Receiver inside = Receiver.answering(n -> 200);
                Receiver outside = new Receiver(n -> 302, Map.of("Location", inside.url("/secret")))) {
            Delivery delivery = to(outside.url("/")).build().send(notice());
            assertThat(delivery.kind()).isEqualTo(Delivery.Kind.REFUSED);
            assertThat(delivery.detail()).contains("302", "redirects are not followed");
            assertThat(inside.requests).isEmpty();
        }
    }

    @Test
    void theTimeTheReceiverAsksForIsHandedOn() {
        try (Receiver receiver = new Receiver(n -> 503, Map.of("Retry-After", "120"))) {
            assertThat(to(receiver.url("/")).build().send(notice()).retryAfter())
                    .isEqualTo(Duration.ofSeconds(120));
        }
    }

    @Test
    void aRefusedConnectionIsTriedAgain() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Delivery delivery = to("http://127.0.0.1:" + free + "/").build().send(notice());
        assertThat(delivery.kind()).isEqualTo(Delivery.Kind.RETRY);
        assertThat(delivery.detail()).containsIgnoringCase("refused");
    }

    @Test
    void aReceiverThatNeverAnswersOrDripsEndsInTime() throws Exception {
        for (boolean drips : new boolean[] {false, true}) {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                CountDownLatch over = new CountDownLatch(1);
                CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> serve(server, drips, over));
                long start = System.nanoTime();
                Delivery delivery = to("http://127.0.0.1:" + server.getLocalPort() + "/")
                        .timeout(Duration.ofMillis(300))
                        .build()
                        .send(notice());
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                over.countDown();
                serving.get(10, TimeUnit.SECONDS);
                assertThat(delivery.kind()).isEqualTo(Delivery.Kind.RETRY);
                assertThat(millis).isBetween(200L, 3_000L);
            }
        }
    }

    private static void serve(ServerSocket server, boolean drips, CountDownLatch over) {
        try (Socket socket = server.accept()) {
            byte[] head = "HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII);
            socket.getOutputStream().write(head);
            while (!over.await(drips ? 20 : 5_000, TimeUnit.MILLISECONDS)) {
                socket.getOutputStream().write('x');
                socket.getOutputStream().flush();
            }
        } catch (IOException e) {
            // The client hung up in time, which is what is tested.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anAnswerThatIsNotHttpIsTriedAgain() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write("SSH-2.0-x\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            Delivery delivery = to("http://127.0.0.1:" + server.getLocalPort() + "/")
                    .build()
                    .send(notice());
            assertThat(delivery.kind()).isEqualTo(Delivery.Kind.RETRY);
            assertThat(delivery.detail()).contains("not HTTP");
            assertThat(serving).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void theConnectionGoesToTheAddressThatWasCheckedAndNamesTheHost() {
        try (Receiver receiver = Receiver.answering(n -> 200)) {
            WebhookNotifier webhook = to("http://hooks.example.org:" + receiver.port() + "/")
                    .lookup(host -> new InetAddress[] {InetAddress.getLoopbackAddress()})
                    .build();
            assertThat(webhook.send(notice()).kind()).isEqualTo(Delivery.Kind.DELIVERED);
        }
    }

    @Test
    void itsTextShowsNeitherPathNorHeaders() {
        assertThat(to("http://127.0.0.1:80/token-123?x=secret")
                        .header("Authorization", Secret.of("Bearer abc"))
                        .build())
                .hasToString("WebhookNotifier[pager, http://127.0.0.1:80]");
    }
}
