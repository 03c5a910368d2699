package io.shiyun.watch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.metrics.Aggregation;
import io.shiyun.watch.Alert;
import io.shiyun.watch.AlertRule;
import io.shiyun.watch.AlertStatus;
import io.shiyun.watch.Delivery;
import io.shiyun.watch.Matcher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two watches on one store: each alert is told once, whoever evaluates. */
class TurnTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int LENGTH = (int) Turn.LENGTH.toSeconds();

    @TempDir
    Path folder;

    private World world() {
        AlertRule rule = AlertRule.named("cpu high")
                .metric("cpu")
                .above()
                .grade("warning", 80, 70, Duration.ZERO)
                .every(SECOND)
                .over(Aggregation.LAST, Duration.ofSeconds(30))
                .build();
        return new World(
                folder.resolve("shiyun.db"), builder -> builder.rule(rule).notices(SECOND, Duration.ofDays(1)));
    }

    /** Lets time pass; both tick, in this order. */
    private static void both(World world, WatchRunner first, WatchRunner second, int seconds) {
        for (int i = 0; i < seconds; i++) {
            world.now = world.now.plusSeconds(1);
            first.tick();
            second.tick();
        }
    }

    private static void alone(World world, WatchRunner watch, int seconds) {
        for (int i = 0; i < seconds; i++) {
            world.now = world.now.plusSeconds(1);
            watch.tick();
        }
    }

    @Test
    void oneOfTwoEvaluatesAndOnlyItAsksTheSources() {
        try (World world = world();
                WatchRunner second = world.second(process -> false)) {
            List<Alert> heard = new ArrayList<>();
            second.onAlert(heard::add);
            world.values.host("a", at -> at < 40 ? 85.0 : 0.0);
            both(world, world.watch, second, 60);
            assertThat(world.inbox.lines).containsExactly("1 FIRING warning a", "41 RESOLVED warning a");
            assertThat(world.states()).containsExactly("FIRING warning", "RESOLVED warning");
            assertThat(heard).isEmpty();
            assertThat(world.values.reads).as("every 5 seconds, by one").isLessThanOrEqualTo(13);
        }
    }

    @Test
    void theOneThatDoesNotEvaluateShowsWhatTheStoreKnows() {
        try (World world = world();
                WatchRunner second = world.second(process -> false)) {
            world.values.host("a", at -> at < 20 ? 85.0 : 0.0);
            both(world, world.watch, second, 10);
            assertThat(second.alerts())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.status()).isEqualTo(AlertStatus.FIRING));
            both(world, world.watch, second, 20);
            assertThat(second.alerts()).isEmpty();
        }
    }

    @Test
    void whenTheFirstClosesTheSecondGoesOnAtItsNextTick() {
        try (World world = world();
                WatchRunner second = world.second(process -> false)) {
            world.values.host("a", at -> at < 40 ? 85.0 : 0.0);
            both(world, world.watch, second, 10);
            world.watch.close();
            alone(world, second, 1);
            world.values.host("b", at -> 90.0);
            alone(world, second, 5);
            alone(world, second, 44);
            assertThat(world.inbox.lines)
                    .as("what was told is not told again, and what is new is told at once")
                    .hasSize(3)
                    .startsWith("1 FIRING warning a")
                    .anyMatch(line -> line.matches("1[1-6] FIRING warning b"))
                    .anyMatch(line -> line.matches("4[0-5] RESOLVED warning a"));
        }
    }

    @Test
    void whenTheFirstFallsSilentTheSecondWaitsForTheEndOfItsTurn() {
        try (World world = world();
                WatchRunner second = world.second(process -> false)) {
            both(world, world.watch, second, 10);
            world.values.host("a", at -> 85.0);
            alone(world, second, LENGTH - 10);
            assertThat(world.inbox.lines).isEmpty();
            alone(world, second, 15);
            assertThat(world.inbox.lines).hasSize(1);
        }
    }

    @Test
    void whenTheFirstIsKnownToBeDeadTheSecondDoesNotWait() {
        boolean[] dead = {false};
        try (World world = world();
                WatchRunner second = world.second(process -> dead[0] && process.equals("first"))) {
            both(world, world.watch, second, 10);
            world.values.host("a", at -> 85.0);
            alone(world, second, 1);
            assertThat(world.inbox.lines).isEmpty();
            dead[0] = true;
            alone(world, second, 1);
            assertThat(world.inbox.lines).containsExactly("12 FIRING warning a");
        }
    }

    @Test
    void oneThatWasStalledTellsNothingAgainAndGoesOnAsASecond() {
        try (World world = world();
                WatchRunner second = world.second(process -> false)) {
            world.values.host("a", at -> at < 60 ? 85.0 : 0.0);
            both(world, world.watch, second, 10);
            alone(world, second, 40);
            both(world, world.watch, second, 50);
            assertThat(world.inbox.lines)
                    .hasSize(2)
                    .startsWith("1 FIRING warning a")
                    .anyMatch(line -> line.contains("RESOLVED warning a"));
            assertThat(world.states()).as("the second told of the end").containsExactly("FIRING warning");
        }
    }

    @Test
    void aTurnThatIsLostBetweenLookingAndWritingWritesNothing() {
        try (World world = world();
                WatchRunner second = world.second("first"::equals)) {
            both(world, world.watch, second, 1);
            world.values.host("a", at -> {
                second.tick();
                return 85.0;
            });
            both(world, world.watch, second, 30);
            assertThat(world.inbox.lines).hasSize(1);
        }
    }

    @Test
    void silencesOfEitherCount() {
        try (World world = world();
                WatchRunner second = world.second(process -> false)) {
            second.silence(List.of(Matcher.is("host", "a")), World.START, World.START.plusSeconds(20), "ada", "");
            assertThat(world.watch.silences()).hasSize(1);
            world.values.host("a", at -> 85.0);
            both(world, world.watch, second, 19);
            assertThat(world.inbox.lines).isEmpty();
            both(world, world.watch, second, 5);
            assertThat(world.inbox.lines).containsExactly("20 FIRING warning a");
        }
    }

    @Test
    void noticesLeftBehindAreDeliveredByWhoeverIsThere() {
        try (World world = world();
                WatchRunner second = world.second(process -> false)) {
            world.values.host("a", at -> 85.0);
            world.inbox.fails = Delivery.retry("down");
            both(world, world.watch, second, 3);
            world.inbox.fails = null;
            alone(world, second, 5);
            assertThat(world.inbox.lines).hasSize(1);
        }
    }
}
