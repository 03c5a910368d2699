package io.shiyun.watch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.metrics.Comparison;
import io.shiyun.metrics.Series;
import io.shiyun.store.LearntRow;
import io.shiyun.watch.AlertRule;
import io.shiyun.watch.Anomaly;
import io.shiyun.watch.Whole;
import io.shiyun.watch.WholeAnomaly;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was learnt outlives the process. */
class WatchLearntTest {
    private static final SeriesKey CPU = new SeriesKey("cpu", Map.of("host", "a"));

    @TempDir
    Path folder;

    private final Random random = new Random(7);

    private World world() {
        World world = new World(folder.resolve("shiyun.db"), setup -> setup.detect("cpu"));
        world.values.host("a", second -> 50 + random.nextGaussian());
        return world;
    }

    private static void spike(World world) {
        world.values.host("a", second -> 90.0);
        world.run(5);
    }

    /** What the store knows, a row a learner. */
    private static List<LearntRow> learnt(World world) {
        List<LearntRow> rows = new ArrayList<>();
        world.store.read(tx -> {
            tx.learnt().each(Instant.EPOCH, rows::add);
            return true;
        });
        return rows;
    }

    private static void put(World world, LearntRow row) {
        world.store.write(tx -> {
            tx.learnt().put(row);
            return true;
        });
    }

    @Test
    void aDetectorKnowsItsSeriesAfterARestart() {
        try (World world = world()) {
            world.run(1_000).restart(5).run(10);
            assertThat(world.anomalies).isEmpty();
            spike(world);
            assertThat(world.anomalies).as("a new one would still learn").hasSize(1);
        }
    }

    @Test
    void pointsThatAreReadOnceMoreAfterARestartAreNoClockThatWasSetBack() {
        try (World world = world()) {
            world.run(1_000);
            byte[] before = detectorAfter(world.restart(0));
            Series.Builder again = Series.named("cpu", "%").label("host", "a");
            for (int i = 40; i > 0; i--) {
                again.add(world.now.minusSeconds(5L * i).toEpochMilli(), 50);
            }
            world.watch.push("here/r1", again.build());
            world.values.hosts.clear();
            world.run(2);
            assertThat(Arrays.equals(detectorAfter(world.restart(0)), before)).isTrue();
            spike(world);
            assertThat(world.anomalies).hasSize(1);
        }
    }

    private static byte[] detectorAfter(World world) {
        return learnt(world).get(0).state();
    }

    @Test
    void aForecasterSeesAsFarAfterARestart() {
        AlertRule rule = AlertRule.ahead(
                        "full soon", "cpu", Comparison.AT_LEAST, 100, Duration.ofMinutes(10), "warning")
                .build();
        try (World world = new World(folder.resolve("shiyun.db"), setup -> setup.rule(rule))) {
            world.values.host("a", second -> 10 + 0.03 * second + 0.2 * random.nextGaussian());
            world.run(2_200);
            assertThat(world.heard).isEmpty();
            world.restart(5).run(250);
            assertThat(world.states())
                    .as("a new one could not see ten minutes ahead")
                    .containsExactly("FIRING warning");
        }
    }

    @Test
    void aWholeIsKnownAfterARestartUnlessItsMetricsChanged() {
        List<WholeAnomaly> heard = new ArrayList<>();
        Whole host = new Whole("host", "host", List.of("in", "out", "cpu"));
        for (boolean same : new boolean[] {true, false}) {
            heard.clear();
            Whole[] now = {host};
            UnaryOperator<io.shiyun.watch.WatchSpec.Builder> setup = spec -> spec.detect(now[0]);
            try (World world = new World(folder.resolve(same + ".db"), setup)) {
                rows(world, 400, 1);
                now[0] = same ? host : new Whole("host", "host", List.of("cpu", "out", "in"));
                world.restart(5);
                world.watch.onWhole(heard::add);
                rows(world, 20, 1);
                assertThat(heard).isEmpty();
                rows(world, 20, -1);
                assertThat(heard).hasSize(same ? 1 : 0);
            }
        }
    }

    @Test
    void aWholeThatIsNamedAfterTheStartGoesOnToo() {
        List<WholeAnomaly> heard = new ArrayList<>();
        Whole host = new Whole("host", "host", List.of("in", "out", "cpu"));
        try (World world = new World(folder.resolve("shiyun.db"), spec -> spec)) {
            world.watch.detect(host);
            rows(world, 400, 1);
            world.restart(5);
            world.watch.onWhole(heard::add);
            world.watch.detect(host);
            rows(world, 20, -1);
            assertThat(heard).hasSize(1);
        }
    }

    /** Three metrics that follow one load; with a sign of -1 one of them goes the other way. */
    private void rows(World world, int count, int sign) {
        for (int i = 0; i < count; i++) {
            double load = random.nextGaussian();
            for (String metric : List.of("in", "out", "cpu")) {
                double value = 50 + 5 * ((metric.equals("out") ? sign : 1) * load + 0.05 * random.nextGaussian());
                world.watch.push(
                        "agent",
                        Series.named(metric, "1")
                                .label("host", "a")
                                .add(world.now.toEpochMilli(), value)
                                .build());
            }
            world.run(5);
        }
    }

    @Test
    void theTimeInWhichNobodyWatchedIsNoMissingPointOfAnyone() {
        List<WholeAnomaly> heard = new ArrayList<>();
        Whole host = new Whole("host", "host", List.of("in", "out", "cpu"));
        try (World world = new World(
                folder.resolve("shiyun.db"), setup -> setup.detect("cpu").detect(host))) {
            rows(world, 300, 1);
            world.restart(5_000);
            world.watch.onWhole(heard::add);
            rows(world, 50, 1);
            assertThat(world.anomalies).isEmpty();
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void aProcessThatTakesOverKnowsWhatTheDeadOneWroteDown() {
        try (World world = world()) {
            world.run(2_000);
            assertThat(learnt(world)).as("within a quarter of an hour").hasSize(1);
            List<Anomaly> heard = new ArrayList<>();
            try (WatchRunner second = world.second(process -> true)) {
                second.onAnomaly(heard::add);
                world.values.host("a", aSecond -> aSecond < 2_020 ? 50.0 : 90.0);
                for (int i = 0; i < 40; i++) {
                    world.now = world.now.plusSeconds(1);
                    second.tick();
                }
            }
            assertThat(heard).hasSize(1);
        }
    }

    @Test
    void whatIsDamagedOrOfAnotherKindIsLearntAfreshAndTheRestGoesOn() {
        try (World world = world()) {
            world.values.host("b", second -> 20 + random.nextGaussian());
            world.run(1_000).watch.close();
            List<LearntRow> rows = learnt(world);
            assertThat(rows).hasSize(2);
            LearntRow a = rows.get(rows.get(0).subject().equals(CPU.subject()) ? 0 : 1);
            byte[] damaged = a.state().clone();
            damaged[100] ^= 1;
            put(world, new LearntRow(a.kind(), a.metric(), a.subject(), "", damaged, a.updated()));
            put(world, new LearntRow("ORACLE", "cpu", Map.of("host", "c"), "", new byte[3], a.updated()));
            put(world, new LearntRow(a.kind(), "cpu", Map.of("host", "d"), "", new byte[0], a.updated()));
            world.restart(5).run(10);
            world.values.host("b", second -> 80.0);
            spike(world);
            assertThat(world.anomalies)
                    .extracting(Anomaly::labels)
                    .as("a learns afresh, b knows")
                    .containsExactly(Map.of("host", "b"));
            world.values.host("a", second -> 50 + random.nextGaussian());
            world.run(1_000);
            spike(world);
            assertThat(world.anomalies).extracting(Anomaly::labels).contains(Map.of("host", "a"));
        }
    }

    @Test
    void whatWasFedLastAWeekAgoIsForgotten() {
        try (World world = world()) {
            world.run(1_000).restart((int) Duration.ofDays(8).toSeconds()).run(10);
            spike(world);
            assertThat(world.anomalies).isEmpty();
            assertThat(learnt(world)).isEmpty();
        }
    }

    @Test
    void whatIsKeptIsBoundedAndTheLeastRecentlyFedGoes() {
        try (World world = new World(
                folder.resolve("shiyun.db"), setup -> setup.detect("cpu").most(10, 2))) {
            for (String host : List.of("a", "b", "c")) {
                world.values.hosts.clear();
                world.values.host(host, second -> 50.0);
                world.run(20);
                world.restart(0);
            }
            assertThat(learnt(world)).hasSize(3);
            world.run(1);
            assertThat(learnt(world))
                    .extracting(row -> row.subject().get("host"))
                    .as("cleaned with the first round")
                    .containsExactly("b", "c");
        }
    }
}
