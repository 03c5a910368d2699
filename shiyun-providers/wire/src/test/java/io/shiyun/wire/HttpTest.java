package io.shiyun.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Secret;
import io.shiyun.wire.rig.Answers;
import io.shiyun.wire.rig.Recorded;
import io.shiyun.wire.rig.Rig;
import io.shiyun.wire.rig.Seen;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client does with servers that behave. */
class HttpTest {
    private static final HttpOptions OPTIONS = HttpOptions.named("test");

    @Test
    void methodHeadersAndBodyArriveAsGiven() throws IOException {
        try (Rig rig = Rig.start(Answers.good(Recorded.json(201, "{\"id\":\"7\"}", "x-request-id: r-1")));
                Http http = new Http(OPTIONS)) {
            TestCall call = TestCall.ample();
            JsonWriter body = JsonWriter.object().put("name", "web").put("password", Secret.of("s"));

            Reply reply =
                    http.send(Request.json("PATCH", rig.uri("/a%20b?c=d"), body).header("X-Token", "t"), call);

            Seen seen = rig.seen().get(0);
            assertThat(seen.line()).isEqualTo("PATCH /a%20b?c=d HTTP/1.1");
            assertThat(seen.header("x-token")).contains("t");
            assertThat(seen.header("content-type")).contains("application/json");
            assertThat(seen.text()).isEqualTo("{\"name\":\"web\",\"password\":\"s\"}");
            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.ok()).isTrue();
            assertThat(reply.json().text("id")).isEqualTo("7");
            assertThat(reply.requestId()).isEqualTo("r-1");
            assertThat(call.requestIds()).containsExactly("r-1");
        }
    }

    @Test
    void formIsEncoded() throws IOException {
        try (Rig rig = Rig.start(Answers.good(Recorded.json(200, "{}")));
                Http http = new Http(OPTIONS)) {
            http.send(Request.form(rig.uri("/"), Map.of("Action", "Run & go")), TestCall.ample());

            assertThat(rig.seen().get(0).text()).isEqualTo("Action=Run+%26+go");
        }
    }

    @Test
    void connectionIsUsedAgain() throws IOException {
        try (Rig rig = Rig.start(Answers.good(Recorded.json(200, "{}")));
                Http http = new Http(OPTIONS)) {
            for (int i = 0; i < 20; i++) {
                http.send(Request.get(rig.uri("/" + i)), TestCall.ample());
            }

            assertThat(rig.connections()).isEqualTo(1);
        }
    }

    @Test
    void connectionIsUsedAgainAfterAStream() throws IOException {
        try (Rig rig = Rig.start(Answers.good(Recorded.json(200, "{\"a\":[1]} ")));
                Http http = new Http(OPTIONS)) {
            for (int i = 0; i < 5; i++) {
                http.stream(
                        Request.get(rig.uri("/" + i)),
                        TestCall.ample(),
                        refusal -> CloudException.unsupported("not here"),
                        (head, in) -> in.read());
            }

            assertThat(rig.connections()).isEqualTo(1);
        }
    }

    @Test
    void streamThatIsCutOffBehindWhatWasReadIsNoSuccess() throws IOException {
        Recorded recorded = Recorded.json(200, "{\"a\":[1]}" + " ".repeat(100));
        try (Rig rig = Rig.start(Answers.cutAfter(recorded, recorded.bytes().length - 50));
                Http http = new Http(OPTIONS)) {
            CloudException e = failure(() -> http.stream(
                    Request.get(rig.uri("/")),
                    TestCall.ample(),
                    refusal -> CloudException.unsupported("not here"),
                    (head, in) -> in.read()));

            assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 300, 304, 400, 401, 403, 404, 407, 409, 413, 429, 500, 501, 502, 503, 504, 599})
    void everyStatusIsAnswered(int status) throws IOException {
        try (Rig rig = Rig.start(Answers.good(Recorded.json(status, status == 304 ? "" : "{}")));
                Http http = new Http(OPTIONS)) {
            Reply reply = http.send(Request.json("POST", rig.uri("/"), JsonWriter.object()), TestCall.ample());

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.ok()).isEqualTo(status < 300);
            assertThat(rig.seen()).hasSize(1);
        }
    }

    @Test
    void redirectIsAnsweredNotFollowed() throws IOException {
        try (Rig elsewhere = Rig.start(Answers.good(Recorded.json(200, "{}")));
                Rig rig = Rig.start(Answers.good(Recorded.json(
                        302, "", "Location: " + elsewhere.uri("/stolen").toString())));
                Http http = new Http(OPTIONS)) {
            Reply reply = http.send(Request.get(rig.uri("/")).header("X-Auth-Token", "t"), TestCall.ample());

            assertThat(reply.status()).isEqualTo(302);
            assertThat(elsewhere.seen()).isEmpty();
        }
    }

    @Test
    void cookieIsNotKept() throws IOException {
        try (Rig rig = Rig.start(Answers.good(Recorded.json(200, "{}", "Set-Cookie: a=b; Path=/")));
                Http http = new Http(OPTIONS)) {
            http.send(Request.get(rig.uri("/1")), TestCall.ample());
            http.send(Request.get(rig.uri("/2")), TestCall.ample());

            assertThat(rig.seen().get(1).header("cookie")).isEmpty();
        }
    }

    @Test
    void bodyThatSaysItIsTooLargeIsRefusedAtOnce() throws IOException {
        tooLarge(Recorded.of(200, "text/plain", new byte[2000]));
    }

    @Test
    void bodyThatTurnsOutTooLargeIsRefused() throws IOException {
        tooLarge(Recorded.chunked("text/plain", new byte[200_000]));
    }

    @Test
    void refusalOfAStreamThatIsTooLargeIsRefused() throws IOException {
        try (Rig rig = Rig.start(Answers.good(Recorded.of(404, "text/plain", new byte[2000])));
                Http http = new Http(OPTIONS.withMaxBody(1000))) {
            CloudException e = failure(() -> http.stream(
                    Request.get(rig.uri("/")),
                    TestCall.ample(),
                    refusal -> CloudException.unsupported("not here"),
                    (head, in) -> in.read()));

            assertThat(e.problem().code()).isEqualTo("ReplyTooLarge");
        }
    }

    private static void tooLarge(Recorded recorded) throws IOException {
        try (Rig rig = Rig.start(Answers.good(recorded));
                Http http = new Http(OPTIONS.withMaxBody(1000))) {
            CloudException e = failure(() -> http.send(Request.get(rig.uri("/")), TestCall.ample()));

            assertThat(e.problem().code()).isEqualTo("ReplyTooLarge");
            assertThat(e.problem().message()).contains("1000 bytes");
        }
    }

    @Test
    void listIsReadWhileItComes() throws IOException {
        StringBuilder body = new StringBuilder("{\"servers\":[");
        for (int i = 0; i < 10_000; i++) {
            body.append(i == 0 ? "" : ",").append("{\"id\":\"").append(i).append("\"}");
        }
        body.append("],\"servers_links\":[{\"href\":\"http://next/?marker=9999\"}]}");
        try (Rig rig = Rig.start(Answers.good(Recorded.json(200, body.toString())));
                Http http = new Http(OPTIONS.withMaxBody(1000))) {
            List<String> ids = new ArrayList<>();

            Json rest = http.stream(
                    Request.get(rig.uri("/")),
                    TestCall.ample(),
                    refusal -> CloudException.unsupported("not here"),
                    (head, in) -> JsonItems.each(in, head.source(), "servers", server -> ids.add(server.text("id"))));

            assertThat(ids).hasSize(10_000).last().isEqualTo("9999");
            assertThat(rest.items("servers_links").get(0).text("href")).contains("marker=9999");
            assertThat(rest.has("servers")).isFalse();
        }
    }

    @Test
    void refusalOfAStreamIsTheProvidersException() throws IOException {
        try (Rig rig = Rig.start(Answers.good(Recorded.json(404, "{\"e\":\"gone\"}")));
                Http http = new Http(OPTIONS)) {
            ErrorTable table = ErrorTable.parse("t", "");

            CloudException e = failure(() -> http.stream(
                    Request.get(rig.uri("/")),
                    TestCall.ample(),
                    reply -> table.refused(reply, "", reply.json().text("e")),
                    (head, in) -> "read"));

            assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND);
            assertThat(e.problem().message()).isEqualTo("gone");
        }
    }

    @Test
    void callThatIsOverSendsNothing() throws IOException {
        try (Rig rig = Rig.start(Answers.good(Recorded.json(200, "{}")));
                Http http = new Http(OPTIONS)) {
            CloudException e = failure(() -> http.send(Request.get(rig.uri("/")), TestCall.of(Duration.ZERO)));

            assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
            assertThat(rig.seen()).isEmpty();
        }
    }

    @Test
    void addressThatIsNoneIsInvalid() {
        try (Http http = new Http(OPTIONS)) {
            CloudException e = failure(() -> http.send(Request.get(URI.create("ftp://x/")), TestCall.ample()));

            assertThat(e.reason()).isEqualTo(Reason.INVALID);
            assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
        }
    }

    @Test
    void closedClientSendsNothing() throws IOException {
        try (Rig rig = Rig.start(Answers.good(Recorded.json(200, "{}")))) {
            Http http = new Http(OPTIONS);
            http.close();
            http.close();

            CloudException e = failure(() -> http.send(Request.get(rig.uri("/")), TestCall.ample()));

            assertThat(e.reason()).isEqualTo(Reason.CANCELLED);
            assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
            assertThat(rig.connections()).isZero();
        }
    }

    @Test
    void closingBreaksOffWhatIsUnderWay() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        try (Rig rig = Rig.start((request, line) -> {
                    arrived.countDown();
                    line.pause(Duration.ofMinutes(1));
                });
                Http http = new Http(OPTIONS)) {
            CompletableFuture<CloudException> failed = CompletableFuture.supplyAsync(
                    () -> failure(() -> http.send(Request.delete(rig.uri("/")), TestCall.ample())));
            arrived.await();

            http.close();

            CloudException e = failed.get(10, java.util.concurrent.TimeUnit.SECONDS);
            assertThat(e.reason()).isEqualTo(Reason.CANCELLED);
            assertThat(e.certainty()).isEqualTo(Certainty.AMBIGUOUS);
        }
    }

    @Test
    void closedClientsLeaveNoThread() throws Exception {
        List<String> before = threads();
        for (int i = 0; i < 3; i++) {
            try (Rig rig = Rig.start(Answers.good(Recorded.json(200, "{}")));
                    Http http = new Http(HttpOptions.named("leak"))) {
                http.send(Request.get(rig.uri("/")), TestCall.ample());
            }
        }
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        List<String> left = left(before);
        while (!left.isEmpty() && System.nanoTime() < end) {
            System.gc();
            Thread.onSpinWait();
            new CountDownLatch(1).await(100, java.util.concurrent.TimeUnit.MILLISECONDS);
            left = left(before);
        }
        assertThat(left).isEmpty();
    }

    private static List<String> left(List<String> before) {
        List<String> now = new ArrayList<>(threads());
        before.forEach(now::remove);
        return now;
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("shiyun-http-leak") || name.startsWith("HttpClient-"))
                .toList();
    }

    @Test
    void logShowsWhatWasAskedAndNoSecret() throws IOException {
        try (Rig rig = Rig.start(Answers.good(Recorded.json(200, "{\"a\":\"canary-1\"}", "x-request-id: seen-id")));
                Http http = new Http(OPTIONS)) {
            Request request = Request.json(
                            "POST",
                            rig.uri("/logged?X-Amz-Signature=canary-2"),
                            JsonWriter.object().put("p", "canary-3"))
                    .header("Authorization", "canary-4")
                    .header("X-Auth-Token", "canary-5")
                    .header("Cookie", "canary-6");

            Reply reply = http.send(request, TestCall.ample());

            String log = Files.readString(Path.of("target", "wire-test.log"));
            assertThat(log).contains("POST 127.0.0.1/logged 200 in").contains("seen-id");
            assertThat(log + reply + request + request.headers()).doesNotContain("canary");
        }
    }

    private static CloudException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(CloudException.class, call);
    }
}
