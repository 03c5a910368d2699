package io.shiyun.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shiyun.AppSpec;
import io.shiyun.HostSpec;
import io.shiyun.Placement;
import io.shiyun.Shiyun;
import io.shiyun.metrics.Series;
import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Host;
import io.shiyun.watch.AlertRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is opened is given back: threads, descriptors and processes, however often. */
class LeakTest {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    /** Threads that the JDK keeps for a while: those that wait for processes, and those of virtual threads. */
    private static final List<String> JDK_OWN =
            List.of("process reaper", "ForkJoinPool", "VirtualThread-", "MasterPoller");

    private static final int ROUNDS = 30;
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void openingUsingAndClosingLeavesNoThreadDescriptorOrProcess() throws Exception {
        assumeTrue(
                Files.isDirectory(DESCRIPTORS), "SKIPPED: no " + DESCRIPTORS + " here, so leaks were not looked for");
        try (WebhookReceiver webhook = new WebhookReceiver()) {
            AppSpec app = AppSpec.named("clock").on("here").command("sleep", "600");
            for (int round = 0; round < 2; round++) {
                use(webhook, app, round);
            }
            Level before = Level.now();

            for (int round = 0; round < ROUNDS; round++) {
                use(webhook, app, round);
            }

            Level after = Level.now();
            for (long end = System.nanoTime() + SOON.toNanos(); !after.isWithin(before) && System.nanoTime() < end; ) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                after = Level.now();
            }
            assertThat(after.isWithin(before)).as("%s was %s", after, before).isTrue();
            assertThat(after.processes).isEmpty();
        }
    }

    /** Even rounds leave an app behind that runs on, odd ones find and delete it. */
    private void use(WebhookReceiver webhook, AppSpec app, int round) throws InterruptedException {
        try (Shiyun shiyun = Shiyun.builder()
                .cloud("here", "local")
                .cloud("far", "sim")
                .watch(AlertChapter.telling(webhook)
                        .rule(AlertRule.named("round-is-even")
                                .metric("round")
                                .grade("even", 0, Duration.ZERO)
                                .every(Duration.ofMillis(100))
                                .build())
                        .build())
                .store(folder.resolve("shiyun.db"))
                .build()) {
            HostSpec spec =
                    HostSpec.named("box").atLeast(Cpu.vcpus(1), Bytes.gib(1)).image("empty");
            for (String cloud : new String[] {"here", "far"}) {
                Host host = shiyun.hosts().create(spec, Placement.first(cloud));
                shiyun.hosts().delete(host.id());
            }
            if (round % 2 == 0) {
                shiyun.apps().deploy(app);
            } else {
                shiyun.apps().delete(shiyun.apps().id(app));
            }
            assertThat(shiyun.hosts().list().items()).isEmpty();
            shiyun.watch()
                    .push(
                            "test",
                            Series.named("round", "")
                                    .add(System.currentTimeMillis(), round % 2 == 0 ? 1 : -1)
                                    .build());
            assertThat(webhook.next(SOON)).as("what fires or is over").isPresent();
        }
    }

    /** What this process holds. */
    private record Level(List<String> threads, List<String> descriptors, List<String> processes) {
        static Level now() throws IOException {
            List<String> threads = Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> JDK_OWN.stream().noneMatch(name::startsWith))
                    .sorted()
                    .toList();
            List<String> descriptors = new ArrayList<>();
            try (Stream<Path> all = Files.list(DESCRIPTORS)) {
                all.map(Level::target)
                        .filter(target -> !target.endsWith(".jar")) // opened when a class is first needed
                        .sorted()
                        .forEach(descriptors::add);
            }
            List<String> processes = ProcessHandle.current()
                    .descendants()
                    .map(process -> process.pid() + " " + process.info())
                    .toList();
            return new Level(threads, descriptors, processes);
        }

        private static String target(Path descriptor) {
            try {
                return Files.readSymbolicLink(descriptor).toString();
            } catch (IOException closedMeanwhile) {
                return "closed";
            }
        }

        boolean isWithin(Level other) {
            return threads.size() <= other.threads.size()
                    && descriptors.size() <= other.descriptors.size()
                    && processes.size() <= other.processes.size();
        }
    }
}
