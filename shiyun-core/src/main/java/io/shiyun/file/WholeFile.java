package io.shiyun.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file beside its place, and moves it there when all of it is on the disk. */
public final class WholeFile {
    private static final int BUFFER = 1 << 16;

    private WholeFile() {}

    /** What writes the content. */
    public interface Content {
        /** Writes all of it and returns whether it is good; the file is left as it was if not. */
        boolean write(OutputStream out) throws IOException;
    }

    /** Writes bytes. */
    public static void write(Path file, byte[] content) {
        write(file, out -> {
            out.write(content);
            return true;
        });
    }

    /**
     * Writes what the content writes; of a content that throws, or proves bad, nothing stays.
     *
     * @throws IllegalArgumentException if the file is a folder
     * @throws UncheckedIOException if the file cannot be written
     */
    public static void write(Path file, Content content) {
        Path whole = file.toAbsolutePath();
        Path folder = whole.getParent();
        Path name = whole.getFileName();
        if (folder == null || name == null || Files.isDirectory(whole)) {
            throw new IllegalArgumentException(file + " is a folder; name a file in it");
        }
        Path beside = folder.resolve("." + name + "." + UUID.randomUUID() + ".part");
        try {
            if (fill(beside, content)) {
                Files.move(beside, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.delete(beside);
            }
        } catch (IOException e) {
            remove(beside, e);
            throw new UncheckedIOException(file + " cannot be written: " + e, e);
        } catch (RuntimeException | Error e) {
            remove(beside, e);
            throw e;
        }
    }

    private static boolean fill(Path beside, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            BufferedOutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            boolean good = content.write(out);
            out.flush();
            if (good) {
                channel.force(true);
            }
            return good;
        }
    }

    private static void remove(Path beside, Throwable cause) {
        try {
            Files.deleteIfExists(beside);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
