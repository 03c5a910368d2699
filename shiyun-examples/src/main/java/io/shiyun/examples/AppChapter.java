package io.shiyun.examples;

import io.shiyun.AppSpec;
import io.shiyun.Release;
import io.shiyun.model.App;
import io.shiyun.model.Endpoint;
import io.shiyun.spi.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A service of ours as three processes behind one socket: deployed, measured, wounded, healed and rolled. */
final class AppChapter {
    private static final int ORDERS_A_SECOND = 200;
    private static final Duration HEALED_WITHIN = Duration.ofSeconds(20);

    private AppChapter() {}

    static void play(Stage stage) throws Exception {
        Screen screen = stage.screen();
        screen.chapter("Deploy an app: three processes behind one socket");
        Release first = stage.shiyun().apps().deploy(shop("1"));
        App app = first.app().orElseThrow();
        Endpoint at = app.endpoints().get(0);
        Expect.that(app.settled() && app.ready() == 3, "three replicas should serve, but it is %s", app);
        screen.line(
                "shop answers at %s with %d replicas after %.1f s", at.authority(), app.ready(), seconds(first.took()));

        try (Load load = Load.start(at.host(), at.port(), ORDERS_A_SECOND)) {
            screen.chapter("Put load on it: " + ORDERS_A_SECOND + " orders a second, nothing tried twice");
            TimeUnit.SECONDS.sleep(2);
            Expect.that(
                    load.answered() > ORDERS_A_SECOND && load.failed() == 0,
                    "%d orders failed: %s",
                    load.failed(),
                    load.failures());
            screen.line(
                    "%d orders answered, 0 failed, the slowest in %d ms",
                    load.answered(), load.slowest().toMillis());

            metrics(stage);
            AlertChapter.play(stage);
            heal(stage, at, load);
            roll(stage, load);
        }
    }

    private static AppSpec shop(String version) {
        return ShopApp.version(version).on("here");
    }

    private static void metrics(Stage stage) throws InterruptedException {
        stage.screen().chapter("Watch its metrics");
        Instant now = Instant.now();
        MetricQuery memory = MetricQuery.builder("app.memory", now.minusSeconds(60), now.plusSeconds(1))
                .step(Duration.ofSeconds(1))
                .build();
        var series = stage.shiyun().metrics().query(memory).items();
        Expect.that(series.size() == 3, "three replicas should be measured, but the series are %s", series);
        series.forEach(each -> stage.screen()
                .line(
                        "%s uses %.0f MiB",
                        each.labels().getOrDefault("replica", "?"), each.value(each.size() - 1) / (1 << 20)));
    }

    private static void heal(Stage stage, Endpoint at, Load load) throws Exception {
        Screen screen = stage.screen();
        screen.chapter("Lose a replica: SIGKILL, under load");
        int failedBefore = load.failed();
        long pid = ShopClient.pidOfOne(at);
        long killed = System.nanoTime();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        while (stage.shiyun().apps().get(stage.app()).ready() == 3) {
            Expect.that(System.nanoTime() - killed < HEALED_WITHIN.toNanos(), "nobody noticed that %d was killed", pid);
            TimeUnit.MILLISECONDS.sleep(5);
        }
        while (stage.shiyun().apps().get(stage.app()).ready() < 3) {
            screen.progress("two replicas carry the load");
            Expect.that(
                    System.nanoTime() - killed < HEALED_WITHIN.toNanos(),
                    "the app was not healed within %s",
                    HEALED_WITHIN);
            TimeUnit.MILLISECONDS.sleep(20);
        }
        Duration healed = Duration.ofNanos(System.nanoTime() - killed);
        TimeUnit.SECONDS.sleep(1);
        int lost = load.failed() - failedBefore;
        screen.line(
                "process %d was killed; healed after %.2f s; %d requests failed with it", pid, seconds(healed), lost);
        Expect.that(lost <= 20, "more failed than can have been in flight on one replica: %s", load.failures());
    }

    private static void roll(Stage stage, Load load) throws InterruptedException {
        Screen screen = stage.screen();
        screen.chapter("Roll to a new version, under load");
        int failedBefore = load.failed();
        int answeredBefore = load.answered();
        Release second = stage.shiyun().apps().deploy(shop("2"));
        TimeUnit.SECONDS.sleep(1);
        int failed = load.failed() - failedBefore;
        screen.line(
                "version 2 serves after %.1f s; %d orders answered meanwhile, %d failed",
                seconds(second.took()), load.answered() - answeredBefore, failed);
        screen.line("answers by version: %s", load.versions());
        Expect.that(failed == 0, "%d orders failed in the roll: %s", failed, load.failures());
        Expect.that(load.versions().containsKey("2"), "no order was answered by version 2: %s", load.versions());
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
