package io.shiyun.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final Source SOURCE = new Source("GET cloud.example/x", Certainty.AMBIGUOUS, "r-1");

    private final Json json = read("""
            {"server": {"id": 7, "name": "web", "ram": "4096", "price": 0.0125, "on": true, "off": null,
             "OS-EXT-STS:vm_state": "active", "a.b": "dotted", "metadata": {"k": "v", "n": 1, "none": null},
             "created": "2026-11-21T09:30:00Z", "updated": "2026-11-21T09:30:00.5", "empty": "",
             "addresses": {"net": [{"addr": "10.0.0.1"}, {"addr": "10.0.0.2"}]}}}
            """);

    @Test
    void fieldsAreFoundByPath() {
        assertThat(json.text("server.name")).isEqualTo("web");
        assertThat(json.text("server.id")).isEqualTo("7");
        assertThat(json.whole("server.id")).isEqualTo(7);
        assertThat(json.whole("server.ram")).isEqualTo(4096);
        assertThat(json.number("server.price")).isEqualTo(new BigDecimal("0.0125"));
        assertThat(json.flag("server.on")).isTrue();
        assertThat(json.text("server.OS-EXT-STS:vm_state")).isEqualTo("active");
        assertThat(json.at("server").field("a.b").text()).isEqualTo("dotted");
        assertThat(json.textMap("server.metadata")).isEqualTo(Map.of("k", "v", "n", "1"));
        assertThat(json.instant("server.created")).contains(Instant.parse("2026-11-21T09:30:00Z"));
        assertThat(json.instant("server.updated")).contains(Instant.parse("2026-11-21T09:30:00.500Z"));
        assertThat(json.items("server.addresses.net").stream().map(a -> a.text("addr")))
                .containsExactly("10.0.0.1", "10.0.0.2");
    }

    @Test
    void whatIsAbsentOrNullIsMissingAndHarmless() {
        assertThat(json.has("server.off")).isFalse();
        assertThat(json.has("server.none.of.it")).isFalse();
        assertThat(json.text("server.off", "x")).isEqualTo("x");
        assertThat(json.optional("server.empty")).isEqualTo(Optional.empty());
        assertThat(json.whole("server.none", 3)).isEqualTo(3);
        assertThat(json.flag("server.none")).isFalse();
        assertThat(json.items("server.none")).isEmpty();
        assertThat(json.textMap("server.none")).isEmpty();
        assertThat(json.instant("server.empty")).isEmpty();
    }

    @Test
    void whatIsRequiredAndMissingNamesItsPathAndTheRequest() {
        CloudException e = catchThrowableOfType(CloudException.class, () -> json.text("server.fault.code"));

        assertThat(e.problem().message()).contains("'server.fault.code' is missing", "GET cloud.example/x");
        assertThat(e.problem().requestId()).isEqualTo("r-1");
        assertThat(e.reason()).isEqualTo(Reason.UNKNOWN);
        assertThat(e.certainty()).isEqualTo(Certainty.AMBIGUOUS);
        assertThatThrownBy(() -> json.items("server.addresses.net").get(1).whole("addr"))
                .hasMessageContaining("'server.addresses.net[1].addr' is not a number");
        assertThatThrownBy(() -> json.list("servers")).hasMessageContaining("'servers' is missing");
        assertThatThrownBy(() -> json.items("server.name")).hasMessageContaining("is not a list");
        assertThatThrownBy(() -> json.at("server.id").fields()).hasMessageContaining("is not an object");
        assertThatThrownBy(() -> json.flag("server.name")).hasMessageContaining("is not true or false");
        assertThatThrownBy(() -> json.at("server.name").instant()).hasMessageContaining("is not a time");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "{\"a\":1", "{\"a\":1}x", "{\"a\" 1}", "<html>", "[1,]", "{\"a\":01}", "\"\\ud800"
            })
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(CloudException.class, e -> {
            assertThat(e.certainty()).isEqualTo(Certainty.AMBIGUOUS);
            assertThat(e.problem().code()).isEqualTo("BadReply");
        });
    }

    @Test
    void documentThatEndsTooEarlyIsUnavailableAndWorthAskingAgain() {
        assertThatThrownBy(() -> read("{\"servers\":[{\"id\":1}"))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
    }

    @Test
    void hostileDocumentsAreRefused() {
        assertThatThrownBy(() -> read("[".repeat(5000))).hasMessageContaining("too deep");
        assertThatThrownBy(() -> read("[" + "1".repeat(200) + "]")).hasMessageContaining("too long");
        assertThatThrownBy(() -> read("[" + "[],".repeat(2_100_000) + "1]")).hasMessageContaining("too large");
        assertThatThrownBy(() -> read("{\"a\":1e999999999}").whole("a")).hasMessageContaining("whole number");
        assertThatThrownBy(() -> read("{\"a\":1e-999999999}").whole("a")).hasMessageContaining("whole number");
        assertThatThrownBy(() -> read("{\"a\":99999999999999999999}").whole("a"))
                .hasMessageContaining("64 bits");
    }

    @Test
    void messageNeverQuotesTheDocument() {
        assertThatThrownBy(() -> read("{\"token\":\"canary\" broken}"))
                .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("canary"));
    }

    @Test
    void listIsHandedOverItemByItem() {
        List<Long> ids = new ArrayList<>();

        Json rest = each("{\"x\":{\"items\":[{\"id\":1},{\"id\":2}],\"y\":3},\"next\":\"n\"}", "x.items", ids);

        assertThat(ids).containsExactly(1L, 2L);
        assertThat(rest.text("next")).isEqualTo("n");
        assertThat(rest.whole("x.y")).isEqualTo(3);
    }

    @Test
    void documentThatIsItselfAListIsHandedOverItemByItem() {
        List<Long> ids = new ArrayList<>();

        each("[{\"id\":1},{\"id\":2}]", "", ids);

        assertThat(ids).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"servers\":null}", "{\"servers\":{}}", "{\"serverz\":[]}", "[]", "7"})
    void missingListIsAnErrorNotAnEmptyList(String text) {
        assertThatThrownBy(() -> each(text, "servers", new ArrayList<>())).hasMessageContaining("no list 'servers'");
    }

    @Test
    void writerWritesWhatIsRead() {
        byte[] bytes = JsonWriter.object()
                .put("text", "a\"b\n")
                .put("whole", 3)
                .put("number", new BigDecimal("0.10"))
                .put("flag", true)
                .putNull("none")
                .put("left out", Optional.empty())
                .put("map", Map.of("k", "v"))
                .put("list", List.of("a", "b"))
                .object("object", o -> o.put("x", 1))
                .list("objects", l -> l.addObject(o -> o.put("y", 2)).add(5).addList(in -> in.add("z")))
                .toBytes();

        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .isEqualTo("{\"text\":\"a\\\"b\\n\",\"whole\":3,\"number\":0.10,\"flag\":true,\"none\":null,"
                        + "\"map\":{\"k\":\"v\"},\"list\":[\"a\",\"b\"],\"object\":{\"x\":1},"
                        + "\"objects\":[{\"y\":2},5,[\"z\"]]}");
    }

    private static Json each(String text, String path, List<Long> ids) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return JsonItems.each(new ByteArrayInputStream(bytes), SOURCE, path, item -> ids.add(item.whole("id")));
    }

    private static Json read(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), SOURCE);
    }
}
