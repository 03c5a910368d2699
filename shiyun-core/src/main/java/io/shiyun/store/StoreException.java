package io.shiyun.store;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of the store. The {@linkplain #kind() kind} says what a caller can do about it; the message names
 * the file and says what to do, and never holds a stored value.
 */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why the store could not do what it was asked. */
    public enum Kind {
        /** The file, its folder or its file system cannot be written. */
        READ_ONLY,
        /** The file is damaged. */
        CORRUPT,
        /** The file is something else: not a database, or the database of another application. */
        NOT_A_STORE,
        /** The file was made by a newer version of Shiyun. */
        NEWER,
        /** A migration that was applied to this file reads differently today. */
        EDITED,
        /** Another process holds the file. */
        LOCKED,
        /** The disk, or the limit set for the file, is full. The transaction was rolled back. */
        FULL,
        /** The operating system failed a read or a write. */
        IO,
        /** The native library of the database could not be loaded. */
        NATIVE,
        /** A row with the same identity exists, or a rule of the schema was broken. */
        CONFLICT,
        /** The row belongs to another owner now; this write was refused. */
        STALE,
        /** The sealing key is missing, malformed, readable by others, or not the one a value was sealed with. */
        KEY,
        /** The store was closed. */
        CLOSED
    }

    private final Kind kind;
    private final @Nullable String file;

    StoreException(Kind kind, @Nullable Path file, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.file = file == null ? null : file.toString();
    }

    StoreException(Kind kind, @Nullable Path file, String message) {
        this(kind, file, message, null);
    }

    /** What went wrong, in the terms a caller can act on. */
    public Kind kind() {
        return kind;
    }

    /** The file concerned, where there is one. */
    public Optional<Path> file() {
        return Optional.ofNullable(file).map(Path::of);
    }
}
