package io.shiyun.watch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.metrics.Cause;
import io.shiyun.metrics.Comparison;
import io.shiyun.metrics.Series;
import io.shiyun.watch.Alert;
import io.shiyun.watch.AlertRule;
import io.shiyun.watch.AlertStatus;
import io.shiyun.watch.WatchSpec;
import io.shiyun.watch.Whole;
import io.shiyun.watch.WholeAnomaly;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeTest {
    private static final List<String> METRICS = List.of("cpu", "disk", "in", "memory", "out");
    private static final Whole HOST = new Whole("host", "host", METRICS);

    @TempDir
    Path folder;

    private final List<WholeAnomaly> heard = new ArrayList<>();
    private final Random random = new Random(3);

    private World world() {
        World world = new World(
                folder.resolve("whole.db"),
                setup -> setup.detect(HOST)
                        .rule(AlertRule.anomaly("host odd", "host", "warning")
                                .every(Duration.ofSeconds(1))
                                .build()));
        world.watch.onWhole(heard::add);
        return world;
    }

    /** Hands over the metrics of a host, which follow one load; where told, the disk goes the other way. */
    private void push(World world, String host, double load, boolean odd) {
        for (int i = 0; i < METRICS.size(); i++) {
            double sign = odd && METRICS.get(i).equals("disk") ? -1 : 1;
            double value = 50 * (i + 1) + 5 * (sign * load + 0.1 * random.nextGaussian());
            world.watch.push(
                    "agent",
                    Series.named(METRICS.get(i), "1")
                            .label("host", host)
                            .add(world.now.toEpochMilli(), value)
                            .build());
        }
    }

    private void run(World world, int rows, boolean odd, String... hosts) {
        for (int i = 0; i < rows; i++) {
            for (String host : hosts) {
                push(world, host, random.nextGaussian(), odd && host.equals("a"));
            }
            world.run(5);
        }
    }

    @Test
    void aMetricThatLeavesTheOthersIsHeardOnceWithItsNameAndCanBeARule() {
        try (World world = world()) {
            run(world, 600, false, "a", "b");
            assertThat(heard).isEmpty();
            run(world, 30, true, "a", "b");
            assertThat(heard).singleElement().satisfies(found -> {
                assertThat(found.whole()).isEqualTo(HOST);
                assertThat(found.labels()).containsExactlyEntriesOf(Map.of("host", "a"));
                assertThat(METRICS.get(found.verdict().causes().get(0).metric()))
                        .isEqualTo("disk");
                assertThat(found.causes()).startsWith("disk ").contains("by what the other metrics foretell");
            });
            assertThat(world.heard).singleElement().satisfies(alert -> {
                assertThat(alert.status()).isEqualTo(AlertStatus.FIRING);
                assertThat(alert.labels()).containsEntry("host", "a");
                assertThat(alert.annotations().get("causes")).startsWith("disk ");
            });
            run(world, 200, false, "a", "b");
            assertThat(world.heard).extracting(Alert::status).containsExactly(AlertStatus.FIRING, AlertStatus.RESOLVED);
        }
    }

    @Test
    void aHostThatStopsTellingIsMissingOnce() {
        try (World world = world()) {
            run(world, 150, false, "a", "b");
            run(world, 30, false, "a");
            assertThat(heard).singleElement().satisfies(found -> {
                assertThat(found.labels()).containsEntry("host", "b");
                assertThat(found.verdict().cause()).isEqualTo(Cause.MISSING);
            });
        }
    }

    @Test
    void aMetricThatIsMissingForLongIsNoAlarm() {
        try (World world = world()) {
            run(world, 150, false, "a");
            for (int i = 0; i < 60; i++) {
                for (String metric : METRICS.subList(0, 3)) {
                    world.watch.push(
                            "agent",
                            Series.named(metric, "1")
                                    .label("host", "a")
                                    .add(
                                            world.now.toEpochMilli(),
                                            50 * (METRICS.indexOf(metric) + 1) + 5 * random.nextGaussian() * 0.2)
                                    .build());
                }
                world.run(5);
            }
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void theMetricsHeldAreBounded() {
        WholeBank bank = new WholeBank(1_000, 12);
        bank.add(HOST);
        for (int i = 0; i < 100; i++) {
            bank.note(new SeriesKey("cpu", Map.of("host", "h" + i)), "agent", 1, i);
        }
        assertThat(bank.of("host")).hasSize(2);
        assertThat(bank.of("cpu")).isEmpty();
        assertThat(bank.forget(99)).hasSize(1);
        assertThat(bank.forget(1_000)).hasSize(1);
    }

    @Test
    void theSubjectFedLeastRecentlyLeavesHoweverOftenItIsLookedAt() {
        WholeBank bank = new WholeBank(1_000, 10);
        bank.add(HOST);
        for (int i = 0; i < 3; i++) {
            bank.note(new SeriesKey("cpu", Map.of("host", "h" + i)), "agent", 1, i);
            bank.latest(new SeriesKey("host", Map.of("host", "h0")));
        }
        assertThat(bank.of("host")).extracting(key -> key.subject().get("host")).containsExactly("h1", "h2");
    }

    @Test
    void aRuleThatNeedsAValueIsRefusedOnAWhole() {
        AlertRule ahead = AlertRule.ahead("full", "host", Comparison.AT_LEAST, 1, Duration.ofHours(1), "warning")
                .build();
        AlertRule threshold = AlertRule.named("high")
                .metric("host")
                .above()
                .grade("warning", 1, Duration.ZERO)
                .build();
        assertThatThrownBy(() -> WatchSpec.builder().detect(HOST).rule(ahead).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rules.full.metric: 'host' is a whole and has no value to look ahead of");
        try (World world = world()) {
            assertThatThrownBy(() -> world.watch.add(ahead)).hasMessageContaining("AlertRule.anomaly");
            assertThatThrownBy(() -> world.watch.add(threshold)).hasMessageContaining("no value to compare");
            Whole later = new Whole("app", "app", METRICS);
            world.watch.add(AlertRule.named("late")
                    .metric("app")
                    .above()
                    .grade("warning", 1, Duration.ZERO)
                    .build());
            assertThatThrownBy(() -> world.watch.detect(later)).hasMessageContaining("rules.late.metric");
        }
    }

    @Test
    void aWholeOfAFaultySpecIsRefused() {
        assertThatThrownBy(() -> new Whole("host", "host", List.of("cpu"))).hasMessageContaining("2 to 128");
        assertThatThrownBy(() -> new Whole("host", "host", List.of("cpu", "cpu")))
                .hasMessageContaining("once");
        assertThatThrownBy(() -> new Whole("host", " ", METRICS)).hasMessageContaining("'by'");
        try (World world = world()) {
            world.watch.detect(HOST);
            assertThatThrownBy(() -> world.watch.detect(new Whole("host", "app", METRICS)))
                    .hasMessageContaining("another name");
        }
    }
}
