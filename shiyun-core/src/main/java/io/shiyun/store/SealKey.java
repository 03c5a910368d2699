package io.shiyun.store;

import io.shiyun.store.StoreException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Finds the sealing key of a store: the environment variable first, then the key file beside the store. */
final class SealKey {
    static final String VARIABLE = "SHIYUN_KEY";

    private SealKey() {}

    static Path file(Path store) {
        return store.resolveSibling(store.getFileName() + ".key");
    }

    /**
     * Loads the key.
     *
     * @param mayCreate whether a missing key file is made: not once values were sealed with a key that is gone
     */
    static Seal load(Path store, UnaryOperator<@Nullable String> environment, boolean mayCreate) {
        String variable = environment.apply(VARIABLE);
        if (variable != null && !variable.isBlank()) {
            return Seal.of(decode(variable, "the environment variable " + VARIABLE), VARIABLE);
        }
        Path file = file(store);
        try {
            if (!Files.exists(file)) {
                if (!mayCreate) {
                    throw new StoreException(
                            Kind.KEY,
                            file,
                            "The store " + store + " holds sealed values, but neither " + VARIABLE + " is set nor does "
                                    + file + " exist: bring back the key");
                }
                create(file);
            }
            checkPrivate(file);
            if (Files.size(file) > 4096) {
                throw malformed("the key file " + file);
            }
            return Seal.of(decode(Files.readString(file), "the key file " + file), file.toString());
        } catch (IOException e) {
            throw new StoreException(Kind.KEY, file, "The key file " + file + " cannot be read: " + e, e);
        }
    }

    private static void create(Path file) throws IOException {
        byte[] key = new byte[Seal.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        byte[] text = (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII);
        FileAttribute<?>[] attributes = isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path fresh = Files.createTempFile(folder(file), file.getFileName().toString(), ".new", attributes);
        try {
            try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(text);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                out.force(true);
            }
            publish(fresh, file);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** The whole key appears under its name at once, and the first of two makers wins. */
    private static void publish(Path fresh, Path file) throws IOException {
        try {
            Files.createLink(file, fresh);
        } catch (UnsupportedOperationException e) {
            Files.move(fresh, file);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file)) {
                throw e;
            }
        }
        if (isPosix(file)) {
            try (FileChannel folder = FileChannel.open(folder(file), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a key file lies in a folder");
    }

    private static void checkPrivate(Path file) throws IOException {
        if (!isPosix(file)) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        for (PosixFilePermission permission : permissions) {
            String name = permission.name();
            if (name.startsWith("GROUP_") || name.startsWith("OTHERS_")) {
                throw new StoreException(
                        Kind.KEY,
                        file,
                        "The key file " + file + " is open to other users ("
                                + PosixFilePermissions.toString(permissions)
                                + "): take it from them with 'chmod 600 " + file
                                + "', and change the secrets if someone may have read it");
            }
        }
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** The decoder's own message is not passed on: it could quote the key. */
    private static byte[] decode(String text, String origin) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            key = new byte[0];
        }
        if (key.length != Seal.KEY_BYTES) {
            throw malformed(origin);
        }
        return key;
    }

    private static StoreException malformed(String origin) {
        return new StoreException(
                Kind.KEY,
                null,
                "The sealing key in " + origin + " is malformed: it must be the base64 of " + Seal.KEY_BYTES
                        + " random bytes, as 'openssl rand -base64 32' prints");
    }

    static StoreException wrong(Path store) {
        return new StoreException(
                Kind.KEY,
                store,
                "The store " + store + " was sealed with another key than the one in " + VARIABLE + " or " + file(store)
                        + ": bring back the key it was sealed with");
    }
}
