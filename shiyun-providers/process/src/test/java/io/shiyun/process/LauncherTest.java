package io.shiyun.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    @TempDir
    Path folder;

    @Test
    void aCommandThatDoesNotExistIsNamedWithThePathAndNothingIsMade() {
        Path log = folder.resolve("logs/out.log");
        LaunchOrder order =
                Programs.order(folder, "no-such-command-of-ours").log(log).build();
        assertThatThrownBy(() -> Launcher.launch(order)).isInstanceOfSatisfying(ProcessException.class, problem -> {
            assertThat(problem.kind()).isEqualTo(ProcessException.Kind.COMMAND_NOT_FOUND);
            assertThat(problem).hasMessageContaining("no-such-command-of-ours").hasMessageContaining("PATH=/");
        });
        assertThat(log.getParent()).doesNotExist();
    }

    @Test
    void aFileThatIsNotExecutableIsNamed() throws Exception {
        Files.writeString(folder.resolve("plain"), "x");
        assertThatThrownBy(
                        () -> Launcher.check(Programs.order(folder, "./plain").build()))
                .hasMessageContaining(folder.resolve("plain").toString())
                .hasMessageContaining("not an executable file");
        assertThatThrownBy(
                        () -> Launcher.check(Programs.order(folder, "./missing").build()))
                .hasMessageContaining("missing");
    }

    @Test
    void aProcessSeesOnlyTheAllowedEnvironmentAndItsMarker() throws Exception {
        Path log = folder.resolve("env.log");
        LaunchOrder order = Programs.order(folder, "env")
                .log(log)
                .environment("GIVEN", "a b")
                .build();
        ManagedProcess process = Launcher.launch(order);
        process.child().orElseThrow().waitFor();
        assertThat(Files.readAllLines(log))
                .contains("GIVEN=a b", Marker.OWNER + "=" + order.marker().owner())
                .allSatisfy(line -> assertThat(line.substring(0, line.indexOf('=')))
                        .isIn("PATH", "HOME", "LANG", "TZ", "GIVEN", Marker.OWNER, Marker.REPLICA, Marker.INTENT));
    }

    @Test
    void aProcessLeadsItsOwnSessionHasNoInputAndNoDescriptorsOfOurs() throws Exception {
        Path log = folder.resolve("fd.log");
        ManagedProcess process = Launcher.launch(
                Programs.order(folder, "ls", "-l", "/proc/self/fd").log(log).build());
        process.child().orElseThrow().waitFor();
        assertThat(Files.readString(log))
                .contains("/dev/null")
                .doesNotContain(".jar")
                .doesNotContain("socket");

        ManagedProcess sleeper =
                Launcher.launch(Programs.order(folder, "sleep", "60").build());
        try {
            ProcStat stat = ProcFs.stat(sleeper.identity().pid()).orElseThrow();
            Programs.until(
                    "a session of its own",
                    () -> ProcFs.stat(stat.pid())
                            .filter(now -> now.session() == now.pid())
                            .isPresent());
        } finally {
            Ender.kill(sleeper.identity(), sleeper.marker());
        }
    }

    @Test
    void limitsHoldAndThoseThatDoNotAreSaid() throws Exception {
        Path log = folder.resolve("limits.log");
        ManagedProcess process = Launcher.launch(Programs.order(folder, "cat", "/proc/self/limits")
                .log(log)
                .limits(Limits.NONE.withOpenFiles(77).withFileSize(1_000_000))
                .build());
        process.child().orElseThrow().waitFor();
        assertThat(process.limits().set()).contains("core=0", "nofile=77", "fsize=1000000");
        Map<String, Long> hard = LimitArguments.hardLimits(Files.readString(log));
        assertThat(hard).containsEntry("Max open files", 77L).containsEntry("Max core file size", 0L);
    }

    @Test
    void aLimitThatCannotBeSetIsReportedAndDoesNotStopTheStart() {
        LimitArguments without =
                LimitArguments.of(Limits.NONE.withOpenFiles(10), Optional.empty(), Map.of(), "someone");
        assertThat(without.command()).isEmpty();
        assertThat(without.report().notSet())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("not installed"));

        LimitArguments lowered = LimitArguments.of(
                Limits.NONE.withOpenFiles(5000),
                Optional.of(Path.of("/usr/bin/prlimit")),
                Map.of("Max open files", 100L),
                "someone");
        assertThat(lowered.command()).contains("--nofile=100");
        assertThat(lowered.report().notSet())
                .singleElement()
                .asString()
                .contains("5000")
                .contains("100");
    }

    @Test
    void aForegroundCommandGetsInputGivesOutputAndItsExitCode() throws Exception {
        var out = new java.io.ByteArrayOutputStream();
        var err = new java.io.ByteArrayOutputStream();
        Streams streams =
                new Streams(new java.io.ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8)), out, err);
        LaunchOrder order =
                Programs.order(folder, "sh", "-c", "cat; echo oops >&2; exit 3").build();
        try (ForegroundRun run = ForegroundRun.start(order, streams)) {
            assertThat(run.await(Duration.ofSeconds(20))).isEqualTo(3);
        }
        assertThat(out).hasToString("hello");
        assertThat(err).hasToString("oops\n");
    }

    @Test
    void aForegroundCommandThatTakesTooLongIsKilledWithItsDaemons() {
        LaunchOrder order =
                Programs.order(folder, "sh", "-c", "setsid sleep 60 & sleep 60").build();
        try (ForegroundRun run = ForegroundRun.start(order, Streams.discarded())) {
            Programs.until(
                    "both sleep",
                    () -> ProcessScanner.owned(order.marker().owner()).size() >= 3);
            assertThatThrownBy(() -> run.await(Duration.ofMillis(10)))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
        }
        assertThat(ProcessScanner.owned(order.marker().owner())).isEmpty();
    }

    @Test
    void aForegroundCommandIsCancelledFromAnotherThread() throws Exception {
        LaunchOrder order = Programs.order(folder, "sleep", "60").build();
        try (ForegroundRun run = ForegroundRun.start(order, Streams.discarded())) {
            Thread canceller = new Thread(run::cancel);
            canceller.start();
            assertThat(run.await(Duration.ofSeconds(20))).isEqualTo(137);
            canceller.join();
        }
    }

    @Test
    void useIsReadFromTheSystem() {
        ProcessUsage usage = ProcessUsage.of(ProcessIdentity.self()).orElseThrow();
        assertThat(usage.cpu()).isPositive();
        assertThat(usage.residentBytes()).isGreaterThan(10_000_000);
        assertThat(usage.threads()).isGreaterThan(1);
        assertThat(usage.openFiles()).isGreaterThan(3);
        assertThat(ProcessUsage.of(ProcessIdentity.gone(1))).isEmpty();
    }

    @Test
    void startingAndEndingLeaksNoThreadProcessOrDescriptor() throws Exception {
        runAndEnd();
        long files = Programs.openFiles();
        for (int round = 0; round < 10; round++) {
            runAndEnd();
        }
        Programs.until("descriptors are given back", () -> Programs.openFiles() <= files + 2);
        Programs.until(
                "pump threads end",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("shiyun-run-")));
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    private void runAndEnd() throws Exception {
        LaunchOrder order = Programs.order(folder, "sleep", "60")
                .log(folder.resolve("x.log"))
                .build();
        ManagedProcess process = Launcher.launch(order);
        Ender.kill(process.identity(), process.marker());
        process.child().orElseThrow().waitFor(20, TimeUnit.SECONDS);
        try (ForegroundRun run =
                ForegroundRun.start(Programs.order(folder, "true").build(), Streams.discarded())) {
            assertThat(run.await(Duration.ofSeconds(20))).isZero();
        }
    }
}
