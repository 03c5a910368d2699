package io.shiyun.provider.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.process.ProcessIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scripts do on a machine, run by the shell of this one. */
class AppScriptsTest {
    @TempDir
    Path folder;

    private AppScripts.Replica replica(Optional<ProcessIdentity> leader) {
        return new AppScripts.Replica(
                "owner-" + folder.hashCode(), "app:p/a/r1", folder.resolve("r1").toString(), leader);
    }

    private String run(Optional<ProcessIdentity> leader, String function, String... arguments) throws Exception {
        return Testbed.run(List.of("sh", "-c", AppScripts.line(replica(leader), function, List.of(arguments))));
    }

    private ProcessIdentity launch(String... command) throws Exception {
        run(Optional.empty(), "prepare");
        Files.writeString(folder.resolve("r1/env"), "export WORD='it'\\''s $HOME'\n");
        Files.writeString(folder.resolve("r1/keep"), AppScripts.KEEP);
        String[] words = new String[4 + command.length];
        System.arraycopy(new String[] {"SHIYUN_INTENT=i.1", "2000", "2", ""}, 0, words, 0, 4);
        System.arraycopy(command, 0, words, 4, command.length);
        return ProcessIdentity.parse(
                        run(Optional.empty(), "launch", words).strip().replace(' ', ':'))
                .orElseThrow();
    }

    @Test
    void aStrangerWhoGotTheNumberIsNeverSignalled() throws Exception {
        Process stranger = new ProcessBuilder("setsid", "sleep", "60").start();
        try {
            ProcessIdentity now = ProcessIdentity.of(stranger.pid()).orElseThrow();
            ProcessIdentity before = new ProcessIdentity(now.pid(), now.start() - 1, now.bootId());
            String said = run(Optional.of(before), "watch", now.pid() + "", before.start() + "", folder.toString());
            assertThat(said).contains(now.pid() + " " + before.start() + " ended");
            run(Optional.of(before), "finish", "10");
            run(Optional.of(before), "remove", "0", "0");
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aReplicaHasItsVariablesAndIsEndedWithAllItStarted() throws Exception {
        ProcessIdentity leader = launch(
                "sh", "-c", "echo \"$WORD\" >said; setsid sleep 61 & trap 'echo bye >>said; exit 3' TERM; wait; wait");
        assertThat(run(Optional.empty(), "seek", "SHIYUN_INTENT=i.1")).startsWith(leader.pid() + " " + leader.start());
        assertThat(run(Optional.empty(), "seek", "SHIYUN_INTENT=i")).isEmpty();
        Path said = folder.resolve("r1/root/said");
        AppBed.until("it spoke", () -> Files.exists(said) && Files.size(said) > 0);
        assertThat(Files.readString(said)).isEqualTo("it's $HOME\n");
        run(Optional.of(leader), "finish", "50");
        assertThat(leader.alive()).isFalse();
        assertThat(Files.readString(said)).endsWith("bye\n");
        assertThat(run(Optional.of(leader), "watch", leader.pid() + "", leader.start() + "", folder + "/r1"))
                .contains("ended 3");
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains("sleep 61")))
                .isEmpty();
        run(Optional.of(leader), "remove", "0", "0");
        assertThat(folder.resolve("r1")).doesNotExist();
    }

    @Test
    void oneThatDoesNotEndWhenAskedIsKilled() throws Exception {
        ProcessIdentity leader = launch("sh", "-c", "trap '' TERM; while :; do sleep 1; done");
        long begun = System.nanoTime();
        run(Optional.of(leader), "finish", "5");
        assertThat(leader.alive()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void anEndThatNobodyAskedForIsToldWithItsCode() throws Exception {
        ProcessIdentity leader = launch("sh", "-c", "kill -KILL $$");
        AppBed.until("it ended", () -> !leader.alive());
        assertThat(run(Optional.of(leader), "watch", leader.pid() + "", leader.start() + "", folder + "/r1"))
                .contains("ended 137");
    }

    @Test
    void aLogIsCutWhileNobodyWatchesAndReadOnThroughIt() throws Exception {
        ProcessIdentity leader = launch(
                "sh", "-c", "i=0; while [ $i -lt 400 ]; do echo line $i; i=$((i+1)); sleep 0.02; done; sleep 60");
        Path log = folder.resolve("r1/log");
        AppBed.until("it was cut", () -> Files.exists(folder.resolve("r1/log.1")));
        AppBed.until("it said all", () -> Files.readString(log).contains("line 399"));
        try (var files = Files.list(folder.resolve("r1"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("log")))
                    .hasSizeLessThanOrEqualTo(3);
        }
        assertThat(run(Optional.empty(), "read_log", "0", "0", "1000000")
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow())
                .startsWith("line");
        assertThat(run(Optional.empty(), "tail_log", "2", "1000")
                        .lines()
                        .skip(1)
                        .toList())
                .containsExactly("line 398", "line 399");
        run(Optional.of(leader), "remove", "0", "0");
    }

    @Test
    void aProgramThatIsNotThereIsToldBeforeAnythingStarts() throws Exception {
        run(Optional.empty(), "prepare");
        Files.writeString(folder.resolve("r1/env"), "");
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        AppScripts.line(
                                replica(Optional.empty()),
                                "launch",
                                List.of("SHIYUN_INTENT=i.1", "2000", "2", "", "no-such-program")))
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(127);
    }
}
