package io.shiyun.watch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.metrics.Aggregation;
import io.shiyun.store.NoticeState;
import io.shiyun.watch.AlertRule;
import io.shiyun.watch.AlertStatus;
import io.shiyun.watch.Delivery;
import io.shiyun.watch.Matcher;
import io.shiyun.watch.Notice;
import io.shiyun.watch.Silence;
import io.shiyun.watch.WatchSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchRestartTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private static AlertRule cpu(int hold) {
        return AlertRule.named("cpu high")
                .metric("cpu")
                .above()
                .grade("warning", 80, 70, Duration.ofSeconds(hold))
                .every(SECOND)
                .over(Aggregation.LAST, Duration.ofSeconds(30))
                .build();
    }

    private World world(UnaryOperator<WatchSpec.Builder> setup) {
        return new World(
                folder.resolve("shiyun.db"), builder -> setup.apply(builder.notices(SECOND, Duration.ofDays(1))));
    }

    @Test
    void aNoticeThatWasNotDeliveredIsDeliveredAfterTheRestartWithTheSameKey() {
        try (World world = world(setup -> setup.rule(cpu(0)))) {
            world.values.host("a", second -> 85.0);
            world.inbox.fails = Delivery.retry("down");
            world.run(3);
            assertThat(world.inbox.attempts).isPositive();
            world.restart(60);
            world.inbox.fails = null;
            world.run(5);
            assertThat(world.inbox.lines).containsExactly("64 FIRING warning a");
            assertThat(world.inbox.taken.get(0).created()).isEqualTo(World.START.plusSeconds(1));
        }
    }

    @Test
    void aCrashBetweenSendingAndNotingSendsAgainWithTheSameKey() {
        try (World world = world(setup -> setup.rule(cpu(0)))) {
            world.values.host("a", second -> 85.0);
            world.inbox.fails = Delivery.retry("the answer was lost");
            world.run(1);
            String key = world.store.read(
                    tx -> tx.outbox().list(NoticeState.WAITING, 10).get(0).id());
            world.restart(0);
            world.inbox.fails = null;
            world.run(40);
            assertThat(world.inbox.taken).extracting(Notice::id).containsExactly(key);
        }
    }

    @Test
    void whatFiredFiresOnAndIsNotToldAgain() {
        try (World world = world(setup -> setup.rule(cpu(10)))) {
            world.values.host("a", second -> second < 200 ? 85.0 : 0.0);
            world.run(20);
            world.restart(30);
            assertThat(world.watch.alerts())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.status()).isEqualTo(AlertStatus.FIRING));
            world.run(200);
            assertThat(world.inbox.lines).containsExactly("11 FIRING warning a", "201 RESOLVED warning a");
        }
    }

    @Test
    void whatEndedMeanwhileIsToldOnceItIsKnown() {
        try (World world = world(setup -> setup.rule(cpu(10)))) {
            world.values.host("a", second -> second < 25 ? 85.0 : 0.0);
            world.run(20);
            world.restart(30);
            world.run(10);
            assertThat(world.inbox.lines).containsExactly("11 FIRING warning a", "51 RESOLVED warning a");
        }
    }

    @Test
    void anOutageIsAddedToTheWait() {
        try (World world =
                world(setup -> setup.rule(cpu(1_500)).outage(Duration.ofMinutes(30), Duration.ofMinutes(10)))) {
            world.values.host("a", second -> 85.0);
            world.run(300);
            world.restart(600);
            world.run(1_000);
            assertThat(world.inbox.lines).isEmpty();
            world.run(400);
            assertThat(world.inbox.lines).hasSize(1);
            long at = Long.parseLong(world.inbox.lines.get(0).split(" ")[0]);
            assertThat(at).as("1 + 1500 + about 600 of outage").isBetween(2_095L, 2_115L);
        }
    }

    @Test
    void nothingIsToldBeforeItWasEvaluatedAnew() {
        try (World world = world(setup -> setup.rule(cpu(0)))) {
            world.values.host("a", second -> 85.0);
            world.watch.silence(List.of(Matcher.is("host", "a")), World.START, World.START.plusSeconds(50), "ada", "");
            world.run(20);
            world.values.fails = new IllegalStateException("the cloud is down");
            world.restart(60);
            world.run(100);
            assertThat(world.inbox.lines).as("it may have ended long ago").isEmpty();
            world.values.fails = null;
            world.run(10);
            assertThat(world.inbox.lines).hasSize(1);
        }
    }

    @Test
    void silencesOutliveTheRestart() {
        try (World world = world(setup -> setup.rule(cpu(0)))) {
            Silence silence = world.watch.silence(
                    List.of(Matcher.like("host", "a|b")), World.START, World.START.plusSeconds(100), "ada", "why");
            world.restart(10);
            assertThat(world.watch.silences()).containsExactly(silence);
            world.values.host("a", second -> 85.0);
            world.run(80);
            assertThat(world.inbox.lines).isEmpty();
            world.run(20);
            assertThat(world.inbox.lines).containsExactly("100 FIRING warning a");
        }
    }

    @Test
    void aRuleWithOtherThresholdsStartsAfresh() {
        int[] hold = {10};
        try (World world = world(setup -> setup.rule(cpu(hold[0])))) {
            world.values.host("a", second -> 85.0);
            world.run(20);
            hold[0] = 40;
            world.restart(5);
            world.run(60);
            assertThat(world.states())
                    .containsExactly("PENDING warning", "FIRING warning", "PENDING warning", "FIRING warning");
            assertThat(world.inbox.lines)
                    .containsExactly("11 FIRING warning a", "26 RESOLVED warning a", "66 FIRING warning a");
        }
    }

    @Test
    void everyMomentOfAStopLosesNoNoticeAndTellsNoneTwice() {
        for (int stop = 1; stop < 40; stop++) {
            Path file = folder.resolve("stop-" + stop + ".db");
            try (World world = new World(file, builder -> builder.rule(cpu(10)).notices(SECOND, Duration.ofDays(1)))) {
                world.values.host("a", second -> second < 25 ? 85.0 : 0.0);
                world.run(stop).restart(0).run(100);
                boolean restartsTheWait = stop < 11;
                assertThat(world.inbox.lines)
                        .as("stopped after " + stop)
                        .extracting(line -> line.replaceFirst("\\d+ ", ""))
                        .isIn(
                                List.of("FIRING warning a", "RESOLVED warning a"),
                                restartsTheWait ? List.of() : List.of("FIRING warning a", "RESOLVED warning a"));
            }
        }
    }
}
