package io.shiyun.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.wire.rig.Answer;
import io.shiyun.wire.rig.Answers;
import io.shiyun.wire.rig.Certificates;
import io.shiyun.wire.rig.Recorded;
import io.shiyun.wire.rig.Rig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the client does with servers that misbehave: a right certainty, and never a wait past the end of the call. */
class FaultTest {
    private static final Recorded RECORDED = Recorded.json(200, "{\"server\":{\"id\":\"7\",\"name\":\"web-1\"}}");
    private static final Duration SHORT = Duration.ofMillis(400);

    /** What a machine under load may add to a deadline. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    static Stream<Arguments> broken() {
        int head = RECORDED.headLength();
        int all = RECORDED.bytes().length;
        return Stream.of(0, 1, 12, head - 1, head, head + 1, all - 1)
                .flatMap(count -> Stream.of(
                        Arguments.of("reset after " + count, Answers.resetAfter(RECORDED, count)),
                        Arguments.of("close after " + count, Answers.cutAfter(RECORDED, count)),
                        Arguments.of("half close after " + count, Answers.halfCloseAfter(RECORDED, count))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void brokenReplyLeavesAWriteInDoubtAndAReadWithoutOne(String name, Answer answer) throws IOException {
        try (Rig rig = Rig.start(answer);
                Http http = new Http(HttpOptions.named("test"))) {
            URI uri = rig.uri("/servers");

            CloudException write = failure(http, Request.json("POST", uri, JsonWriter.object()), TestCall.ample());
            CloudException read = failure(http, Request.get(uri), TestCall.ample());

            assertThat(write.certainty()).isEqualTo(Certainty.AMBIGUOUS);
            assertThat(write.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(read.certainty()).isEqualTo(Certainty.REJECTED);
            assertThat(read.reason()).isEqualTo(Reason.UNAVAILABLE);
        }
    }

    static Stream<Arguments> slow() {
        int head = RECORDED.headLength();
        return Stream.of(
                Arguments.of("never answers", Answers.never()),
                Arguments.of("stalls in the head", Answers.stallAfter(RECORDED, 12)),
                Arguments.of("stalls behind the head", Answers.stallAfter(RECORDED, head)),
                Arguments.of("stalls in the body", Answers.stallAfter(RECORDED, head + 5)),
                Arguments.of("drips", Answers.drip(RECORDED, 1, Duration.ofMillis(50))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slow")
    void slowReplyEndsWithTheCall(String name, Answer answer) throws IOException {
        try (Rig rig = Rig.start(answer);
                Http http = new Http(HttpOptions.named("test"))) {
            long begun = System.nanoTime();

            CloudException e =
                    failure(http, Request.json("POST", rig.uri("/"), JsonWriter.object()), TestCall.of(SHORT));

            assertThat(e.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(e.certainty()).isEqualTo(Certainty.AMBIGUOUS);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(SHORT, SHORT.plus(SLACK));
        }
    }

    @Test
    void slowReplyThatComesInTimeIsRead() throws IOException {
        try (Rig rig = Rig.start(Answers.drip(RECORDED, 20, Duration.ofMillis(2)));
                Http http = new Http(HttpOptions.named("test"))) {
            Reply reply = http.send(Request.get(rig.uri("/")), TestCall.ample());

            assertThat(reply.json().text("server.name")).isEqualTo("web-1");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slow")
    void calledOffCallEndsAtOnce(String name, Answer answer) throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        try (Rig rig = Rig.start((request, line) -> {
                    arrived.countDown();
                    answer.to(request, line);
                });
                Http http = new Http(HttpOptions.named("test"))) {
            TestCall call = TestCall.ample();
            Thread caller = new Thread(() -> {
                try {
                    arrived.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                call.cancel();
            });
            caller.start();

            CloudException e = failure(http, Request.delete(rig.uri("/")), call);

            assertThat(e.reason()).isEqualTo(Reason.CANCELLED);
            assertThat(e.certainty()).isEqualTo(Certainty.AMBIGUOUS);
            caller.join(TimeUnit.SECONDS.toMillis(10));
        }
    }

    @Test
    void interruptedCallerEndsAtOnceAndStaysInterrupted() throws IOException {
        try (Rig rig = Rig.start(Answers.never());
                Http http = new Http(HttpOptions.named("test"))) {
            Thread.currentThread().interrupt();

            CloudException e = failure(http, Request.delete(rig.uri("/")), TestCall.ample());

            assertThat(Thread.interrupted()).isTrue();
            assertThat(e.certainty()).isEqualTo(Certainty.AMBIGUOUS);
        }
    }

    @Test
    void refusedConnectionWasNotSent() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        CloudException e = failure(URI.create("http://127.0.0.1:" + free + "/"), HttpOptions.named("test"));

        assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
        assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(e.problem().message()).contains("refused").contains("127.0.0.1:" + free);
    }

    @Test
    void unknownHostWasNotSent() {
        CloudException e = failure(URI.create("http://nowhere.invalid/"), HttpOptions.named("test"));

        assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
        assertThat(e.problem().message()).contains("nowhere.invalid").contains("not known");
    }

    @Test
    void unknownAuthorityIsRefusedBeforeSending(@TempDir Path folder) throws Exception {
        try (Rig rig = Rig.start(Certificates.selfSigned(folder).context(), Answers.good(RECORDED))) {
            CloudException e = failure(rig.uri("/"), HttpOptions.named("test"));

            assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
            assertThat(e.problem().message())
                    .contains("signed by nobody who is trusted")
                    .contains("ca-file");
            assertThat(rig.seen()).isEmpty();
        }
    }

    @Test
    void givenAuthorityIsTrusted(@TempDir Path folder) throws IOException, GeneralSecurityException {
        Certificates own = Certificates.selfSigned(folder);
        try (Rig rig = Rig.start(own.context(), Answers.good(RECORDED));
                Http http = new Http(HttpOptions.named("test").withCaFile(own.pem()))) {
            assertThat(http.send(Request.get(rig.uri("/")), TestCall.ample()).ok())
                    .isTrue();
        }
    }

    @Test
    void expiredCertificateIsRefusedThoughItsAuthorityIsTrusted(@TempDir Path folder) throws Exception {
        Certificates expired = Certificates.expired(folder);
        try (Rig rig = Rig.start(expired.context(), Answers.good(RECORDED))) {
            CloudException e = failure(rig.uri("/"), HttpOptions.named("test").withCaFile(expired.pem()));

            assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
            assertThat(e.problem().message()).contains("has expired");
        }
    }

    @Test
    void certificateOfAnotherHostIsRefused(@TempDir Path folder) throws Exception {
        Certificates other = Certificates.ofAnotherHost(folder);
        try (Rig rig = Rig.start(other.context(), Answers.good(RECORDED))) {
            CloudException e = failure(rig.uri("/"), HttpOptions.named("test").withCaFile(other.pem()));

            assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
            assertThat(e.problem().message()).contains("127.0.0.1");
        }
    }

    @Test
    void serverWithoutTlsIsNotSentAnything() throws IOException {
        try (Rig rig = Rig.start((request, line) -> line.close())) {
            URI uri = URI.create("https://127.0.0.1:" + rig.uri("/").getPort() + "/");

            CloudException e = failure(uri, HttpOptions.named("test").withConnectTimeout(SHORT));

            assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
        }
    }

    @Test
    void fileOfAuthoritiesThatIsNoneIsNamed(@TempDir Path folder) {
        IllegalArgumentException e = catchThrowableOfType(
                IllegalArgumentException.class,
                () -> new Http(HttpOptions.named("test").withCaFile(folder.resolve("none.pem"))));

        assertThat(e).hasMessageContaining("ca-file").hasMessageContaining("none.pem");
    }

    @Test
    void requestGoesThroughTheProxy() throws IOException {
        try (Rig proxy = Rig.start(Answers.good(RECORDED));
                Http http = new Http(HttpOptions.named("test").withProxy(proxy.uri("")))) {
            http.send(Request.get(URI.create("http://cloud.example/v3")), TestCall.ample());

            assertThat(proxy.seen().get(0).line()).isEqualTo("GET http://cloud.example/v3 HTTP/1.1");
        }
    }

    @Test
    void proxyThatMakesNoTunnelHasNotSentTheRequest() throws IOException {
        try (Rig proxy = Rig.start(Answers.good(Recorded.json(403, "")))) {
            CloudException e = failure(
                    URI.create("https://cloud.example/v3"),
                    HttpOptions.named("test").withProxy(proxy.uri("")));

            assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
            assertThat(e.problem().message()).contains("proxy").contains("cloud.example");
        }
    }

    private static CloudException failure(URI uri, HttpOptions options) {
        try (Http http = new Http(options)) {
            return failure(http, Request.json("POST", uri, JsonWriter.object()), TestCall.ample());
        }
    }

    private static CloudException failure(Http http, Request request, TestCall call) {
        CloudException e = catchThrowableOfType(CloudException.class, () -> http.send(request, call));
        assertThat(e).as("a failure").isNotNull();
        return e;
    }
}
