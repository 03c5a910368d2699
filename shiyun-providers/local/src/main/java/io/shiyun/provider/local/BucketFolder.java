package io.shiyun.provider.local;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.process.AtomicFiles;
import io.shiyun.process.Folders;
import io.shiyun.process.ProcessException;
import io.shiyun.process.apps.Problems;
import io.shiyun.process.apps.StateFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The files of one bucket. {@code keys/HASH} names, for one key, the file in {@code data/} that holds the content; it is replaced
 * atomically after that file is complete and forced, so an object is the old one or the new one, whole. A data file that no key
 * names is what a crash left, and goes when the bucket is swept.
 */
final class BucketFolder {
    private static final Comparator<String> BY_UTF8 =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    /** What a content must be. */
    record Expected(long length, String sha256) {}

    private final Path keys;
    private final Path data;

    private final ReentrantLock lock;

    /**
     * @param lock held while what a key names changes, never while content moves
     */
    BucketFolder(Path folder, ReentrantLock lock) {
        this.lock = lock;
        this.keys = folder.resolve("keys");
        this.data = folder.resolve("data");
    }

    ObjectRecord put(
            String key,
            String contentType,
            Map<String, String> metadata,
            Expected expected,
            InputStream content,
            Instant now) {
        if (key.isEmpty() || key.getBytes(StandardCharsets.UTF_8).length > 1024) {
            throw Problems.invalid("the key of an object is 1 to 1024 bytes of UTF-8");
        }
        Path file = Folders.make(data).resolve(UUID.randomUUID().toString());
        MessageDigest digest = sha256();
        try {
            long length = copy(content, digest, file);
            String hash = HexFormat.of().formatHex(digest.digest());
            if (length != expected.length()) {
                throw Problems.invalid(
                        length + " bytes came for '" + key + "', and " + expected.length() + " were told");
            }
            if (!expected.sha256().isEmpty() && !expected.sha256().equals(hash)) {
                throw Problems.invalid("the content of '" + key + "' has another checksum than was told");
            }
            ObjectRecord object =
                    new ObjectRecord(key, String.valueOf(file.getFileName()), length, hash, contentType, now, metadata);
            keep(object);
            return object;
        } catch (CloudException | ProcessException refused) {
            Folders.delete(file);
            throw refused;
        }
    }

    private static long copy(InputStream content, MessageDigest digest, Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long length = new DigestInputStream(content, digest).transferTo(Channels.newOutputStream(channel));
            channel.force(true);
            return length;
        } catch (IOException failed) {
            throw Folders.io("write", file, failed);
        }
    }

    private void keep(ObjectRecord object) {
        lock.lock();
        try {
            Path entry = Folders.make(keys).resolve(hash(object.key()));
            Optional<ObjectRecord> before = find(object.key());
            StateFile.write(entry, object::write);
            before.ifPresent(old -> Folders.delete(data.resolve(old.data())));
        } finally {
            lock.unlock();
        }
    }

    Optional<ObjectRecord> find(String key) {
        Path entry = keys.resolve(hash(key));
        return Files.exists(entry) ? Optional.of(StateFile.read(entry, ObjectRecord::read)) : Optional.empty();
    }

    ObjectRecord get(String key) {
        return find(key)
                .orElseThrow(() -> CloudException.rejected(Reason.NOT_FOUND, "there is no object '" + key + "'")
                        .build());
    }

    /** Copies a part of the content; begins again when the object is replaced before the first byte. */
    ObjectRecord read(String key, long from, long length, OutputStream to) {
        while (true) {
            ObjectRecord object = get(key);
            Path file = data.resolve(object.data());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                if (from > 0 && from >= object.size()) {
                    throw Problems.invalid("'" + key + "' has " + object.size() + " bytes, and none from " + from);
                }
                InputStream in = Channels.newInputStream(channel.position(from));
                long left = Math.min(length, object.size() - from);
                byte[] buffer = new byte[64 * 1024];
                while (left > 0) {
                    int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                    if (count < 0) {
                        throw new IOException("the content is shorter than it was");
                    }
                    to.write(buffer, 0, count);
                    left -= count;
                }
                return object;
            } catch (NoSuchFileException replaced) {
                if (find(key).filter(object::equals).isPresent()) {
                    throw Folders.io("read", file, replaced);
                }
            } catch (IOException failed) {
                throw Folders.io("read", file, failed);
            }
        }
    }

    InputStream open(ObjectRecord object) {
        try {
            return Files.newInputStream(data.resolve(object.data()));
        } catch (IOException failed) {
            throw Folders.io("read", data, failed);
        }
    }

    void delete(String key) {
        lock.lock();
        try {
            find(key).ifPresent(object -> {
                Folders.delete(keys.resolve(hash(key)));
                Folders.delete(data.resolve(object.data()));
            });
        } finally {
            lock.unlock();
        }
    }

    boolean empty() {
        return Folders.list(keys).isEmpty();
    }

    /** Returns the objects after a key whose keys begin so, by the order of their UTF-8 bytes. */
    List<ObjectRecord> list(String prefix, String after, int atMost) {
        lock.lock();
        try {
            return Folders.list(keys).stream()
                    .map(entry -> StateFile.read(entry, ObjectRecord::read))
                    .filter(object -> object.key().startsWith(prefix))
                    .filter(object -> after.isEmpty() || BY_UTF8.compare(object.key(), after) > 0)
                    .sorted(Comparator.comparing(ObjectRecord::key, BY_UTF8))
                    .limit(atMost)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Deletes contents that no key names. */
    void sweep() {
        List<String> named = Folders.list(keys).stream()
                .map(entry -> StateFile.read(entry, ObjectRecord::read).data())
                .toList();
        for (Path file : Folders.list(data)) {
            String name = String.valueOf(file.getFileName());
            if (!named.contains(name) && !name.startsWith(AtomicFiles.TEMPORARY_PREFIX)) {
                Folders.delete(file);
            }
        }
    }

    private static String hash(String key) {
        return HexFormat.of().formatHex(sha256().digest(key.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
