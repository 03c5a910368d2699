package io.shiyun.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A small file system of its own, where the system permits to mount one; otherwise the test is skipped, and says so. */
public record Tmpfs(Path folder) implements AutoCloseable {

    /** Mounts one over a folder, with options such as {@code size=4m}. */
    public static Tmpfs mount(Path folder, String options) throws Exception {
        assumeTrue(
                run(List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString())),
                "SKIPPED: this user may not mount a tmpfs, so this was not tested");
        return new Tmpfs(folder);
    }

    /** Changes its options. */
    public void remount(String options) throws Exception {
        if (!run(List.of("mount", "-o", "remount," + options, folder.toString()))) {
            throw new IOException("remount failed");
        }
    }

    @Override
    public void close() throws Exception {
        run(List.of("umount", "-l", folder.toString()));
    }

    private static boolean run(List<String> command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean done = process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
            if (!done) {
                System.err.println(command + ": " + output);
            }
            return done;
        } catch (IOException e) {
            System.err.println(command + ": " + e.getMessage());
            return false;
        }
    }
}
