package io.shiyun.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
    private static final RestartPolicy QUICK =
            new RestartPolicy(Duration.ofMillis(1), Duration.ofMillis(5), 2, Duration.ofMinutes(1), 3);

    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);
    private final BlockingQueue<Supervised> started = new LinkedBlockingQueue<>();
    private final BlockingQueue<OptionalInt> exits = new LinkedBlockingQueue<>();
    private final BlockingQueue<RestartPolicy.Decision> decisions = new LinkedBlockingQueue<>();
    private final Supervisor.Listener listener = new Supervisor.Listener() {
        @Override
        public void started(Supervised process) {
            started.add(process);
        }

        @Override
        public void exited(Supervised process, OptionalInt exitCode, RestartPolicy.Decision next) {
            exits.add(exitCode);
            decisions.add(next);
        }
    };

    @TempDir
    Path folder;

    @AfterEach
    void shutDown() {
        scheduler.shutdownNow();
    }

    private Supervisor supervise(String... command) {
        return Supervisor.start(
                () -> Launcher.launch(Programs.order(folder, command).build()),
                QUICK,
                scheduler,
                scheduler,
                System::nanoTime,
                listener);
    }

    @Test
    void aKilledProcessIsStartedAgainAndAStoppedOneIsNot() throws Exception {
        Supervisor supervisor = supervise("sleep", "60");
        Supervised first = started.poll(20, TimeUnit.SECONDS);
        first.end(Duration.ZERO);
        Supervised second = started.poll(20, TimeUnit.SECONDS);
        assertThat(second.identity()).isNotEqualTo(first.identity());
        assertThat(second.alive()).isTrue();
        assertThat(exits.poll()).isEqualTo(OptionalInt.of(137));
        supervisor.stop(Duration.ofSeconds(5));
        assertThat(second.alive()).isFalse();
        assertThat(supervisor.current()).isEmpty();
        assertThat(exits).isEmpty();
    }

    @Test
    void aProcessThatEndsAtOnceAgainAndAgainIsACrashLoop() throws Exception {
        Supervisor supervisor = supervise("sh", "-c", "exit 7");
        try {
            for (int n = 1; n <= 3; n++) {
                RestartPolicy.Decision decision = decisions.poll(20, TimeUnit.SECONDS);
                assertThat(decision.fastExits()).isEqualTo(n);
                assertThat(decision.crashLoop()).isEqualTo(n == 3);
            }
            assertThat(exits.poll()).isEqualTo(OptionalInt.of(7));
        } finally {
            supervisor.stop(Duration.ZERO);
        }
    }

    @Test
    void theEndOfAnAdoptedProcessIsNoticed() throws Exception {
        ManagedProcess foreign =
                Launcher.launch(Programs.order(folder, "sleep", "60").build());
        Supervisor supervisor = Supervisor.adopt(
                ManagedProcess.adopted(foreign.identity(), foreign.marker()),
                () -> Launcher.launch(Programs.order(folder, "sleep", "60").build()),
                QUICK,
                scheduler,
                scheduler,
                System::nanoTime,
                listener);
        assertThat(started.poll().identity()).isEqualTo(foreign.identity());
        Ender.kill(foreign.identity(), foreign.marker());
        Supervised next = started.poll(20, TimeUnit.SECONDS);
        assertThat(next.alive()).isTrue();
        assertThat(exits.poll()).isEqualTo(OptionalInt.empty());
        supervisor.stop(Duration.ZERO);
        assertThat(next.alive()).isFalse();
    }

    @Test
    void aFirstStartThatFailsIsTheCallersToHear() {
        assertThatThrownBy(() -> supervise("no-such-command")).hasMessageContaining("no-such-command");
    }

    @Test
    void closingLeavesTheProcessAlone() {
        Supervisor supervisor = supervise("sleep", "60");
        Supervised process = supervisor.current().orElseThrow();
        supervisor.close();
        assertThat(process.alive()).isTrue();
        process.end(Duration.ZERO);
        assertThat(started).hasSize(1);
    }
}
