package io.shiyun.watch.engine;

import io.shiyun.metrics.Series;
import io.shiyun.store.Store;
import io.shiyun.watch.AlertRule;
import io.shiyun.watch.AlertStatus;
import io.shiyun.watch.WatchSpec;
import io.shiyun.watch.WebhookNotifier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A process that raises alerts as fast as it can, says each once it is written down, and is made to be killed. */
final class CrashingWatch {
    private CrashingWatch() {}

    private static boolean dead(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(ProcessHandle::isAlive)
                .isEmpty();
    }

    /** @param args the store, the webhook, the name of the round; the round {@code last} delivers what waits and ends */
    public static void main(String[] args) {
        boolean last = args[2].equals("last");
        ExecutorService threads = Executors.newCachedThreadPool();
        WatchSpec spec = WatchSpec.builder()
                .rhythm(Duration.ofMillis(10), Duration.ofSeconds(1))
                .notices(Duration.ZERO, Duration.ofHours(4))
                .notifier(WebhookNotifier.to("pager", args[1]).allowLoopback().build())
                .rule(AlertRule.named("load")
                        .metric("load")
                        .above()
                        .grade("warning", 1, Duration.ZERO)
                        .every(Duration.ofMillis(100))
                        .build())
                .build();
        try (Store store = Store.open(Path.of(args[0]));
                WatchRunner watch = WatchRunner.open(
                        store,
                        Turn.in(store, "" + ProcessHandle.current().pid(), CrashingWatch::dead),
                        InstantSource.system(),
                        threads,
                        spec)) {
            watch.onAlert(alert -> {
                if (alert.status() == AlertStatus.FIRING) {
                    System.out.println("raised " + alert.fingerprint());
                }
            });
            int number = 0;
            while (!last || watch.waitingNotices() > 0) {
                if (!last) {
                    watch.push(
                            "test",
                            Series.named("load", "1")
                                    .label("host", args[2] + "-" + ++number)
                                    .add(System.currentTimeMillis(), 2)
                                    .build());
                }
                watch.tick();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
