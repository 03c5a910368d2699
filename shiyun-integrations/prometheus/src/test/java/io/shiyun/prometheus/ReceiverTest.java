package io.shiyun.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.metrics.AnomalyDetector;
import io.shiyun.metrics.Cause;
import io.shiyun.metrics.Series;
import io.shiyun.metrics.Verdict;
import io.shiyun.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReceiverTest {
    private static final String TYPE = "application/x-protobuf";

    private final List<Series> taken = new ArrayList<>();
    private final RemoteWriteReceiver receiver = new RemoteWriteReceiver(WriteSink.eachSeries(taken::add));

    private static byte[] request(String name, double... values) {
        Bytes request = new Bytes();
        WriteDecoderTest.series(request, values, "__name__", name);
        return Snappy.pack(request.array, request.length);
    }

    @Test
    void takesARequestOnceHoweverOftenItComes() {
        assertThat(receiver.receive(TYPE, "snappy", request("up", 1, 2)).status())
                .isEqualTo(204);
        assertThat(receiver.receive(TYPE, "snappy", request("up", 1, 2)).status())
                .isEqualTo(204);

        assertThat(taken).hasSize(1);
        assertThat(receiver.counts().samples()).isEqualTo(2);
        assertThat(receiver.counts().repeatedRequests()).isEqualTo(1);
    }

    @Test
    void foreignKindsAre415() {
        byte[] body = request("up", 1);
        String second = TYPE + ";proto=io.prometheus.write.v2.Request";

        assertThat(receiver.receive(second, "snappy", body).status()).isEqualTo(415);
        assertThat(receiver.receive(second, "snappy", body).message()).contains("prometheus.WriteRequest");
        assertThat(receiver.receive("application/json", "snappy", body).status())
                .isEqualTo(415);
        assertThat(receiver.receive(TYPE, "gzip", body).status()).isEqualTo(415);
        assertThat(receiver.receive(TYPE, null, body).status()).isEqualTo(415);
        assertThat(receiver.receive(null, null, body).status()).isEqualTo(415);
        assertThat(receiver.receive(TYPE + "; proto=prometheus.WriteRequest", "snappy", body)
                        .status())
                .isEqualTo(204);
    }

    @Test
    void badBytesAre400AndTooManyAre413AndNothingOfThemIsIn() {
        assertThat(receiver.receive(TYPE, "snappy", new byte[] {1, 2, 3}).status())
                .isEqualTo(400);
        byte[] cut = request("up", 1, 2, 3);
        cut[0]--;
        assertThat(receiver.receive(TYPE, "snappy", cut).status()).isEqualTo(400);
        assertThat(receiver.receive(TYPE, "snappy", new byte[(8 << 20) + 1]).status())
                .isEqualTo(413);
        byte[] bomb = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0x7f, 0};
        assertThat(receiver.receive(TYPE, "snappy", bomb).status()).isEqualTo(413);

        assertThat(taken).isEmpty();
        assertThat(receiver.counts().refusedRequests()).isEqualTo(4);
    }

    @Test
    void seriesWithoutANameIs400AndTheOthersAreIn() {
        Bytes request = new Bytes();
        WriteDecoderTest.series(request, new double[] {1}, "__name__", "up");
        WriteDecoderTest.series(request, new double[] {1}, "job", "up");
        WriteAnswer answer = receiver.receive(TYPE, "snappy", Snappy.pack(request.array, request.length));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains("all was taken but 1").contains("__name__");
        assertThat(taken).hasSize(1);
        assertThat(receiver.counts().refusedSeries()).isEqualTo(1);
    }

    @Test
    void noRoomIs503AndAFailureIs500AndBothMayComeAgain() {
        AtomicBoolean room = new AtomicBoolean();
        RemoteWriteReceiver full = new RemoteWriteReceiver(batch -> room.get());
        WriteAnswer answer = full.receive(TYPE, "snappy", request("up", 1));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.retryAfter()).contains(Duration.ofSeconds(1));
        room.set(true);
        assertThat(full.receive(TYPE, "snappy", request("up", 1)).status()).isEqualTo(204);

        RemoteWriteReceiver broken = new RemoteWriteReceiver(batch -> {
            throw new IllegalStateException("of the test");
        });
        assertThat(broken.receive(TYPE, "snappy", request("up", 1)).status()).isEqualTo(500);
        assertThat(broken.counts().failed()).isEqualTo(1);
    }

    @Test
    void tooManyAtOnceIs429() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicReference<WriteAnswer> first = new AtomicReference<>();
        RemoteWriteReceiver narrow = new RemoteWriteReceiver(
                batch -> {
                    inside.countDown();
                    return await(leave);
                },
                WriteLimits.DEFAULT,
                1);
        Thread other = new Thread(() -> first.set(narrow.receive(TYPE, "snappy", request("up", 1))));
        other.start();
        inside.await();

        assertThat(narrow.receive(TYPE, "snappy", request("up", 2)).status()).isEqualTo(429);
        leave.countDown();
        other.join();
        assertThat(first.get().status()).isEqualTo(204);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Test
    void serverChecksPathMethodAndPassword() throws IOException, InterruptedException {
        try (RemoteWriteServer server = RemoteWriteServer.of(receiver)
                .basic("shop", Secret.of("open sesame"))
                .start()) {
            HttpClient client = HttpClient.newHttpClient();
            URI uri = URI.create("http://127.0.0.1:" + server.port() + RemoteWriteServer.PATH);
            HttpRequest.Builder post = HttpRequest.newBuilder(uri)
                    .header("Content-Type", TYPE)
                    .header("Content-Encoding", "snappy")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(request("up", 1)));

            assertThat(status(client, post.copy())).isEqualTo(401);
            assertThat(status(client, post.copy().header("Authorization", "Basic c2hvcDp3cm9uZw==")))
                    .isEqualTo(401);
            String right = Authorization.basic("shop", Secret.of("open sesame")).reveal();
            assertThat(status(client, post.copy().header("Authorization", right)))
                    .isEqualTo(204);
            assertThat(status(client, post.copy().header("Authorization", right).GET()))
                    .isEqualTo(405);
            assertThat(status(client, post.copy().header("Authorization", right).uri(uri.resolve("/other"))))
                    .isEqualTo(404);
            assertThat(taken).hasSize(1);
        }
    }

    private static int status(HttpClient client, HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void badTimesAndAChangedUnitThroughTheDoorCrashNothingAndAreSeen() {
        Map<Long, AnomalyDetector> detectors = new HashMap<>();
        List<Verdict> alarms = new ArrayList<>();
        RemoteWriteReceiver judged = new RemoteWriteReceiver(batch -> {
            for (int i = 0; i < batch.size(); i++) {
                AnomalyDetector detector = detectors.computeIfAbsent(batch.keyLow(i), key -> new AnomalyDetector());
                for (int k = batch.begin(i); k < batch.end(i); k++) {
                    Verdict verdict = detector.update(batch.times()[k], batch.values()[k]);
                    if (verdict.alarm()) {
                        alarms.add(verdict);
                    }
                }
            }
            return true;
        });
        long time = 1_700_000_000_000L;
        for (int i = 0; i < 600; i++) {
            send(judged, time += 60_000, 5 + (i * 7 % 11) / 10.0);
        }
        AnomalyDetector detector = detectors.values().iterator().next();
        assertThat(alarms).isEmpty();

        send(judged, time, 5.5);
        assertThat(detector.counts().repeated()).isEqualTo(1);
        send(judged, time - 600_000, 5.4);
        assertThat(detector.counts().late()).isEqualTo(1);

        // A metric that goes from seconds to milliseconds.
        for (int i = 0; i < 40; i++) {
            send(judged, time += 60_000, 5000 + i * 7 % 11 * 100);
        }
        assertThat(alarms).hasSize(1);
        assertThat(detector.verdict().cause()).isIn(Cause.LEVEL, Cause.NONE);

        // A clock that jumps a year ahead, and comes back.
        long year = 365L * 86_400_000;
        send(judged, time + year, 5300);
        assertThat(detector.counts().taken()).isEqualTo(641);
        for (int i = 0; i < 20; i++) {
            send(judged, time += 60_000, 5000 + i * 7 % 11 * 100);
        }
        assertThat(detector.counts().rebased()).isEqualTo(1);
        assertThat(detector.counts().late()).isEqualTo(1 + 16);
        assertThat(detectors).hasSize(1);
    }

    private static void send(RemoteWriteReceiver to, long time, double value) {
        Bytes body = new Bytes();
        WriteDecoderTest.label(body, "__name__", "latency");
        WriteDecoderTest.sample(body, time, value);
        Bytes request = new Bytes();
        WriteDecoderTest.nest(request, 1, body);
        assertThat(to.receive(TYPE, "snappy", Snappy.pack(request.array, request.length))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void whatAnExceptionalRequestNeededIsNotKept() {
        assertThat(receiver.receive(TYPE, "snappy", request("up", 1, 2)).status())
                .isEqualTo(204);
        assertThat(receiver.idle()).isEqualTo(1);
        Bytes many = new Bytes();
        WriteDecoderTest.label(many, "__name__", "many");
        for (int i = 0; i < 300_000; i++) {
            WriteDecoderTest.nest(many, 2, new Bytes()); // a sample of nothing at no time, in two bytes
        }
        Bytes request = new Bytes();
        WriteDecoderTest.nest(request, 1, many);
        assertThat(receiver.receive(TYPE, "snappy", Snappy.pack(request.array, request.length))
                        .status())
                .isEqualTo(204);
        assertThat(receiver.idle()).isZero();
        assertThat(receiver.receive(TYPE, "snappy", request("up", 3)).status()).isEqualTo(204);
        assertThat(receiver.idle()).isEqualTo(1);
    }

    @Test
    void limitsThatNoArrayHoldsAreRefusedAtTheDoor() {
        int most = 1 << 30;
        assertThat(new WriteLimits(most, most, most, most, 1 << 16, 1 << 28).labels())
                .isEqualTo(65_536);
        assertThatThrownBy(() -> new WriteLimits(1, 1, 1, 1, (1 << 16) + 1, 1)).hasMessageContaining("65,536");
        assertThatThrownBy(() -> new WriteLimits(1, 1, 1, 1, 1, (1 << 28) + 1)).hasMessageContaining("268,435,456");
        assertThatThrownBy(() -> new WriteLimits(1, 1, 1, 0, 1, 1)).hasMessageContaining("samples: 0");
    }
}
