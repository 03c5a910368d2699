package io.shiyun.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdentityTest {
    @TempDir
    Path folder;

    @Test
    void thisProcessIsAliveAndKeepsItsIdentity() {
        ProcessIdentity self = ProcessIdentity.self();
        assertThat(self.alive()).isTrue();
        assertThat(ProcessIdentity.self()).isEqualTo(self);
        assertThat(ProcessIdentity.parse(self.encode())).contains(self);
        assertThat(ProcessIdentity.parse("12:x:y")).isEmpty();
        assertThat(ProcessIdentity.parse("")).isEmpty();
    }

    @Test
    void theSameNumberWithAnotherStartOrBootIsSomebodyElse() {
        ProcessIdentity self = ProcessIdentity.self();
        assertThat(new ProcessIdentity(self.pid(), self.start() - 1, self.bootId()).alive())
                .isFalse();
        assertThat(new ProcessIdentity(self.pid(), self.start(), "another-boot").alive())
                .isFalse();
    }

    @Test
    void aNumberGivenToAStrangerIsNeverSignalled() {
        ManagedProcess stranger =
                Launcher.launch(Programs.order(folder, "sleep", "60").build());
        ProcessIdentity old = new ProcessIdentity(
                stranger.identity().pid(),
                stranger.identity().start() - 100,
                stranger.identity().bootId());
        Ender.EndReport report = Ender.end(old, Programs.marker(), Duration.ofMillis(50));
        assertThat(report.wasAlive()).isFalse();
        assertThat(stranger.alive()).isTrue();
        Ender.kill(stranger.identity(), stranger.marker());
        assertThat(stranger.alive()).isFalse();
    }

    @Test
    void aZombieIsDead() throws Exception {
        // The shell replaces itself by sleep, which collects nobody, and only then may its child end.
        String script = "sh -c 'while [ ! -e go ]; do sleep 0.01; done' & echo $! > child; exec sleep 60";
        ManagedProcess parent =
                Launcher.launch(Programs.order(folder, "sh", "-c", script).build());
        try {
            Path name = Path.of("/proc", Long.toString(parent.identity().pid()), "comm");
            Programs.until(
                    "the shell is replaced",
                    () -> ProcFs.read(name).filter("sleep\n"::equals).isPresent());
            Files.createFile(folder.resolve("go"));
            Programs.until(
                    "the child is a zombie",
                    () -> ProcFs.read(folder.resolve("child"))
                            .map(String::strip)
                            .filter(text -> !text.isEmpty())
                            .flatMap(pid -> ProcFs.stat(Long.parseLong(pid)))
                            .filter(stat -> stat.state() == 'Z')
                            .isPresent());
            long pid = Long.parseLong(
                    ProcFs.read(folder.resolve("child")).orElseThrow().strip());
            ProcessIdentity zombie = ProcessIdentity.of(pid).orElseThrow();
            assertThat(zombie.listed()).isTrue();
            assertThat(zombie.alive()).isFalse();
        } finally {
            Ender.kill(parent.identity(), parent.marker());
        }
    }

    @Test
    void aCommandNameWithBlanksAndParenthesesIsParsedFromTheLastOne() {
        String fields = "S 1 42 42 0 -1 4194560 1 0 0 0 7 5 0 0 20 0 1 0 12345 100 10";
        ProcStat stat = ProcStat.parse("42 (a) Z (b) " + fields).orElseThrow();
        assertThat(stat.state()).isEqualTo('S');
        assertThat(stat.parent()).isEqualTo(1);
        assertThat(stat.session()).isEqualTo(42);
        assertThat(stat.cpuTicks()).isEqualTo(12);
        assertThat(stat.startTicks()).isEqualTo(12345);
        assertThat(ProcStat.parse("42 (cut")).isEmpty();
        assertThat(ProcStat.parse("42 (a) " + fields.replaceFirst("S", "Z"))
                        .orElseThrow()
                        .dead())
                .isTrue();
        // A first thread that has ended while another of the process still runs.
        assertThat(ProcStat.parse("42 (a) " + fields.replaceFirst("S", "Z").replace(" 20 0 1 ", " 20 0 2 "))
                        .orElseThrow()
                        .dead())
                .isFalse();
    }
}
