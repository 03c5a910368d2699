package io.shiyun.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.wire.rig.Answers;
import io.shiyun.wire.rig.Recorded;
import io.shiyun.wire.rig.Rig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Replies with changed bytes: never another exception than ours, never a success of what was cut off. */
class MutationTest {
    private static final String JSON =
            "{\"servers\":[{\"id\":\"7\",\"name\":\"w\u00e9b\",\"ram\":4096,\"up\":true,\"links\":[{\"href\":\"http://x/\"}],"
                    + "\"metadata\":{\"k\":\"v\"},\"price\":-1.5e3,\"none\":null}],\"servers_links\":[]}";
    private static final String XML =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><D xmlns=\"http://x/\"><requestId>r</requestId>"
                    + "<set><item><id>i-1</id><n>2</n><name>w\u00e9b &amp; <![CDATA[x]]></name></item></set><!-- c --></D>";
    private static final int MUTATIONS = 10_000;

    @Test
    void changedJsonIsReadOrRefused() {
        everyMutation(Recorded.json(200, JSON), body -> {
            Json json = Json.read(body, Source.named("test"));
            json.items("servers").forEach(MutationTest::touch);
            JsonItems.each(new ByteArrayInputStream(body), Source.named("test"), "servers", MutationTest::touch);
        });
    }

    private static void touch(Json server) {
        server.text("id", "");
        server.optional("name");
        server.whole("ram", 0);
        server.flag("up");
        server.items("links");
        server.textMap("metadata");
        server.at("price").number();
    }

    @Test
    void changedXmlIsReadOrRefused() {
        everyMutation(Recorded.xml(200, XML), body -> {
            Xml.read(body, Source.named("test")).items("set.item").forEach(MutationTest::touch);
            XmlItems.each(new ByteArrayInputStream(body), Source.named("test"), "set.item", MutationTest::touch);
        });
    }

    private static void touch(Xml item) {
        item.text("id", "");
        item.whole("n", 0);
        item.optional("name");
    }

    private static void everyMutation(Recorded recorded, Consumer<byte[]> reading) {
        int read = 0;
        int refused = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Recorded changed = recorded.mutated(seed, recorded.headLength());
            byte[] body = java.util.Arrays.copyOfRange(changed.bytes(), recorded.headLength(), changed.bytes().length);
            try {
                reading.accept(body);
                read++;
            } catch (CloudException e) {
                refused++;
            }
        }
        assertThat(read + refused).isEqualTo(MUTATIONS);
        assertThat(refused).as("refused").isGreaterThan(MUTATIONS / 4);
        assertThat(read).as("read").isPositive();
    }

    @Test
    void everyBeginningOfADocumentIsRefused() {
        for (String document : List.of(JSON, XML)) {
            byte[] whole = document.getBytes(StandardCharsets.UTF_8);
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = java.util.Arrays.copyOf(whole, length);
                List<CloudException> refusals = new ArrayList<>();
                try {
                    if (document.startsWith("{")) {
                        Json.read(cut, Source.named("test"));
                    } else {
                        Xml.read(cut, Source.named("test"));
                    }
                } catch (CloudException e) {
                    refusals.add(e);
                }
                assertThat(refusals)
                        .as("the first " + length + " bytes of " + document)
                        .hasSize(1);
            }
        }
    }

    @Test
    void changedReplyOnTheWireIsReadOrRefusedInTime() throws IOException {
        Recorded recorded = Recorded.json(200, JSON, "x-request-id: r-1", "Date: Sat, 21 Nov 2026 09:30:00 GMT");
        Duration limit = Duration.ofMillis(250);
        try (Rig rig = Rig.start(Answers.never());
                Http http = new Http(HttpOptions.named("test"))) {
            for (int seed = 0; seed < 1000; seed++) {
                rig.answer(Answers.cutAfter(recorded.mutated(seed, 0), Integer.MAX_VALUE));
                long begun = System.nanoTime();
                try {
                    Reply reply =
                            http.send(Request.json("POST", rig.uri("/"), JsonWriter.object()), TestCall.of(limit));
                    reply.json();
                } catch (CloudException e) {
                    assertThat(e.certainty()).as("seed " + seed).isEqualTo(Certainty.AMBIGUOUS);
                }
                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .as("seed " + seed)
                        .isLessThan(Duration.ofSeconds(5));
            }
        }
    }
}
