package io.shiyun.watch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.metrics.Aggregation;
import io.shiyun.metrics.Cause;
import io.shiyun.metrics.Series;
import io.shiyun.watch.Alert;
import io.shiyun.watch.AlertRule;
import io.shiyun.watch.AlertStatus;
import io.shiyun.watch.Delivery;
import io.shiyun.watch.Matcher;
import io.shiyun.watch.Notice;
import io.shiyun.watch.Silence;
import io.shiyun.watch.WatchSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
    @TempDir
    Path folder;

    private static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }

    private static AlertRule cpu() {
        return AlertRule.named("cpu high")
                .metric("cpu")
                .above()
                .grade("warning", 80, 70, seconds(10))
                .grade("critical", 95, 90, seconds(10))
                .every(seconds(1))
                .over(Aggregation.LAST, seconds(30))
                .label("team", "web")
                .annotation("summary", "too busy")
                .build();
    }

    private World world(UnaryOperator<WatchSpec.Builder> setup) {
        return new World(folder.resolve("shiyun.db"), setup);
    }

    @Test
    void anAlertWaitsFiresIsToldOnceAndItsEndIsTold() {
        try (World world = world(setup -> setup.rule(cpu()).notices(seconds(30), Duration.ofHours(4)))) {
            world.values.host("a", second -> second < 60 ? 85.0 : 10.0);
            world.values.host("b", second -> 10.0);
            world.run(5);
            assertThat(world.watch.alerts())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.status()).isEqualTo(AlertStatus.PENDING));
            world.run(115);
            assertThat(world.inbox.lines).containsExactly("11 FIRING warning a", "61 RESOLVED warning a");
            assertThat(world.states()).containsExactly("PENDING warning", "FIRING warning", "RESOLVED warning");
            Alert alert = world.inbox.taken.get(0).alerts().get(0);
            assertThat(alert.labels())
                    .isEqualTo(Map.of("host", "a", "team", "web", "alertname", "cpu high", "level", "warning"));
            assertThat(alert.annotations()).containsEntry("summary", "too busy");
            assertThat(alert.since()).isEqualTo(World.START.plusSeconds(1));
            assertThat(alert.value()).isEqualTo(85);
            assertThat(world.inbox.taken.get(1).alerts().get(0).ended()).hasValue(World.START.plusSeconds(61));
            assertThat(world.watch.alerts()).isEmpty();
        }
    }

    @Test
    void aRiseIsToldAtOnceAndAFallIsNot() {
        try (World world = world(setup -> setup.rule(cpu()).notices(seconds(300), Duration.ofHours(4)))) {
            world.values.host("a", second -> second < 60 ? 85.0 : second < 120 ? 99.0 : second < 400 ? 85.0 : 0.0);
            world.run(500);
            assertThat(world.inbox.lines)
                    .containsExactly("11 FIRING warning a", "71 FIRING critical a", "401 RESOLVED warning a");
            assertThat(world.states())
                    .containsExactly(
                            "PENDING warning",
                            "FIRING warning",
                            "FIRING critical",
                            "FIRING warning",
                            "RESOLVED warning");
        }
    }

    @Test
    void aSilencedAlertIsEvaluatedAndToldWhenTheSilenceEnds() {
        try (World world = world(setup -> setup.rule(cpu()).notices(seconds(10), Duration.ofHours(4)))) {
            world.values.host("a", second -> 85.0);
            world.values.host("b", second -> 85.0);
            world.watch.silence(
                    List.of(Matcher.is("host", "a")), World.START, World.START.plusSeconds(100), "ada", "new disk");
            world.run(99);
            assertThat(world.inbox.lines).containsExactly("11 FIRING warning b");
            assertThat(world.watch.alerts()).hasSize(2);
            assertThat(world.states()).contains("FIRING warning");
            world.run(10);
            assertThat(world.inbox.lines).containsExactly("11 FIRING warning b", "100 FIRING warning a");
            assertThat(world.watch.silences()).isEmpty();
        }
    }

    @Test
    void whatBeganAndEndedInASilenceIsNotToldAndAnEndInOneIsToldAfterIt() {
        try (World world = world(setup -> setup.rule(cpu()).notices(seconds(10), Duration.ofHours(4)))) {
            world.values.host("a", second -> second < 50 ? 85.0 : 0.0);
            world.values.host("b", second -> second > 30 && second < 50 ? 85.0 : 0.0);
            world.run(20);
            Silence silence = world.watch.silence(
                    List.of(Matcher.like("host", ".+")), world.now, world.now.plusSeconds(1_000), "ada", "");
            world.run(100);
            assertThat(world.inbox.lines).containsExactly("11 FIRING warning a");
            assertThat(world.watch.unsilence(silence.id())).isTrue();
            assertThat(world.watch.unsilence(silence.id())).isFalse();
            world.run(5);
            assertThat(world.inbox.lines).containsExactly("11 FIRING warning a", "121 RESOLVED warning a");
        }
    }

    @Test
    void pointsThatStopFireAnAbsenceRuleAndSoDoPointsThatNeverCame() {
        AlertRule rule = AlertRule.absent("gone", "cpu", seconds(60), "critical")
                .where(Matcher.is("host", "a"))
                .every(seconds(1))
                .build();
        try (World world = world(setup -> setup.rule(rule).notices(seconds(10), Duration.ofHours(4)))) {
            world.run(70);
            assertThat(world.inbox.lines).containsExactly("60 FIRING critical a");
            world.values.host("a", second -> 1.0);
            world.run(30);
            assertThat(world.inbox.lines).containsExactly("60 FIRING critical a", "71 RESOLVED critical a");
            world.values.hosts.clear();
            world.run(80);
            assertThat(world.inbox.lines).hasSize(3).last().isEqualTo("156 FIRING critical a");
        }
    }

    @Test
    void aSourceThatFailsLeavesAlertsAsTheyAre() {
        try (World world = world(setup -> setup.rule(cpu()).notices(seconds(10), Duration.ofHours(4)))) {
            world.values.host("a", second -> 85.0);
            world.run(20);
            world.values.fails = new IllegalStateException("the cloud is down");
            world.run(600);
            assertThat(world.watch.alerts()).hasSize(1);
            assertThat(world.inbox.lines).containsExactly("11 FIRING warning a");
            world.values.fails = null;
            world.values.host("a", second -> 10.0);
            world.run(10);
            assertThat(world.watch.alerts()).isEmpty();
            assertThat(world.inbox.lines).hasSize(2);
        }
    }

    @Test
    void aSubjectWithoutPointsResolves() {
        try (World world = world(setup -> setup.rule(cpu()).notices(seconds(10), Duration.ofHours(4)))) {
            world.values.host("a", second -> 85.0);
            world.run(20);
            world.values.hosts.clear();
            world.run(60);
            assertThat(world.inbox.lines).containsExactly("11 FIRING warning a", "46 RESOLVED warning a");
        }
    }

    @Test
    void theNextNoticeOfAnAlertWaitsForTheOneBeforeAndKeepsItsKey() {
        try (World world = world(setup -> setup.rule(cpu()).notices(seconds(10), Duration.ofHours(4)))) {
            world.values.host("a", second -> second < 30 ? 85.0 : 0.0);
            world.inbox.fails = Delivery.retry("503");
            world.run(60);
            assertThat(world.inbox.attempts)
                    .as("1, 2, 4, 8 and 16 seconds, more or less")
                    .isBetween(4, 7);
            assertThat(world.watch.waitingNotices()).isEqualTo(2);
            world.inbox.fails = null;
            world.run(60);
            assertThat(world.inbox.taken)
                    .extracting(Notice::status)
                    .containsExactly(AlertStatus.FIRING, AlertStatus.RESOLVED);
            assertThat(world.watch.waitingNotices()).isZero();
        }
    }

    @Test
    void aNoticeThatIsRefusedIsKeptAndCanBeSentOnceMore() {
        try (World world = world(setup -> setup.rule(cpu()))) {
            world.values.host("a", second -> 85.0);
            world.inbox.fails = Delivery.refused("410 Gone");
            world.run(20);
            Notice lost = world.watch.undelivered().get(0);
            assertThat(world.inbox.attempts).isEqualTo(1);
            world.inbox.fails = null;
            assertThat(world.watch.retry(lost.id())).isTrue();
            world.run(1);
            assertThat(world.inbox.taken).containsExactly(lost);
            assertThat(world.watch.retry(lost.id())).isFalse();
        }
    }

    @Test
    void anAnomalyIsHeardOnceAndCanBeARule() {
        AlertRule rule =
                AlertRule.anomaly("odd", "cpu", "warning").every(seconds(1)).build();
        try (World world = world(setup -> setup.rule(rule))) {
            Random random = new Random(1);
            world.values.host("a", second -> 50 + random.nextGaussian() + (second >= 1_000 && second < 1_005 ? 60 : 0));
            world.run(1_300);
            assertThat(world.anomalies).singleElement().satisfies(anomaly -> {
                assertThat(anomaly.metric()).isEqualTo("cpu");
                assertThat(anomaly.labels()).containsEntry("host", "a");
                assertThat(anomaly.verdict().cause()).isEqualTo(Cause.SPIKE);
            });
            assertThat(world.states()).containsExactly("FIRING warning");
            world.run(100);
            assertThat(world.states()).containsExactly("FIRING warning", "RESOLVED warning");
        }
    }

    @Test
    void rulesComeAndGoWhileItRuns() {
        try (World world = world(setup -> setup.notices(seconds(10), Duration.ofHours(4)))) {
            world.values.host("a", second -> 85.0);
            world.run(10);
            assertThat(world.values.reads).as("nobody asks for a metric").isZero();
            world.watch.add(cpu());
            assertThatThrownBy(() -> world.watch.add(cpu())).hasMessageContaining("cpu high");
            world.run(30);
            assertThat(world.watch.remove("cpu high")).isTrue();
            assertThat(world.watch.remove("cpu high")).isFalse();
            world.run(10);
            assertThat(world.inbox.lines).containsExactly("21 FIRING warning a", "41 RESOLVED warning a");
        }
    }

    @Test
    void pushedPointsCountAsThoseOfASource() {
        try (World world = world(setup -> setup.rule(cpu()))) {
            for (int i = 0; i < 20; i++) {
                world.watch.push(
                        "app",
                        Series.named("cpu", "%")
                                .label("host", "p")
                                .add(world.now.toEpochMilli(), 85)
                                .build());
                world.run(1);
            }
            assertThat(world.inbox.lines).containsExactly("11 FIRING warning p");
        }
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        try (World world = world(setup -> setup.rule(cpu()))) {
            world.watch.onAlert(alert -> {
                throw new IllegalStateException("mine");
            });
            world.values.host("a", second -> 85.0);
            world.run(20);
            assertThat(world.inbox.lines).hasSize(1);
        }
    }

    @Test
    void aMachineThatSleptNeitherResolvesNorCallsAgain() {
        try (World world = world(setup -> setup.rule(cpu()).notices(seconds(10), Duration.ofDays(4)))) {
            world.values.host("a", second -> 85.0);
            world.run(60);
            world.now = world.now.plus(Duration.ofHours(10));
            world.run(60);
            world.now = world.now.minus(Duration.ofHours(12));
            world.run(200);
            assertThat(world.states()).containsExactly("PENDING warning", "FIRING warning");
            assertThat(world.inbox.lines).hasSize(1);
        }
    }

    @Test
    void seriesBeyondTheMostAreRefused() {
        try (World world = world(setup -> setup.rule(cpu()).most(10, 5))) {
            for (int i = 0; i < 50; i++) {
                world.values.host("h" + i, second -> 85.0);
            }
            world.run(30);
            assertThat(world.watch.alerts()).hasSize(10);
        }
    }

    @Test
    void theClockOfNoticesIsTheOneGiven() {
        try (World world = world(setup -> setup.rule(cpu()))) {
            world.values.host("a", second -> 85.0);
            world.run(20);
            assertThat(world.inbox.taken.get(0).created()).isEqualTo(Instant.parse("2026-11-20T10:00:11Z"));
        }
    }
}
