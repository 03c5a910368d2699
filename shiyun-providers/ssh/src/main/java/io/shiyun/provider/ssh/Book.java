package io.shiyun.provider.ssh;

import io.shiyun.model.Fields;
import io.shiyun.process.AtomicFiles;
import io.shiyun.process.ProcessException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What is known of hosts, one file each in the folder of the cloud. Changes are made one after the other, by all sessions and
 * processes that share the folder; each file is replaced whole. Holds no secret. Thread-safe.
 */
final class Book {
    private static final String FORM = "shiyun-ssh 1";
    private static final String END = ".host";
    private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

    private final Supplier<Path> given;

    Book(Supplier<Path> folder) {
        this.given = folder;
    }

    /** Runs the body while nobody else changes anything. */
    <T> T changing(Supplier<T> body) {
        Path folder = folder();
        ReentrantLock own = LOCKS.computeIfAbsent(folder, key -> new ReentrantLock());
        own.lock();
        try {
            if (own.getHoldCount() > 1) {
                return body.get();
            }
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                return body.get();
            } catch (IOException failed) {
                throw io("lock", folder, failed);
            }
        } finally {
            own.unlock();
        }
    }

    List<Entry> all() {
        try (Stream<Path> files = Files.list(folder())) {
            List<Entry> all = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(END)).sorted().toList()) {
                read(file).ifPresent(all::add);
            }
            return all;
        } catch (IOException failed) {
            throw io("list", folder(), failed);
        }
    }

    Optional<Entry> find(String id) {
        return id.matches("[A-Za-z0-9][A-Za-z0-9._-]*") ? read(file(id)) : Optional.empty();
    }

    Entry save(Entry entry) {
        StringBuilder text = new StringBuilder(FORM).append('\n');
        Fields.of(entry::write)
                .plain()
                .forEach((key, value) -> text.append(escape(key))
                        .append('=')
                        .append(escape(value))
                        .append('\n'));
        AtomicFiles.write(file(entry.id()), text.toString().getBytes(StandardCharsets.UTF_8), "rw-------");
        return entry;
    }

    void forget(String id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException failed) {
            throw io("delete", file(id), failed);
        }
    }

    private Path folder() {
        Path folder = given.get().resolve("hosts").toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            return folder;
        } catch (IOException failed) {
            throw io("make", folder, failed);
        }
    }

    private Path file(String id) {
        return folder().resolve(id + END);
    }

    private static Optional<Entry> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty() || !lines.get(0).equals(FORM)) {
                throw damaged(file, "its first line is not '" + FORM + "'");
            }
            TreeMap<String, String> plain = new TreeMap<>();
            for (String line : lines.subList(1, lines.size())) {
                int equals = line.indexOf('=');
                if (equals < 0) {
                    throw damaged(file, "a line has no value");
                }
                plain.put(unescape(line.substring(0, equals)), unescape(line.substring(equals + 1)));
            }
            return Optional.of(Entry.read(Fields.of(plain, Map.of()).reader()));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failed) {
            throw io("read", file, failed);
        } catch (IllegalArgumentException wrong) {
            throw damaged(file, String.valueOf(wrong.getMessage()));
        }
    }

    private static String escape(String text) {
        return text.replace("%", "%25").replace("=", "%3D").replace("\n", "%0A").replace("\r", "%0D");
    }

    private static String unescape(String text) {
        return text.replace("%0D", "\r")
                .replace("%0A", "\n")
                .replace("%3D", "=")
                .replace("%25", "%");
    }

    private static ProcessException damaged(Path file, String why) {
        return new ProcessException(
                ProcessException.Kind.IO, file + " is damaged: " + why + "; put it right or take it away");
    }

    private static ProcessException io(String what, Path path, IOException failed) {
        return new ProcessException(
                ProcessException.Kind.IO, "cannot " + what + " " + path + ": " + failed.getMessage(), failed);
    }
}
