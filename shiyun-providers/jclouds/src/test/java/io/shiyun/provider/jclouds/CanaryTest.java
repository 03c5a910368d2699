package io.shiyun.provider.jclouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import io.shiyun.model.CloudId;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudEvent;
import io.shiyun.tck.TckCall;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cloud that repeats the secret in its replies, with every log switched on: the secret is nowhere. */
class CanaryTest {
    private static final String CANARY = "canary-7f3a91c2d5";

    /** The same as Azure wants it. */
    private static final String ENCODED = "Y2FuYXJ5LTdmM2E5MWMyZDU=";

    private final List<String> logged = new ArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private HttpServer server;

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            synchronized (logged) {
                logged.add(entry.getLoggerName() + " " + entry.getMessage() + " " + entry.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() throws Exception {
        handler.setLevel(Level.ALL);
        Logger root = LogManager.getLogManager().getLogger("");
        root.addHandler(handler);
        for (String name :
                List.of("", "jclouds", "jclouds.wire", "jclouds.headers", "jclouds.compute", "org.jclouds")) {
            Logger.getLogger(name).setLevel(Level.ALL);
        }
        PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @AfterEach
    void restore() {
        System.setOut(out);
        System.setErr(err);
        Logger.getLogger("").removeHandler(handler);
        server.stop(0);
    }

    private void repeat(int status, String secret) {
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            byte[] reply = ("{\"error\": {\"message\": \"you sent " + secret + "\", \"all\": \""
                            + new String(body, StandardCharsets.UTF_8).replace("\"", "'") + "\"}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("X-Seen", String.valueOf(exchange.getRequestHeaders()));
            exchange.sendResponseHeaders(status, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
    }

    @ParameterizedTest
    @CsvSource({
        "openstack-nova, 401",
        "openstack-nova, 500",
        "openstack-nova, 200",
        "openstack-swift, 401",
        "digitalocean2, 401",
        "digitalocean2, 500",
        "cloudstack, 403",
        "s3, 403",
        "s3, 500",
        "azureblob, 403"
    })
    void theSecretIsNowhere(String api, int status) {
        String key = api.equals("azureblob") ? ENCODED : CANARY;
        repeat(status, key);
        List<String> texts = new ArrayList<>();
        CloudConfig.Builder config = CloudConfig.builder(new CloudId("lab"))
                .set("api", api)
                .set("endpoint", "http://127.0.0.1:" + server.getAddress().getPort() + "/v3")
                .set("identity", "Default:demo")
                .set("credential", key)
                .events((CloudEvent event) -> texts.add(event.toString()));
        if (api.startsWith("openstack")) {
            config.set("properties", OpenStack.keystone("demo"));
        }
        CloudConfig built = config.build();
        try (Cloud cloud = new JcloudsProvider().connect(built)) {
            Throwable failure = catchThrowable(() -> cloud.check(TckCall.of(Duration.ofSeconds(20))));
            texts.add(stack(failure));
            texts.add(built + " " + cloud + " " + cloud.services());
            assertThat(failure).isNotNull();
        }
        synchronized (logged) {
            texts.addAll(logged);
        }
        texts.add(printed.toString(StandardCharsets.UTF_8));
        assertThat(texts).allSatisfy(text -> assertThat(text).doesNotContain(CANARY, ENCODED));
    }

    private static String stack(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
