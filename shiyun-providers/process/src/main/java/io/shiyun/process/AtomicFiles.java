package io.shiyun.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Replaces files whole or not at all: a temporary file beside the target, forced to the disk, renamed over it, and the folder
 * forced too, so that after a crash or a power cut either the old or the new content is there.
 */
public final class AtomicFiles {
    /** What the names of temporary files begin with; a leftover of a crash may be deleted. */
    public static final String TEMPORARY_PREFIX = ".shiyun-tmp-";

    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private AtomicFiles() {}

    /**
     * Replaces the file by these bytes.
     *
     * @param mode such as {@code rw-------}; ignored where the file system has no such permissions
     * @throws ProcessException IO; the old content is still there
     */
    public static void write(Path file, byte[] content, String mode) {
        write(file, out -> out.write(content), mode);
    }

    /** Replaces the file by what the stream holds, copying it; the stream is not closed. */
    public static void write(Path file, InputStream content, String mode) {
        write(file, content::transferTo, mode);
    }

    private static void write(Path file, Body body, String mode) {
        Path parent = file.toAbsolutePath().getParent();
        Path folder = parent == null ? file.toAbsolutePath() : parent;
        Path temporary = folder.resolve(TEMPORARY_PREFIX + UUID.randomUUID());
        try {
            try (FileChannel channel = open(temporary, mode)) {
                body.to(Channels.newOutputStream(channel));
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(folder);
        } catch (IOException failed) {
            discard(temporary, failed);
            throw new ProcessException(
                    ProcessException.Kind.IO, "cannot write " + file + ": " + describe(failed), failed);
        }
    }

    /** Forces a folder's entries to the disk, so that a rename or a delete in it lasts. */
    static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static String describe(IOException failed) {
        String message = failed.getMessage();
        return failed.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    /** The mode is given at the creation, so a secret is never readable by others, not even for a moment. */
    private static FileChannel open(Path file, String mode) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return FileChannel.open(file, NEW);
        }
        var permissions = PosixFilePermissions.fromString(mode);
        FileChannel channel = FileChannel.open(file, NEW, PosixFilePermissions.asFileAttribute(permissions));
        try {
            Files.setPosixFilePermissions(file, permissions);
            return channel;
        } catch (IOException refused) {
            channel.close();
            throw refused;
        }
    }

    private static void discard(Path temporary, IOException failed) {
        try {
            if (Files.exists(temporary, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(temporary);
            }
        } catch (IOException stuck) {
            failed.addSuppressed(stuck);
        }
    }

    private interface Body {
        void to(OutputStream out) throws IOException;
    }
}
