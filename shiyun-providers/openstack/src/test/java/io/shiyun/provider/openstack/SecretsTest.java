package io.shiyun.provider.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.CloudException;
import io.shiyun.model.Secret;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudEvent;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Progress;
import io.shiyun.wire.rig.Recorded;
import io.shiyun.wire.rig.Seen;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Planted secrets never show: in exceptions with their causes, in texts, in events, in the log at its most talkative. */
class SecretsTest {
    private static final Path LOG = Path.of("target/openstack-test.log");
    private static final String USER_DATA = "canary-of-the-user-data";
    private static final String ADMIN_PASSWORD = "canary-of-the-admin-password";
    private static final String ENCODED =
            Base64.getEncoder().encodeToString(USER_DATA.getBytes(StandardCharsets.UTF_8));

    private final List<String> texts = new ArrayList<>();

    @Test
    void no_text_shows_a_secret() throws IOException {
        String echo = "{\"badRequest\":{\"code\":400,\"message\":\"Invalid input for field/attribute user_data. Value: "
                + ENCODED + ". too long\"}}";
        List<Function<Seen, Recorded>> clouds = List.of(
                seen -> Stand.json(400, echo),
                seen -> Stand.json(401, "{\"error\":{\"title\":\"Unauthorized\",\"message\":\"no\"}}"),
                seen -> Stand.json(500, "<html>oops</html>"),
                seen -> Stand.json(202, "{\"server\":{\"id\":\"0aa1\",\"adminPass\":\"" + ADMIN_PASSWORD + "\"}}"),
                seen -> Stand.json(202, "{\"server\":{\"adminPass\":\"" + ADMIN_PASSWORD + "\"}}"),
                seen -> Stand.json(202, "{\"server\":{\"adminPass\":\"" + ADMIN_PASSWORD));
        for (Function<Seen, Recorded> cloud : clouds) {
            try (Stand stand = Stand.start(
                    seen -> seen.target().contains("/flavors") ? Stand.json(200, Stand.FLAVORS) : cloud.apply(seen))) {
                provoke(stand);
            }
        }
        texts.add(Files.exists(LOG) ? Files.readString(LOG) : "");
        assertThat(texts).hasSizeGreaterThan(20);
        assertThat(String.join("\n", texts)).contains("POST 127.0.0.1");
        for (String secret : List.of(Stand.PASSWORD, Stand.TOKEN, USER_DATA, ENCODED, ADMIN_PASSWORD)) {
            assertThat(texts).noneMatch(text -> text.contains(secret));
        }
    }

    private void provoke(Stand stand) {
        var config = stand.config().events(this::note).build();
        texts.add(config.toString());
        try (Cloud cloud = new OpenStackProvider().connect(config)) {
            texts.add(cloud + " " + cloud.services());
            Hosts hosts = Stand.service(cloud, Hosts.class);
            var order = Stand.order().toBuilder().userData(Secret.of(USER_DATA)).build();
            texts.add(order.toString());
            attempt(() -> text(hosts.create(order, Stand.INTENT, Stand.call())));
            attempt(() -> text(hosts.list(HostQuery.all(Stand.REGION), Cursor.START, Stand.call())));
            attempt(() -> text(hosts.get(Stand.HOST, Stand.call())));
            attempt(() -> text(hosts.delete(Stand.HOST, Stand.call())));
        }
    }

    private void text(Object value) {
        texts.add(value instanceof Progress<?> progress ? progress.toString() : String.valueOf(value));
    }

    private void note(CloudEvent event) {
        texts.add(event.toString());
    }

    private void attempt(Runnable action) {
        try {
            action.run();
        } catch (CloudException e) {
            StringWriter all = new StringWriter();
            e.printStackTrace(new PrintWriter(all));
            texts.add(all.toString() + e.problem() + e);
        }
    }
}
