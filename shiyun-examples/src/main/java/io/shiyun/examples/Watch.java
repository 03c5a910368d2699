package io.shiyun.examples;

import io.shiyun.Shiyun;
import io.shiyun.metrics.Series;
import io.shiyun.watch.Alert;
import io.shiyun.watch.AlertRule;
import io.shiyun.watch.Matcher;
import io.shiyun.watch.Silence;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A rule of two grades over a metric of one's own, a webhook that is told, and a silence in which it is not. */
public final class Watch {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofSeconds(2);

    private Watch() {}

    /** Runs it; ends with the line {@code watch: OK}, or with exit code 1 and the reason. */
    public static void main(String[] args) throws Exception {
        Example.run("watch", Watch::play);
    }

    private static void play(Screen screen, Path folder) throws Exception {
        AlertRule rule = AlertRule.named("queue-is-long")
                .metric("queue.length")
                .above()
                .grade("warning", 10, Duration.ZERO)
                .grade("critical", 100, Duration.ZERO)
                .every(Duration.ofMillis(100))
                .annotation("summary", "orders wait")
                .build();
        try (WebhookReceiver webhook = new WebhookReceiver();
                Shiyun shiyun = Shiyun.builder()
                        .cloud("here", "local")
                        .store(folder.resolve("shiyun.db"))
                        .watch(AlertChapter.telling(webhook).rule(rule).build())
                        .build()) {
            screen.chapter("Eleven orders wait: a warning");
            measure(shiyun, 11);
            told(screen, webhook, "\"level\":\"warning\"");

            screen.chapter("A hundred and one wait: it is critical");
            measure(shiyun, 101);
            told(screen, webhook, "\"level\":\"critical\"");

            screen.chapter("Nobody waits: it is over");
            measure(shiyun, 0);
            told(screen, webhook, "\"status\":\"resolved\"");

            screen.chapter("Somebody works on it, and asks for silence");
            Instant now = Instant.now();
            Silence silence = shiyun.watch()
                    .silence(
                            List.of(Matcher.is("queue", "orders")),
                            now,
                            now.plus(Duration.ofHours(1)),
                            "ana",
                            "the queue is being moved");
            measure(shiyun, 12);
            Optional<String> heard = webhook.next(QUIET);
            Expect.that(heard.isEmpty(), "nothing should be told in a silence: %s", heard);
            List<Alert> alerts = shiyun.watch().alerts();
            Expect.that(alerts.size() == 1, "one alert should fire unheard: %s", alerts);
            screen.line("the webhook heard nothing, and yet: %s", alerts.get(0).words());

            screen.chapter("The silence is over: what still fires is told");
            Expect.that(shiyun.watch().unsilence(silence.id()), "the silence is not known: %s", silence);
            told(screen, webhook, "\"level\":\"warning\"");
        }
    }

    private static void measure(Shiyun shiyun, double waiting) {
        Series queue = Series.named("queue.length", "orders")
                .label("queue", "orders")
                .add(System.currentTimeMillis(), waiting)
                .build();
        Expect.that(shiyun.watch().push("shop", queue), "the measurement was dropped");
    }

    private static void told(Screen screen, WebhookReceiver webhook, String expected) throws InterruptedException {
        String message = webhook.next(SOON).orElse("nothing");
        Expect.that(message.contains(expected), "the webhook should have got %s, but got %s", expected, message);
        screen.line("the webhook got, among more: %s", expected);
    }
}
