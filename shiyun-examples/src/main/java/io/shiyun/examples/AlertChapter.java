package io.shiyun.examples;

import io.shiyun.watch.AlertRule;
import io.shiyun.watch.WatchSpec;
import io.shiyun.watch.WebhookNotifier;
import java.time.Duration;

/** A rule that fires, and a webhook that hears of it. */
final class AlertChapter {
    private static final Duration SOON = Duration.ofSeconds(15);

    private AlertChapter() {}

    /** Returns what is watched: any connection to the app fires, so that there is something to see. */
    static WatchSpec watching(WebhookReceiver webhook) {
        return telling(webhook)
                .rule(AlertRule.named("shop-is-busy")
                        .metric("app.connections")
                        .above()
                        .grade("warning", 0, Duration.ZERO)
                        .every(Duration.ofMillis(500))
                        .annotation("summary", "the shop has customers")
                        .build())
                .build();
    }

    /** Begins a watch that looks often and tells the webhook at once. */
    static WatchSpec.Builder telling(WebhookReceiver webhook) {
        return WatchSpec.builder()
                .rhythm(Duration.ofMillis(200), Duration.ofMillis(500))
                .notices(Duration.ZERO, Duration.ofMinutes(5))
                .notifier(WebhookNotifier.to("example", webhook.address().toString())
                        .allowLoopback()
                        .build());
    }

    static void play(Stage stage) throws InterruptedException {
        stage.screen().chapter("Get an alert on a webhook");
        stage.screen().progress("waiting for the webhook");
        String message = stage.webhook().next(SOON).orElse("");
        Expect.that(!message.isEmpty(), "no alert came within %s", SOON);
        Expect.that(
                message.contains("shop-is-busy") && message.contains("shop"),
                "the webhook got something else: %s",
                message);
        stage.screen().line("the webhook got: %.160s", message);
    }
}
