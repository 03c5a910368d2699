package io.shiyun.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Notice NOTICE =
            new Notice("a".repeat(32), "pager", "g", AlertStatus.FIRING, Instant.EPOCH, List.of());

    @TempDir
    Path folder;

    private HttpsServer server;
    private SSLContext trusting;

    @BeforeEach
    void start() throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "hook",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=hooks.example.org",
                        "-ext",
                        "san=dns:hooks.example.org",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("hook", keys.getCertificate("hook"));

        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, PASSWORD);
        SSLContext serving = SSLContext.getInstance("TLS");
        serving.init(keyManagers.getKeyManagers(), null, null);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);

        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(serving));
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private WebhookNotifier.Builder to(String host) {
        return WebhookNotifier.to(
                        "pager", "https://" + host + ":" + server.getAddress().getPort() + "/")
                .allowLoopback()
                .timeout(Duration.ofSeconds(10))
                .lookup(name -> new InetAddress[] {InetAddress.getLoopbackAddress()});
    }

    @Test
    void aCertificateThatIsTrustedAndNamesTheHostIsTaken() {
        assertThat(to("hooks.example.org").tls(trusting).build().send(NOTICE)).isEqualTo(Delivery.delivered());
    }

    @Test
    void aCertificateNobodyTrustsIsNotTaken() {
        Delivery delivery = to("hooks.example.org").build().send(NOTICE);
        assertThat(delivery.kind()).isEqualTo(Delivery.Kind.RETRY);
        assertThat(delivery.detail()).contains("certificat");
    }

    @Test
    void aCertificateOfAnotherHostIsNotTaken() {
        Delivery delivery = to("other.example.org").tls(trusting).build().send(NOTICE);
        assertThat(delivery.kind()).isEqualTo(Delivery.Kind.RETRY);
        assertThat(delivery.detail()).contains("other.example.org");
    }
}
