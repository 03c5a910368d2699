package io.shiyun.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.metrics.Series;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Secret;
import io.shiyun.watch.Backfill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Debian's own Prometheus. */
class RealPrometheusTest {
    private static final String IDLE = "global:\n  scrape_interval: 1h\n";

    @TempDir
    Path folder;

    @Test
    void whatIsSentIsFoundAgainToTheLastBit() throws IOException, InterruptedException {
        try (Prometheus prometheus = Prometheus.start(folder, IDLE);
                PrometheusClient client = new PrometheusClient(PrometheusAccess.at(prometheus.address))) {
            Instant now = Instant.now();
            List<Series> sent = List.of(series("shop_latency_seconds", "a", now, 1), series("shop_up", "b", now, 2));
            SenderCounts counts;
            try (RemoteWriteSender sender =
                    RemoteWriteSender.start(PrometheusAccess.at(prometheus.address), SenderOptions.DEFAULT)) {
                sent.forEach(sender::send);
                assertThat(sender.flush(Duration.ofSeconds(20))).isTrue();
                counts = sender.counts();
            }
            assertThat(counts.lastFault()).isEmpty();
            assertThat(counts.sent()).isEqualTo(2 * 3000);

            for (Series series : sent) {
                QueryAnswer answer = client.samples(series.name(), now.minusSeconds(3600), now);
                assertThat(answer.series()).hasSize(1);
                Series found = answer.series().get(0);
                assertThat(found).isEqualTo(series);
                for (int i = 0; i < series.size(); i++) {
                    assertThat(Double.doubleToRawLongBits(found.value(i)))
                            .isEqualTo(Double.doubleToRawLongBits(series.value(i)));
                }
            }
            assertThat(client.labelNames()).contains("__name__", "host");
            assertThat(client.labelValues("__name__")).containsExactly("shop_latency_seconds", "shop_up");
            assertThat(client.labelValues("nobody")).isEmpty();
            sourceReadsTheSame(client, sent, now);
            badQuestions(client, now);
        }
    }

    private static void sourceReadsTheSame(PrometheusClient client, List<Series> sent, Instant now) {
        PrometheusSource source =
                PrometheusSource.of("prom", client).with("shop.doubled", "2 * shop_up", Duration.ofSeconds(10));
        Instant from = now.minusSeconds(600);

        List<Series> read = source.read(Set.of("shop_up", "nobody"), from, now);
        assertThat(read).containsExactly(sent.get(1).between(from.toEpochMilli(), now.toEpochMilli() + 1));
        Series doubled = source.read(Set.of("shop.doubled"), from, now).get(0);
        assertThat(doubled.name()).isEqualTo("shop.doubled");
        assertThat(doubled.size()).isBetween(59, 61);
        assertThat(doubled.time(0) % 10_000).isZero();
        assertThat(source.read(Set.of("shop.doubled"), from.plusSeconds(3), now)
                                .get(0)
                                .time(0)
                        % 10_000)
                .isZero();
    }

    private static void badQuestions(PrometheusClient client, Instant now) {
        assertThatThrownBy(() -> client.query("sum(", now))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID))
                .hasMessageContaining("parse error");
        assertThatThrownBy(() -> client.query("1", now)).hasMessageContaining("vector(");
        assertThat(client.query("vector(1)", now).series().get(0).value(0)).isEqualTo(1);
        assertThat(client.query("vector(0) / vector(0)", now).notFinite()).isEqualTo(1);
        assertThatThrownBy(() -> client.range("up", now.minusSeconds(86_400), now, Duration.ofSeconds(1)))
                .hasMessageContaining("11,000");
    }

    @Test
    void whatPrometheusScrapesArrivesHere() throws IOException, InterruptedException {
        LinkedBlockingQueue<Series> arrived = new LinkedBlockingQueue<>();
        RemoteWriteReceiver receiver = new RemoteWriteReceiver(WriteSink.eachSeries(arrived::offer));
        try (RemoteWriteServer server =
                RemoteWriteServer.of(receiver).bearer(Secret.of("t0ken")).start()) {
            Path rules = Files.writeString(
                    folder.resolve("rules.yml"),
                    "groups:\n- name: g\n  interval: 200ms\n  rules:\n  - record: forty_two\n    expr: vector(42)\n"
                            + "  - record: nothing\n    expr: vector(0) / vector(0)\n");
            String config = IDLE + "rule_files: [" + rules + "]\nremote_write:\n- url: http://127.0.0.1:"
                    + server.port() + RemoteWriteServer.PATH
                    + "\n  authorization: {credentials: t0ken}\n  queue_config: {batch_send_deadline: 200ms}\n"
                    + "scrape_configs:\n- job_name: self\n  scrape_interval: 300ms\n  scrape_timeout: 300ms\n"
                    + "  static_configs: [{targets: [SELF]}]\n";
            scrape(config, arrived, receiver);
        }
    }

    private void scrape(String config, LinkedBlockingQueue<Series> arrived, RemoteWriteReceiver receiver)
            throws IOException, InterruptedException {
        List<Series> all = new ArrayList<>();
        try (Prometheus target = Prometheus.start(Files.createDirectory(folder.resolve("target")), IDLE);
                Prometheus prometheus =
                        Prometheus.start(folder, config.replace("SELF", target.address.getAuthority()))) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            boolean whole = false;
            while (!whole && System.nanoTime() < end) {
                Series next = arrived.poll(1, TimeUnit.SECONDS);
                if (next != null) {
                    all.add(next);
                    whole = named(all, "up") > 2
                            && named(all, "forty_two") > 2
                            && receiver.counts().notFinite() > 0;
                }
            }
            assertThat(whole).as("up, forty_two and a NaN arrived").isTrue();
            assertThat(prometheus.address).isNotNull();
        }
        Series up = all.stream()
                .filter(each -> each.name().equals("up"))
                .findFirst()
                .orElseThrow();
        assertThat(up.labels()).containsKey("instance").containsEntry("job", "self");
        assertThat(up.value(0)).isEqualTo(1);
        assertThat(receiver.counts().refusedRequests()).isZero();
        assertThat(receiver.counts().refusedSeries()).isZero();
        assertThat(receiver.counts().samples()).isGreaterThan(100);
    }

    private static long named(List<Series> all, String name) {
        return all.stream().filter(each -> each.name().equals(name)).count();
    }

    @Test
    void wrongPasswordIsToldAndNothingIsRetriedOrLost() throws IOException, InterruptedException {
        Path web = Files.writeString(
                folder.resolve("web.yml"),
                "basic_auth_users:\n  shop: $2b$04$abcdefghijklmnopqrstuu/LVz6MZlItEy42I2juLihZ66HnQx/cy\n");
        try (Prometheus prometheus = Prometheus.start(folder, IDLE, "--web.config.file=" + web)) {
            PrometheusAccess right =
                    PrometheusAccess.at(prometheus.address).withBasic("shop", Secret.of("open sesame"));
            PrometheusAccess wrong = right.withBasic("shop", Secret.of("guess"));
            Instant now = Instant.now();

            try (PrometheusClient client = new PrometheusClient(right)) {
                assertThat(client.query("vector(1)", now).series()).hasSize(1);
            }
            try (PrometheusClient client = new PrometheusClient(wrong)) {
                assertThatThrownBy(() -> client.query("vector(1)", now))
                        .isInstanceOfSatisfying(CloudException.class, e -> {
                            assertThat(e.reason()).isEqualTo(Reason.UNAUTHENTICATED);
                            assertThat(e).hasMessageNotContaining("guess");
                        });
            }
            RemoteWriteSender sender = RemoteWriteSender.start(wrong, SenderOptions.DEFAULT);
            sender.send(series("shop_up", "a", now, 1));
            assertThat(sender.flush(Duration.ofSeconds(10))).isTrue();
            assertThat(sender.counts().refused()).isEqualTo(3000);
            assertThat(sender.counts().retries()).isZero();
            assertThat(sender.counts().sent()).isZero();
            sender.close();
        }
    }

    @Test
    void historyIsReplayedWhileItGrowsAndGoesOnLive() throws IOException, InterruptedException {
        try (Prometheus prometheus = Prometheus.start(folder, IDLE);
                PrometheusClient client = new PrometheusClient(PrometheusAccess.at(prometheus.address));
                RemoteWriteSender sender =
                        RemoteWriteSender.start(PrometheusAccess.at(prometheus.address), SenderOptions.DEFAULT)) {
            Instant now = Instant.now();
            Series history = series("shop_up", "a", now, 5);
            sender.send(history);
            assertThat(sender.flush(Duration.ofSeconds(20))).isTrue();
            List<Long> got = new ArrayList<>();
            Backfill backfill = Backfill.of(
                            PrometheusSource.of("prom", client), Set.of("shop_up"), now.minusSeconds(3600), fresh -> {
                                for (int i = 0; i < fresh.size(); i++) {
                                    got.add(fresh.time(i));
                                }
                            })
                    .pieces(Duration.ofMinutes(7), Duration.ofMinutes(1))
                    .build();
            List<Long> wanted = new ArrayList<>();
            for (int i = 0; i < history.size(); i++) {
                wanted.add(history.time(i));
            }
            for (int step = 0; step < 30; step++) {
                long time = Instant.now().toEpochMilli();
                sender.send(Series.named("shop_up", "1")
                        .label("host", "a")
                        .add(time, step)
                        .build());
                assertThat(sender.flush(Duration.ofSeconds(20))).isTrue();
                wanted.add(time);
                backfill.step();
            }
            while (got.size() < wanted.size() && backfill.position().isBefore(now.plusSeconds(60))) {
                backfill.step();
            }
            assertThat(got).isEqualTo(wanted);
            assertThat(backfill.live()).isTrue();
            assertThat(backfill.counts().late()).isZero();
            assertThat(backfill.counts().repeated()).isPositive();
        }
    }

    private static Series series(String name, String host, Instant end, int seed) {
        Random random = new Random(seed);
        Series.Builder series = Series.named(name, Units.of(name)).label("host", host);
        for (int i = 0; i < 3000; i++) {
            long time = end.toEpochMilli() - (3000 - i) * 1000L - random.nextInt(900);
            series.add(
                    time,
                    i == 7 ? -0.0 : i == 8 ? Double.MIN_VALUE : i == 9 ? Double.MAX_VALUE : random.nextGaussian());
        }
        return series.build();
    }
}
