package io.shiyun.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder that paths given by a user cannot leave: not by {@code ..}, not by an absolute path elsewhere, not by a symbolic link.
 *
 * <p>Links inside are followed as far as they stay inside; the last element is never written through a link. The check and the use
 * are two steps: a process inside that swaps a folder for a link between them could still lead one access astray, so this guards
 * against paths, not against hostile programs that run as the same user.
 */
public final class Sandbox {
    private final Path root;

    private Sandbox(Path root) {
        this.root = root;
    }

    /** Opens a folder, which is created if need be. */
    public static Sandbox at(Path folder) {
        try {
            Files.createDirectories(folder);
            return new Sandbox(folder.toRealPath());
        } catch (IOException failed) {
            throw new ProcessException(
                    ProcessException.Kind.IO,
                    "cannot make the folder " + folder + ": " + AtomicFiles.describe(failed),
                    failed);
        }
    }

    public Path root() {
        return root;
    }

    /**
     * Returns where a user's path leads; the last element need not exist, and a link there is not followed.
     *
     * @throws ProcessException PATH_REFUSED when it leads outside
     */
    public Path resolve(String path) {
        Path wanted = parse(path);
        for (Path element : wanted) {
            if (element.toString().equals("..")) {
                throw refused(path, "it holds '..'");
            }
        }
        Path target = root.resolve(wanted).normalize();
        if (!target.startsWith(root)) {
            throw refused(path, "it is an absolute path outside of " + root);
        }
        return target.equals(root) ? root : throughLinks(target, path);
    }

    /** Resolves the links of the deepest parent that exists; what lies below it does not exist and holds no links. */
    private Path throughLinks(Path target, String path) {
        Path existing = parentOf(target);
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = parentOf(existing);
        }
        try {
            Path real = existing.toRealPath();
            if (!real.startsWith(root)) {
                throw refused(path, "a symbolic link in it leads out of " + root);
            }
            return real.resolve(existing.relativize(target));
        } catch (IOException unresolved) {
            throw refused(path, "a symbolic link in it leads nowhere");
        }
    }

    /**
     * Returns the existing plain file or folder that a user's path leads to, its own link followed too.
     *
     * @throws ProcessException NOT_FOUND, or PATH_REFUSED when it leads outside
     */
    public Path existing(String path) {
        Path target = resolve(path);
        try {
            Path real = target.toRealPath();
            if (!real.startsWith(root)) {
                throw refused(path, "it is a symbolic link that leads out of " + root);
            }
            return real;
        } catch (NoSuchFileException missing) {
            throw new ProcessException(ProcessException.Kind.NOT_FOUND, "there is no '" + path + "'", missing);
        } catch (IOException unresolved) {
            throw refused(path, "it cannot be resolved: " + AtomicFiles.describe(unresolved));
        }
    }

    /**
     * Reads a whole file.
     *
     * @param atMost bytes; a larger file is TOO_LARGE
     */
    public byte[] read(String path, long atMost) {
        Path file = requireFile(existing(path), path);
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes((int) Math.min(atMost + 1, Integer.MAX_VALUE - 8));
            if (content.length > atMost) {
                throw new ProcessException(
                        ProcessException.Kind.TOO_LARGE, "'" + path + "' holds more than " + atMost + " bytes");
            }
            return content;
        } catch (IOException failed) {
            throw io("cannot read '" + path + "'", failed);
        }
    }

    /** Opens a file for reading; the caller closes the stream. */
    public InputStream open(String path) {
        Path file = requireFile(existing(path), path);
        try {
            return Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException failed) {
            throw io("cannot read '" + path + "'", failed);
        }
    }

    /** Replaces a file, whole or not at all; missing folders above it are made. A link is replaced, not followed. */
    public void write(String path, byte[] content, String mode) {
        AtomicFiles.write(prepare(path), content, mode);
    }

    /** Replaces a file by what the stream holds, whole or not at all; the stream is not closed. */
    public void write(String path, InputStream content, String mode) {
        AtomicFiles.write(prepare(path), content, mode);
    }

    /** Returns the names in a folder, sorted; folders end with a slash. Temporary files are left out. */
    public List<String> list(String path) {
        Path folder = existing(path);
        if (!Files.isDirectory(folder)) {
            throw refused(path, "it is not a folder");
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (!name.startsWith(AtomicFiles.TEMPORARY_PREFIX)) {
                    names.add(Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) ? name + "/" : name);
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException failed) {
            throw new ProcessException(
                    ProcessException.Kind.IO, "cannot list '" + path + "': " + failed.getMessage(), failed);
        }
        names.sort(null);
        return List.copyOf(names);
    }

    private Path prepare(String path) {
        Path file = resolve(path);
        if (file.equals(root) || Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(path, "it is a folder");
        }
        try {
            Files.createDirectories(parentOf(file));
        } catch (IOException failed) {
            throw io("cannot make the folder of '" + path + "'", failed);
        }
        return file;
    }

    private static Path requireFile(Path file, String path) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(path, "it is not a plain file");
        }
        return file;
    }

    private static Path parse(String path) {
        try {
            return Path.of(path);
        } catch (InvalidPathException malformed) {
            throw refused(path.replace('\0', '?'), "it is no path: " + malformed.getReason());
        }
    }

    private static Path parentOf(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalStateException(path + " has no parent");
        }
        return parent;
    }

    private static ProcessException refused(String path, String why) {
        return new ProcessException(ProcessException.Kind.PATH_REFUSED, "the path '" + path + "' is refused: " + why);
    }

    private static ProcessException io(String what, IOException failed) {
        return new ProcessException(ProcessException.Kind.IO, what + ": " + AtomicFiles.describe(failed), failed);
    }
}
