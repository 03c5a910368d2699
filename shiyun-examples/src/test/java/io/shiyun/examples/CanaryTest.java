package io.shiyun.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.Shiyun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No secret is to be found in anything that is printed, logged, thrown, counted or kept in the store. */
class CanaryTest {
    @TempDir
    Path folder;

    @Test
    void noSecretIsPrintedLoggedOrReadableInTheStore() throws Exception {
        String said = run();

        assertThat(Canaries.in(said)).isEmpty();
        assertThat(said.lines().map(line -> line.substring(0, Math.max(0, line.indexOf(' ')))))
                .as("what was searched")
                .contains("settings", "event", "notifier", "thrown", "app", "step", "release", "failed", "revisions")
                .contains("logs", "host", "placed", "attempt", "call", "processes", "costs", "audit", "intent", "usage")
                .contains("notice", "store");
        assertThat(said).contains("DEBUG io.shiyun.", "WARN io.shiyun.watch.").contains("/sleep, args");
        assertNoneReadableIn(store());
    }

    @Test
    void whatAKilledOwnerLeavesIsSealedOrForItsOwnerOnly() throws Exception {
        run("killed");

        assertThat(store()).anyMatch(file -> file.toString().endsWith("-wal"));
        assertNoneReadableIn(store());
        List<Path> open = new ArrayList<>();
        for (Path file : files(folder.resolve("shiyun.db.clouds"))) {
            if (!Canaries.in(Files.readAllBytes(file)).isEmpty()) {
                open.add(file);
            }
        }
        assertThat(open)
                .as("the local cloud starts replicas anew from its own folder")
                .isNotEmpty();
        for (Path file : open) {
            assertThat(Files.getPosixFilePermissions(file))
                    .as(file + " holds a secret")
                    .isSubsetOf(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE);
            assertThat(file.toString()).doesNotContain("/logs/");
        }
        try (Shiyun shiyun = DoomedOwner.open(folder)) {
            shiyun.apps().list().items().forEach(app -> shiyun.apps().delete(app.id()));
        }
    }

    @Test
    void theSearchFindsThemInEveryWriting() {
        byte[] secret = ("<" + Canaries.HEADER + ">").getBytes(StandardCharsets.UTF_8);

        assertThat(Canaries.in(secret)).isNotEmpty();
        assertThat(Canaries.in("x" + Base64.getEncoder().encodeToString(secret)))
                .isNotEmpty();
        assertThat(Canaries.in(HexFormat.of().withUpperCase().formatHex(secret)))
                .isNotEmpty();
        assertThat(Canaries.in("secret")).isEmpty();
    }

    private static void assertNoneReadableIn(List<Path> files) throws IOException {
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            assertThat(Canaries.in(Files.readAllBytes(file)))
                    .as(file.toString())
                    .isEmpty();
        }
    }

    /** Returns the files of the store, which lie beside the folders of the clouds. */
    private List<Path> store() throws IOException {
        return files(folder).stream()
                .filter(file -> folder.equals(file.getParent()))
                .toList();
    }

    private static List<Path> files(Path under) throws IOException {
        try (Stream<Path> all = Files.walk(under)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** Returns what the owner printed and logged, at the most talkative level there is. */
    private String run(String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                "-cp",
                System.getProperty("java.class.path"),
                TalkativeOwner.class.getName(),
                folder.toString()));
        command.addAll(List.of(more));
        Process owner = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(owner.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(owner.waitFor()).as(said).isZero();
        return said;
    }
}
