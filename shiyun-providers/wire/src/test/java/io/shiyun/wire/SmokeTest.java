package io.shiyun.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SmokeTest {
    @Test
    void asks() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = ("{\"servers\":[{\"id\":1},{\"id\":2}],\"a\":{\"b\":\"" + exchange.getRequestMethod()
                            + "\"}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("x-request-id", "r-1");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/x?y=z");
        TestCall call = TestCall.ample();
        try (Http http = new Http(HttpOptions.named("test"))) {
            Reply reply =
                    http.send(Request.json("POST", uri, JsonWriter.object().put("a", 1)), call);
            assertThat(reply.json().text("a.b")).isEqualTo("POST");
            assertThat(call.requestIds()).containsExactly("r-1");
            ErrorTable none = ErrorTable.parse("none", "");
            java.util.List<Long> ids = new java.util.ArrayList<>();
            Json rest = http.stream(
                    Request.get(uri),
                    call,
                    refusal -> none.refused(refusal, "", ""),
                    (head, body) -> JsonItems.each(body, head.source(), "servers", item -> ids.add(item.whole("id"))));
            assertThat(ids).containsExactly(1L, 2L);
            assertThat(rest.text("a.b")).isEqualTo("GET");
        } finally {
            server.stop(0);
        }
    }
}
