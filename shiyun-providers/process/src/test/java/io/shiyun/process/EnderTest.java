package io.shiyun.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnderTest {
    @TempDir
    Path folder;

    private ManagedProcess start(String script) {
        return Launcher.launch(Programs.order(folder, "sh", "-c", script)
                .log(folder.resolve("out.log"))
                .build());
    }

    private static List<ProcessScanner.Owned> family(ManagedProcess process) {
        return ProcessScanner.owned(process.marker().owner());
    }

    @Test
    void aProcessThatHeedsTheSignalEndsByItself() {
        ManagedProcess process = start("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done");
        Programs.until(
                "it is up",
                () -> ProcFs.read(folder.resolve("out.log"))
                        .filter(text -> text.contains("up"))
                        .isPresent());
        Ender.EndReport report = Ender.end(process.identity(), process.marker(), Duration.ofSeconds(20));
        assertThat(report.wasAlive()).isTrue();
        assertThat(report.remains()).isEmpty();
        assertThat(folder.resolve("out.log")).content().contains("bye");
        assertThat(family(process)).isEmpty();
    }

    @Test
    void aProcessThatIgnoresTheSignalIsKilledAfterTheGrace() {
        ManagedProcess process = start("trap '' TERM; echo up; while :; do sleep 1; done");
        Programs.until(
                "it is up",
                () -> ProcFs.read(folder.resolve("out.log"))
                        .filter(text -> text.contains("up"))
                        .isPresent());
        Ender.EndReport report = Ender.end(process.identity(), process.marker(), Duration.ofMillis(100));
        assertThat(report.forced()).isPositive();
        assertThat(process.alive()).isFalse();
        assertThat(family(process)).isEmpty();
    }

    @Test
    void descendantsWithTheirOwnSessionAndNoParentDieToo() {
        ManagedProcess process = start("(setsid sh -c 'sleep 61 & sleep 62' &) ; sleep 63");
        Programs.until("a daemon and its child run", () -> family(process).size() >= 5);
        assertThat(family(process).stream().filter(ProcessScanner.Owned::leader))
                .hasSizeGreaterThan(1);
        Ender.end(process.identity(), process.marker(), Duration.ofMillis(100));
        assertThat(family(process)).isEmpty();
    }

    @Test
    void whatADeadLeaderLeftBehindIsFoundByItsMarker() throws Exception {
        ManagedProcess process = start("setsid sleep 61 & sleep 0.1; exit 0");
        process.child().orElseThrow().waitFor();
        assertThat(family(process)).isNotEmpty();
        Ender.EndReport report = Ender.end(process.identity(), process.marker(), Duration.ofSeconds(5));
        assertThat(report.forced()).isPositive();
        assertThat(family(process)).isEmpty();
    }

    @Test
    void aDescendantWithoutTheMarkerIsFoundByItsParents() throws Exception {
        ManagedProcess process = start("env -i setsid sleep 61 & echo $! > child; wait");
        Path child = folder.resolve("child");
        Programs.until(
                "the child sleeps",
                () -> Files.exists(child)
                        && ProcFs.read(child)
                                .map(String::strip)
                                .filter(text -> !text.isEmpty())
                                .flatMap(pid -> ProcFs.stat(Long.parseLong(pid)))
                                .filter(stat -> stat.session() == stat.pid())
                                .isPresent());
        ProcessIdentity stray = ProcessIdentity.of(
                        Long.parseLong(Files.readString(child).strip()))
                .orElseThrow();
        Programs.until(
                "the marker is gone", () -> ProcessScanner.markerOf(stray).isEmpty());
        Ender.kill(process.identity(), process.marker());
        assertThat(stray.alive()).isFalse();
    }

    @Test
    void onceEndedItsPortsAreFree() throws Exception {
        for (int round = 0; round < 5; round++) {
            Path log = folder.resolve("port-" + round);
            ManagedProcess process =
                    Launcher.launch(LaunchOrder.of(Programs.java(EchoMain.class), folder, Programs.marker())
                            .log(log)
                            .build());
            Programs.until(
                    "it listens",
                    () -> ProcFs.read(log).filter(text -> text.endsWith("\n")).isPresent());
            int port = Integer.parseInt(Files.readString(log).strip());
            Ender.kill(process.identity(), process.marker());
            assertThat(PortAllocator.free(InetAddress.getLoopbackAddress(), port))
                    .isTrue();
        }
    }

    @Test
    void onlyTheOwnersProcessesAreFound() {
        ManagedProcess mine = start("sleep 60");
        ManagedProcess other = start("sleep 60");
        try {
            Programs.until("mine is found", () -> !family(mine).isEmpty());
            assertThat(family(mine))
                    .allSatisfy(found -> assertThat(found.marker()).isEqualTo(mine.marker()));
        } finally {
            Ender.kill(mine.identity(), mine.marker());
            assertThat(other.alive()).isTrue();
            Ender.kill(other.identity(), other.marker());
        }
    }
}
