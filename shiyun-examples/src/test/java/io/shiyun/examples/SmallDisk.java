package io.shiyun.examples;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of a few MiB, where the system permits to mount one; otherwise the test is skipped, and says so. */
final class SmallDisk implements AutoCloseable {
    private static final byte[] PAGE = new byte[4096];

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk at(Path folder, int mebibytes) throws Exception {
        Files.createDirectories(folder);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString()) == 0,
                "SKIPPED: this user may not mount a small disk, so a full one was not tested");
        return new SmallDisk(folder);
    }

    /** Leaves no space. */
    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve("ballast"))) {
            while (folder.toFile().getUsableSpace() > 0) {
                out.write(PAGE);
            }
        }
    }

    /** Gives back the space that {@link #fill} took. */
    void free() throws IOException {
        Files.delete(folder.resolve("ballast"));
    }

    @Override
    public void close() throws Exception {
        run("umount", "-l", folder.toString());
    }

    private static int run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            System.err.println(e.getMessage());
            return -1;
        }
    }
}
