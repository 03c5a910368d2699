package io.shiyun.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed loses nothing it said was done. More rounds with {@code -Dshiyun.crash.rounds=200}, the same
 * ones again with {@code -Dshiyun.crash.seed}.
 */
class StoreCrashTest {
    private static final int ROUNDS = Integer.getInteger("shiyun.crash.rounds", 15);
    private static final long SEED = Long.getLong("shiyun.crash.seed", 20261120L);

    @TempDir
    Path folder;

    @Test
    void aProcessKilledByForceLosesNoAcknowledgedRowAndTearsNone() throws Exception {
        Path file = folder.resolve("shiyun.db");
        Random random = new Random(SEED);
        Set<String> acknowledged = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(writeAndKill(file, round, 1 + random.nextInt(150)));
            check(file, acknowledged, "seed " + SEED + " round " + round);
        }
        System.out.println("figure: store killed with SIGKILL, seed " + SEED + " | " + ROUNDS + " | times |");
        System.out.println("figure: store killed: transactions acknowledged | " + acknowledged.size() + " | |");
        System.out.println("figure: store killed: of these lost or torn | 0 | | 0");
    }

    /** Kills the writer as soon as it acknowledged so many; what it acknowledged meanwhile counts as well. */
    private List<String> writeAndKill(Path file, int round, int kill) throws Exception {
        Path errors = folder.resolve("errors-" + round);
        Process child = Children.start(
                Children.command(jvm(), JournalWriter.class, file.toString(), "" + round, "1000000"), errors.toFile());
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).as(() -> read(errors)).isEqualTo("ready");
            StringBuilder line = new StringBuilder();
            for (int c = out.read(); c >= 0; c = out.read()) {
                if (c != '\n') {
                    line.append((char) c);
                    continue;
                }
                acknowledged.add(line.toString());
                line.setLength(0);
                if (acknowledged.size() == kill) {
                    // The handle only kills; Process.destroyForcibly would also close the pipe with what is in it.
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(kill);
        return acknowledged;
    }

    /** A killed process leaves its copy of the native library behind; here, where it is deleted. */
    private List<String> jvm() {
        return List.of("-Dorg.sqlite.tmpdir=" + folder);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    private static void check(Path file, Set<String> acknowledged, String when) {
        try (Store store = Store.open(file)) {
            Set<String> intents = column(store, "SELECT result AS x FROM intent WHERE state = 'DONE'");
            assertThat(intents).as(when).containsAll(acknowledged);
            assertThat(column(store, "SELECT result AS x FROM intent")).as(when).isEqualTo(intents);
            assertThat(column(store, "SELECT resource AS x FROM usage_record"))
                    .as(when)
                    .isEqualTo(intents);
            assertThat(column(store, "SELECT key AS x FROM fact")).as(when).isEqualTo(intents);
            assertThat(column(store, "SELECT substr(intent_id, 4) AS x FROM audit"))
                    .as(when)
                    .isEqualTo(intents);
            AuditCheck chain = store.read(tx -> tx.audit().verify());
            assertThat(chain.ok()).as(when + ": " + chain).isTrue();
            assertThat(chain.rows()).isEqualTo(intents.size());
        }
    }

    private static Set<String> column(Store store, String sql) {
        return store.read(tx -> new HashSet<>(tx.reading().list(sql, row -> row.text("x"))));
    }

    @Test
    void everyCommitIsSyncedToTheDisk() throws Exception {
        Path file = folder.resolve("shiyun.db");
        Path trace = folder.resolve("trace");
        int times = 200;
        List<String> command =
                new ArrayList<>(List.of("strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", trace.toString()));
        command.addAll(Children.command(jvm(), JournalWriter.class, file.toString(), "0", "" + times));
        Process child;
        try {
            child = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (java.io.IOException e) {
            assumeTrue(false, "SKIPPED: strace is not installed, so syncs were not counted: " + e.getMessage());
            return;
        }
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assumeTrue(
                child.exitValue() == 0 || !output.contains("ptrace"),
                "SKIPPED: this system does not permit tracing, so syncs were not counted: " + output);
        assertThat(output).endsWith("0-" + (times - 1) + "\n");
        Matcher syncs = Pattern.compile("(fsync|fdatasync)\\(").matcher(Files.readString(trace));
        long count = syncs.results().count();
        System.out.println("store sync test: " + times + " commits, " + count + " syncs");
        assertThat(count).isGreaterThanOrEqualTo(times);
    }
}
