package io.shiyun.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingLogTest {
    @TempDir
    Path folder;

    private void append(RotatingLog log, String text) throws Exception {
        Files.writeString(log.file(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static List<String> read(RotatingLog log, LogPosition from) {
        List<String> lines = new ArrayList<>();
        log.read(from, 1_000_000, true, lines::add);
        return lines;
    }

    @Test
    void linesAreReadOnceAcrossRotationsAndByANewReader() throws Exception {
        RotatingLog log = new RotatingLog(folder.resolve("out.log"), 100, 50);
        List<String> all = new ArrayList<>();
        LogPosition position = LogPosition.START;
        for (int line = 0; line < 200; line++) {
            append(log, "line " + line + "\n");
            if (line % 7 == 0) {
                position = log.read(position, 3, false, all::add);
                position = LogPosition.parse(position.encode()).orElseThrow();
            }
            log.rotateIfLarge();
        }
        new RotatingLog(log.file(), 100, 50).read(position, 1000, false, all::add);
        assertThat(all)
                .isEqualTo(IntStream.range(0, 200).mapToObj(n -> "line " + n).toList());
    }

    @Test
    void onlySoManyFilesAreKeptAndAnOldPositionGoesOnAtTheOldestLine() throws Exception {
        RotatingLog log = new RotatingLog(folder.resolve("out.log"), 10, 2);
        for (int line = 0; line < 10; line++) {
            append(log, "line " + line + " .....\n");
            log.rotateIfLarge();
        }
        assertThat(folder).isDirectoryContaining("glob:**out.log.10");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(3);
        }
        assertThat(read(log, LogPosition.START)).containsExactly("line 8 .....", "line 9 .....");
    }

    @Test
    void tailGoesBackAcrossRotations() throws Exception {
        RotatingLog log = new RotatingLog(folder.resolve("out.log"), 10, 5);
        for (int line = 0; line < 4; line++) {
            append(log, "line " + line + " .....\n");
            log.rotateIfLarge();
        }
        append(log, "last\nhalf");
        assertThat(log.tail(3).lines()).containsExactly("line 3 .....", "last", "half");
        assertThat(log.tail(0).lines()).isEmpty();
        LogPosition next = log.tail(1).next();
        append(log, " more\n");
        assertThat(read(log, next)).containsExactly(" more");
    }

    @Test
    void aLineWithoutEndWaitsAndAnEndlessOneIsCut() throws Exception {
        RotatingLog log = new RotatingLog(folder.resolve("out.log"), 1_000_000, 1);
        append(log, "half");
        List<String> lines = new ArrayList<>();
        LogPosition position = log.read(LogPosition.START, 10, false, lines::add);
        assertThat(lines).isEmpty();
        append(log, " whole\r\n" + "x".repeat(RotatingLog.LONGEST_LINE + 10) + "\n");
        log.read(position, 10, false, lines::add);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo("half whole");
        assertThat(lines.get(1)).hasSize(RotatingLog.LONGEST_LINE);
        assertThat(lines.get(2)).hasSize(10);
    }

    @Test
    void aRunningProcessWritesOnThroughRotationAndIsFollowed() throws Exception {
        RotatingLog log = new RotatingLog(folder.resolve("out.log"), 2_000, 100);
        ManagedProcess process = Launcher.launch(Programs.order(
                        folder,
                        "sh",
                        "-c",
                        "i=0; while [ $i -lt 400 ]; do echo line $i; i=$((i+1)); [ $((i%50)) = 0 ] && sleep 0.02; done; echo end")
                .log(log.file())
                .build());
        List<String> lines = new ArrayList<>();
        log.follow(
                LogPosition.START,
                Duration.ofMillis(5),
                () -> {
                    // Between two bursts of the writer, so that nothing falls into the moment of truncation.
                    log.rotateIfLarge();
                    return !lines.contains("end");
                },
                lines::add);
        process.child().orElseThrow().waitFor();
        assertThat(log.end().generation()).isGreaterThan(1);
        assertThat(lines).endsWith("end").doesNotHaveDuplicates();
        assertThat(lines.size()).isGreaterThan(380);
    }
}
