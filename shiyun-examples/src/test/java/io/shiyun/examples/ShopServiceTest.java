package io.shiyun.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ShopServiceTest {
    private static final Duration BOUND = Duration.ofSeconds(10);

    private static ShopService shop(String version) throws IOException {
        ShopService shop = ShopService.start(0, version, true);
        Thread thread = new Thread(
                () -> {
                    try {
                        shop.serve();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                "serve");
        thread.setDaemon(true);
        thread.start();
        return shop;
    }

    private static Socket connect(ShopService shop) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), shop.port());
    }

    @Test
    void takesOrdersAndTellsItsVersion() throws Exception {
        try (ShopService shop = shop("7");
                Socket socket = connect(shop);
                HttpConversation http = new HttpConversation(socket)) {
            http.ask("POST", "/orders", "tea", false);
            assertThat(http.next()).isTrue();
            assertThat(http.status()).isEqualTo(201);
            assertThat(new String(http.body(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains("\"order\":1", "\"bytes\":3", "\"version\":\"7\"");
            http.ask("GET", "/version", "", false);
            assertThat(http.next()).isTrue();
            assertThat(http.body()).asString().isEqualTo("7");
            http.ask("GET", "/nothing", "", true);
            assertThat(http.next()).isTrue();
            assertThat(http.status()).isEqualTo(404);
            assertThat(http.last()).isTrue();
            assertThat(http.next()).as("closed as asked for").isFalse();
        }
    }

    @Test
    void leavingAnswersWhatIsOpenAndSaysThatItIsTheLast() throws Exception {
        try (ShopService shop = shop("1");
                Socket socket = connect(shop);
                HttpConversation http = new HttpConversation(socket)) {
            http.ask("GET", "/health", "", false);
            assertThat(http.next()).isTrue();
            assertThat(http.status()).isEqualTo(200);

            CompletableFuture<Void> left = CompletableFuture.runAsync(() -> shop.leave(BOUND));
            while (true) {
                http.ask("POST", "/orders", "tea", false);
                assertThat(http.next()).isTrue();
                assertThat(http.status()).isEqualTo(201);
                if (http.last()) {
                    break;
                }
            }
            assertThat(http.next()).isFalse();
            left.get(BOUND.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
            assertThat(shop.ended(BOUND)).isTrue();
        }
    }

    @Test
    void leavingWaitsNoLongerThanItsBoundForAConnectionThatStaysSilent() throws Exception {
        try (ShopService shop = shop("1");
                Socket silent = connect(shop);
                HttpConversation http = new HttpConversation(silent)) {
            http.ask("GET", "/version", "", false);
            assertThat(http.next()).isTrue();

            shop.leave(Duration.ofMillis(50));

            assertThat(silent.isClosed()).isFalse();
        }
    }

    @Test
    void theLoadCountsWhatFailsAndWhen() throws Exception {
        ShopService shop = shop("1");
        try (Load load = Load.start("127.0.0.1", shop.port(), 200)) {
            Eventually.is(Duration.ofSeconds(20), () -> load.answered() > 100);
            assertThat(load.failed()).isZero();
            shop.close();
            Eventually.is(Duration.ofSeconds(20), () -> load.failed() > 10);
            assertThat(load.failures())
                    .allSatisfy(failure -> assertThat(failure.why()).isNotBlank());
            assertThat(load.versions()).containsOnlyKeys("1");
        }
    }
}
