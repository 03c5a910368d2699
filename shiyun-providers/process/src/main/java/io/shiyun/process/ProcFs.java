package io.shiyun.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code /proc}. A process can vanish between any two reads, so every answer about one process is an {@link Optional}: empty
 * when it is gone or may not be looked at.
 */
final class ProcFs {
    private static final Path PROC = Path.of("/proc");
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private ProcFs() {}

    static boolean present() {
        return Files.isReadable(PROC.resolve("self/stat"));
    }

    /** Returns the random id that the kernel draws at each boot. */
    static Optional<String> bootId() {
        return read(BOOT_ID).map(String::strip).filter(id -> !id.isEmpty());
    }

    static Optional<ProcStat> stat(long pid) {
        return read(PROC.resolve(Long.toString(pid)).resolve("stat")).flatMap(ProcStat::parse);
    }

    /** Returns every process of this machine that can be seen. */
    static List<ProcStat> all() {
        List<ProcStat> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                read(entry.resolve("stat")).flatMap(ProcStat::parse).ifPresent(found::add);
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException unreadable) {
            throw new ProcessException(
                    ProcessException.Kind.IO, "cannot list /proc: " + unreadable.getMessage(), unreadable);
        }
        return found;
    }

    /** Returns the environment the process was started with. */
    static Optional<Map<String, String>> environment(long pid) {
        return read(PROC.resolve(Long.toString(pid)).resolve("environ")).map(ProcFs::parseEnvironment);
    }

    /** Returns the lines of {@code /proc/PID/status} by their name. */
    static Optional<Map<String, String>> status(long pid) {
        return read(PROC.resolve(Long.toString(pid)).resolve("status")).map(text -> {
            Map<String, String> values = new HashMap<>();
            for (String line : text.split("\n")) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    values.put(
                            line.substring(0, colon), line.substring(colon + 1).strip());
                }
            }
            return values;
        });
    }

    /** Returns how many descriptors the process holds. */
    static Optional<Integer> openFiles(long pid) {
        int count = 0;
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(PROC.resolve(Long.toString(pid)).resolve("fd"))) {
            for (Path ignored : entries) {
                count++;
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException gone) {
            return Optional.empty();
        }
        return Optional.of(count);
    }

    private static Map<String, String> parseEnvironment(String text) {
        Map<String, String> values = new HashMap<>();
        for (String entry : text.split("\0")) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                values.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return values;
    }

    static Optional<String> read(Path file) {
        try {
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
