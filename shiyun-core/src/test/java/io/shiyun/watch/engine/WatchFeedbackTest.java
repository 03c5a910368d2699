package io.shiyun.watch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.metrics.Cause;
import io.shiyun.metrics.Confidence;
import io.shiyun.metrics.Direction;
import io.shiyun.metrics.Remark;
import io.shiyun.metrics.Series;
import io.shiyun.metrics.Verdict;
import io.shiyun.watch.Alert;
import io.shiyun.watch.AlertRule;
import io.shiyun.watch.Anomaly;
import io.shiyun.watch.SeriesRemark;
import io.shiyun.watch.WatchFeedback;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people say of alarms, said to a watch. */
class WatchFeedbackTest {
    private static final Map<String, String> HOST = Map.of("host", "a");

    @TempDir
    Path folder;

    private final Random random = new Random(11);

    private World world() {
        AlertRule odd = AlertRule.anomaly("odd", "cpu", "warning")
                .every(Duration.ofSeconds(1))
                .build();
        return new World(
                folder.resolve("shiyun.db"), setup -> setup.detect("cpu").rule(odd));
    }

    /** Hands over five hours of usual minutes, then one point so far from them, then half an hour of usual ones. */
    private void spike(World world, double height) {
        minutes(world, 300, 0);
        minutes(world, 1, height);
        minutes(world, 30, 0);
    }

    private void minutes(World world, int count, double height) {
        Series.Builder series = Series.named("cpu", "1").label("host", "a");
        for (int i = 0; i < count; i++) {
            world.now = world.now.plusSeconds(60);
            series.add(world.now.toEpochMilli(), 50 + random.nextGaussian() + height);
        }
        world.watch.push("agent", series.build());
        world.watch.tick();
    }

    private static void sayNothing(World world) {
        for (Anomaly each : List.copyOf(world.anomalies)) {
            world.watch.feedback().nothing(each, "ada", "a backup");
        }
    }

    private World afterFourAlarms() {
        World world = world();
        minutes(world, 300, 0);
        for (double height : new double[] {12, 16, 22, 30}) {
            spike(world, height);
        }
        assertThat(world.anomalies)
                .extracting(each -> each.verdict().cause())
                .hasSize(4)
                .containsOnly(Cause.SPIKE);
        return world;
    }

    @Test
    void whatWasNothingIsToldNoMoreAlsoAfterARestartUntilItIsTakenBack() {
        try (World world = afterFourAlarms()) {
            sayNothing(world);
            world.anomalies.clear();
            spike(world, 40);
            assertThat(world.anomalies).isEmpty();
            world.restart(60);
            List<SeriesRemark> kept = world.watch.feedback().list();
            assertThat(kept).hasSize(4);
            spike(world, 50);
            assertThat(world.anomalies).as("who said what outlives the process").isEmpty();

            kept.forEach(each ->
                    assertThat(world.watch.feedback().takeBack(each.id())).isTrue());
            assertThat(world.watch.feedback().takeBack(kept.get(0).id())).isFalse();
            assertThat(world.watch.feedback().list()).isEmpty();
            spike(world, 62);
            assertThat(world.anomalies).hasSize(1);
        }
    }

    @Test
    void aRemarkSaysWhoWhenAndWhyAndTheAlertsOfTheSeriesTellIt() {
        try (World world = afterFourAlarms()) {
            Anomaly first = world.anomalies.get(0);
            SeriesRemark said = world.watch.feedback().nothing(first, "ada", "a backup");
            assertThat(said.metric()).isEqualTo("cpu");
            assertThat(said.labels()).isEqualTo(HOST);
            assertThat(said.remark())
                    .isEqualTo(new Remark(
                            Remark.Kind.NOTHING,
                            first.verdict().since(),
                            Cause.SPIKE,
                            "ada",
                            world.now.toEpochMilli(),
                            "a backup"));
            assertThat(world.watch.feedback().list()).containsExactly(said);
            world.heard.clear();
            spike(world, 400);
            assertThat(world.heard.get(0).annotations().get("feedback"))
                    .startsWith("1 times nothing, 0 times missed; latest by ada at ")
                    .contains("SPIKE was nothing at ")
                    .endsWith(", a backup");
            world.watch.feedback().takeBack(said.id());
            world.heard.clear();
            spike(world, 900);
            assertThat(world.heard.get(0).annotations()).doesNotContainKey("feedback");
        }
    }

    @Test
    void anAlertIsTheLatestAlarmBehindItAlsoInAnotherProcess() {
        try (World world = afterFourAlarms();
                WatchRunner second = world.second(process -> false)) {
            Alert alert = world.heard.get(world.heard.size() - 1);
            assertThat(alert.labels()).containsEntry("alertname", "odd");
            SeriesRemark said = second.feedback().nothing(alert, "ada", "");
            assertThat(said.remark().event())
                    .isEqualTo(world.anomalies.get(3).verdict().since());
            assertThat(world.watch.feedback().list()).containsExactly(said);
            sayNothing(second, world.anomalies.subList(0, 3));
            world.now = world.now.plusSeconds(11);
            world.anomalies.clear();
            spike(world, 40);
            assertThat(world.anomalies).as("the one that evaluates heeds it").isEmpty();
        }
    }

    private static void sayNothing(WatchRunner watch, List<Anomaly> anomalies) {
        anomalies.forEach(each -> watch.feedback().nothing(each, "ada", ""));
    }

    @Test
    void whatWasMissedLowersTheBar() {
        try (World world = world()) {
            minutes(world, 2_000, 0);
            WatchFeedback feedback = world.watch.feedback();
            for (int i = 0; i < 4; i++) {
                feedback.missed("cpu", HOST, world.now.minusSeconds(i), "bob", "the disk was full");
            }
            Random same = new Random(5);
            int told = alarmsOfSmallSpikes(world, same);
            feedback.list().forEach(each -> feedback.takeBack(each.id()));
            assertThat(told).isGreaterThan(alarmsOfSmallSpikes(world, new Random(5)));
        }
    }

    private int alarmsOfSmallSpikes(World world, Random heights) {
        world.anomalies.clear();
        for (int i = 0; i < 30; i++) {
            minutes(world, 60, 0);
            minutes(world, 1, 3 + 3 * heights.nextDouble());
        }
        return world.anomalies.size();
    }

    @Test
    void badRemarksAreRefusedWithWhatToDo() {
        try (World world = afterFourAlarms()) {
            WatchFeedback feedback = world.watch.feedback();
            Anomaly known = world.anomalies.get(0);
            Verdict other =
                    new Verdict(7, 1, true, 0, 0, 0, 0.1, 1, Direction.UP, Cause.SPIKE, true, true, 7, Confidence.HIGH);
            refused(() -> feedback.nothing(new Anomaly("cpu", HOST, other), "ada", ""), "alarm: no alarm");
            refused(() -> feedback.nothing(new Anomaly("disk", HOST, known.verdict()), "ada", ""), "alarm: no alarm");
            refused(() -> feedback.nothing(known, " ", ""), "by: must not be blank");
            refused(() -> feedback.nothing(known, "ada", "x".repeat(201)), "at most 200");
            refused(() -> feedback.nothing(known, "y".repeat(201), ""), "at most 200");
            refused(() -> feedback.missed("cpu", Map.of("host", "b"), world.now, "ada", ""), "series: no detector");
            refused(() -> feedback.missed("cpu", HOST, world.now.plusSeconds(1), "ada", ""), "at: ");
            assertThat(feedback.list()).isEmpty();

            feedback.nothing(known, "ada", "");
            refused(() -> feedback.nothing(known, "bob", ""), "ada said that");
            assertThat(feedback.takeBack("no such")).isFalse();
            assertThat(feedback.list()).hasSize(1);
        }
    }

    @Test
    void anAlertOfThresholdsHasNoAlarmToRemarkOn() {
        AlertRule high = AlertRule.named("high")
                .metric("cpu")
                .above()
                .grade("warning", 10, Duration.ZERO)
                .build();
        try (World world = new World(folder.resolve("shiyun.db"), setup -> setup.rule(high))) {
            world.values.host("a", second -> 85.0);
            world.run(3);
            Alert alert = world.heard.get(0);
            refused(() -> world.watch.feedback().nothing(alert, "ada", ""), "is changed by its rule");
        }
    }

    @Test
    void theLatestRemarksOfASeriesCountAndNoMoreAreKept() {
        try (World world = world()) {
            minutes(world, 40, 0);
            for (int i = 0; i < 40; i++) {
                world.watch.feedback().missed("cpu", HOST, world.now.minusSeconds(i), "bob", "" + i);
                world.now = world.now.plusSeconds(100);
            }
            assertThat(world.watch.feedback().list())
                    .hasSize(32)
                    .extracting(each -> each.remark().note())
                    .startsWith("8")
                    .endsWith("39");
        }
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String words) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(words);
    }
}
