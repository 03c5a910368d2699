package io.shiyun.watch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.metrics.Comparison;
import io.shiyun.watch.Alert;
import io.shiyun.watch.AlertRule;
import io.shiyun.watch.AlertStatus;
import io.shiyun.watch.Limit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchAheadTest {
    private static final Pattern WORDS =
            Pattern.compile("reaches 100 likely at (\\S+) \\(in \\d+ min\\), earliest at (\\S+) \\(in \\d+ min\\), "
                    + "latest (?:at|after) (\\S+) \\(in \\d+ (?:min|h)\\)");
    private static final int FULL = 3_000;

    @TempDir
    Path folder;

    private World world(Comparison side, double limit) {
        AlertRule rule = AlertRule.ahead("full soon", "cpu", side, limit, Duration.ofMinutes(10), "warning")
                .build();
        return new World(folder.resolve("shiyun.db"), setup -> setup.rule(rule));
    }

    private static double filling(long second) {
        return Math.min(100, 10 + 90.0 * second / FULL);
    }

    private static double noise(Random random, double value) {
        return value + 0.2 * random.nextGaussian();
    }

    @Test
    void whatFillsRaisesTheAlertBeforeItIsFullAndWhatIsSteadyDoesNot() {
        Random random = new Random(1);
        try (World world = world(Comparison.AT_LEAST, 100)) {
            world.values.host("fills", second -> noise(random, filling(second)));
            world.values.host("steady", second -> noise(random, 80));
            world.values.host("falls", second -> noise(random, 95 - second / 100.0));
            world.run(FULL - 60);
            Alert alert = world.heard.get(0);
            assertThat(world.states()).containsExactly("FIRING warning");
            assertThat(alert.labels()).containsEntry("host", "fills").containsEntry("alertname", "full soon");
            assertThat(alert.at())
                    .as("about ten minutes before")
                    .isBetween(World.START.plusSeconds(FULL - 900), World.START.plusSeconds(FULL - 300));
            Matcher words = WORDS.matcher(alert.annotations().getOrDefault("forecast", ""));
            assertThat(words.matches()).as(alert.annotations().toString()).isTrue();
            Instant likely = Instant.parse(words.group(1));
            assertThat(likely).isBetween(Instant.parse(words.group(2)), Instant.parse(words.group(3)));
            assertThat(likely).isBetween(World.START.plusSeconds(FULL - 300), World.START.plusSeconds(FULL + 300));
            assertThat(alert.value())
                    .isBetween(
                            Duration.between(alert.at(), likely).toMillis() / 1000.0,
                            Duration.between(alert.at(), likely).toMillis() / 1000.0 + 1);
        }
    }

    @Test
    void whatIsFullStaysAndWhatIsEmptiedResolves() {
        Random random = new Random(2);
        try (World world = world(Comparison.AT_LEAST, 100)) {
            world.values.host("disk", second -> second < FULL + 2_000 ? filling(second) : noise(random, 20));
            world.run(FULL + 1_900);
            assertThat(world.states()).containsExactly("FIRING warning");
            assertThat(world.watch.alerts()).singleElement().satisfies(alert -> {
                assertThat(alert.value()).isZero();
                assertThat(alert.annotations()).containsEntry("forecast", "has reached 100 and is at 100");
            });
            world.run(1_500);
            assertThat(world.states()).containsExactly("FIRING warning", "RESOLVED warning");
            assertThat(world.heard.get(1).annotations().get("forecast"))
                    .startsWith("is at ")
                    .contains("not expected to reach 100 before ");
        }
    }

    @Test
    void aLimitMayBeReachedFromAbove() {
        Random random = new Random(3);
        try (World world = world(Comparison.AT_MOST, 0)) {
            world.values.host("free", second -> noise(random, 100 - filling(second)));
            world.values.host("rises", second -> noise(random, 5 + second / 100.0));
            world.run(FULL - 60);
            assertThat(world.states()).containsExactly("FIRING warning");
            assertThat(world.heard.get(0).labels()).containsEntry("host", "free");
        }
    }

    @Test
    void anAlertThatWasRestoredWaitsUntilTheForecasterHasLearntAnew() {
        Random random = new Random(4);
        AlertRule rule = AlertRule.ahead(
                        "full soon", "cpu", Comparison.AT_LEAST, 100, Duration.ofMinutes(20), "warning")
                .build();
        try (World world = new World(
                folder.resolve("shiyun.db"),
                setup -> setup.rule(rule).outage(Duration.ofHours(1), Duration.ofSeconds(10)))) {
            world.values.host("disk", second -> noise(random, filling(second * 3 / 4)));
            world.run(FULL + 100);
            assertThat(world.states()).containsExactly("FIRING warning");
            world.forgetLearnt().restart(5);
            world.run(700);
            assertThat(world.states()).containsExactly("FIRING warning");
            assertThat(world.watch.alerts())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.status()).isEqualTo(AlertStatus.FIRING));
        }
    }

    @Test
    void aRestoredAlertEndsWhenNothingCanBeSaidForAsLongAsItsDuration() {
        Random random = new Random(5);
        try (World world = world(Comparison.AT_LEAST, 100)) {
            world.values.host("disk", second -> noise(random, Math.min(85, filling(second))));
            world.run(2_480);
            assertThat(world.states()).containsExactly("FIRING warning");
            world.forgetLearnt().restart(5);
            world.run(1_200);
            assertThat(world.states()).containsExactly("FIRING warning", "RESOLVED warning");
        }
    }

    @Test
    void anAlertAheadEndsWhenItsPointsStopComing() {
        Random random = new Random(6);
        try (World world = world(Comparison.AT_LEAST, 100)) {
            world.values.host("disk", second -> noise(random, filling(second)));
            world.run(2_700);
            assertThat(world.states()).containsExactly("FIRING warning");
            world.values.hosts.clear();
            world.run(600 - 60);
            assertThat(world.states()).as("one late point ends nothing").containsExactly("FIRING warning");
            world.run(120 + 300 + 60);
            assertThat(world.states())
                    .as("nobody knows any more what the disk holds")
                    .containsExactly("FIRING warning", "RESOLVED warning");
            world.run(900);
            assertThat(world.states()).hasSize(2);
        }
    }

    @Test
    void aRestoredAlertWithoutPointsWaitsForTheGraceAndNotForItsDuration() {
        Random random = new Random(4);
        AlertRule rule = AlertRule.ahead("full soon", "cpu", Comparison.AT_LEAST, 100, Duration.ofHours(6), "warning")
                .build();
        try (World world = new World(folder.resolve("shiyun.db"), setup -> setup.rule(rule))) {
            world.values.host("disk", second -> noise(random, filling(second)));
            world.run(2_700);
            assertThat(world.watch.alerts()).hasSize(1);
            world.values.hosts.clear();
            world.restart(5);
            world.run(590);
            assertThat(world.watch.alerts()).as("within the grace").hasSize(1);
            world.run(10 + 300 + 70);
            assertThat(world.watch.alerts()).isEmpty();
        }
    }

    @Test
    void noMoreForecastersAreHeldThanAllowed() {
        Forecasters forecasters = new Forecasters(2);
        Limit limit = new Limit(Comparison.AT_LEAST, 1);
        long time = 1_000;
        for (int host : new int[] {0, 1, 0, 2}) {
            forecasters.feed(host(host), time++, 2, 0);
        }
        assertThat(forecasters.foresee(host(0), limit, 1_000, 60)).isPresent();
        assertThat(forecasters.foresee(host(1), limit, 1_000, 60))
                .as("fed least recently")
                .isEmpty();
        assertThat(forecasters.foresee(host(2), limit, 1_000, 60)).isPresent();
        forecasters.forget(host(2));
        assertThat(forecasters.foresee(host(2), limit, 1_000, 60)).isEmpty();
    }

    @Test
    void theLeastRecentlyFedLeavesHoweverOftenItIsLookedAt() {
        Forecasters forecasters = new Forecasters(2);
        Detectors detectors = new Detectors(2);
        Limit limit = new Limit(Comparison.AT_LEAST, 1);
        for (int host = 0; host < 3; host++) {
            forecasters.feed(host(host), 1_000, 2, 0);
            detectors.feed(host(host), 1_000, 2, 0);
            forecasters.foresee(host(0), limit, 1_000, 60);
            detectors.latest(host(0));
        }
        assertThat(forecasters.foresee(host(0), limit, 1_000, 60)).isEmpty();
        assertThat(detectors.latest(host(0))).isEmpty();
        assertThat(forecasters.foresee(host(1), limit, 1_000, 60)).isPresent();
        assertThat(detectors.latest(host(1))).isPresent();
    }

    private static SeriesKey host(int number) {
        return new SeriesKey("disk", Map.of("host", "h" + number));
    }
}
