package io.shiyun.store;

import io.shiyun.store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteException;

/**
 * Everything that is particular to SQLite: opening the file, its settings, its error codes. The SQL of the repositories
 * keeps to what PostgreSQL understands as well.
 */
final class Sqlite {
    /** "SHYN": marks a file as ours in the header field that SQLite keeps for this. */
    static final int APPLICATION_ID = 0x5348594E;

    private static final Logger LOG = LoggerFactory.getLogger(Sqlite.class);
    static final String BEGIN_WRITE = "BEGIN IMMEDIATE";
    static final String BEGIN_READ = "BEGIN";
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final Duration busyTimeout;

    Sqlite(Path file, Duration busyTimeout) {
        this.file = file;
        this.busyTimeout = busyTimeout;
    }

    /** Looks at the file before SQLite touches it, and creates an empty one, readable by its owner only. */
    void prepare() {
        if (file.toString().indexOf('?') >= 0) {
            throw new StoreException(
                    Kind.IO,
                    file,
                    "The store " + file + " has a '?' in its path, which its driver cannot open: rename it");
        }
        Path folder = file.toAbsolutePath().getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
            if (!Files.exists(file)) {
                create(folder);
            }
            if (!Files.isRegularFile(file)) {
                throw new StoreException(
                        Kind.NOT_A_STORE,
                        file,
                        "The store " + file + " is not a regular file: name a file, not a folder");
            }
            if (!Files.isWritable(file) || (folder != null && !Files.isWritable(folder))) {
                throw readOnly(null);
            }
            checkMagic();
        } catch (IOException e) {
            throw new StoreException(Kind.IO, file, "The store " + file + " cannot be opened: " + e, e);
        }
    }

    private void create(@Nullable Path folder) throws IOException {
        if (folder != null && !Files.isWritable(folder)) {
            throw readOnly(null);
        }
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file)) {
                throw e;
            }
        }
    }

    private void checkMagic() throws IOException {
        if (Files.size(file) == 0) {
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw notADatabase(null);
            }
        }
    }

    /** The one connection that writes: settings made and read back. The file is not changed before it is known to be ours. */
    Connection writer() {
        return connect(true);
    }

    /** A connection that only reads. */
    Connection reader() {
        return connect(false);
    }

    private Connection connect(boolean writes) {
        Connection connection = null;
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            set(connection, "busy_timeout", Long.toString(busyTimeout.toMillis()));
            if (writes) {
                claim(connection);
            }
            set(connection, "foreign_keys", "1");
            if (writes) {
                set(connection, "journal_mode", "wal");
                set(connection, "synchronous", "2");
                set(connection, "journal_size_limit", Long.toString(64L << 20));
            } else {
                set(connection, "query_only", "1");
            }
            Connection opened = connection;
            connection = null;
            return opened;
        } catch (SQLException e) {
            throw error(e, "open");
        } catch (LinkageError e) {
            throw noLibrary(e);
        } finally {
            closeQuietly(connection);
        }
    }

    /** Refuses another application's database, and marks an empty one as ours. */
    private void claim(Connection connection) throws SQLException {
        execute(connection, BEGIN_READ); // both questions must see one state: another process may be making the file
        long owner = number(connection, "PRAGMA application_id");
        long tables = number(connection, "SELECT count(*) FROM sqlite_master");
        execute(connection, "COMMIT");
        if (owner == APPLICATION_ID) {
            return;
        }
        if (owner != 0 || tables > 0) {
            throw new StoreException(
                    Kind.NOT_A_STORE,
                    file,
                    "The file " + file + " is a database of another application: give Shiyun a file of its own");
        }
        set(connection, "application_id", Integer.toString(APPLICATION_ID));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void set(Connection connection, String setting, String value) throws SQLException {
        execute(connection, "PRAGMA " + setting + " = " + value);
        String found = text(connection, "PRAGMA " + setting);
        if (!value.equals(found)) {
            throw new StoreException(
                    Kind.IO,
                    file,
                    "The store " + file + " did not take the setting " + setting + " = " + value + " (it says " + found
                            + "): is it on a network drive or in a read-only folder? Use a local disk");
        }
    }

    /** Reads every page once. */
    void check(Connection connection) {
        try {
            String found = text(connection, "PRAGMA quick_check(1)");
            if (!"ok".equals(found)) {
                throw corrupt(found, null);
            }
        } catch (SQLException e) {
            throw error(e, "check");
        }
    }

    /**
     * Moves the write-ahead log into the file and empties it, as far as readers of other processes allow. What cannot be
     * moved is safe in the log, from where the next one to open the store takes it; so a failure is only told.
     */
    void checkpoint(Connection connection) {
        try {
            text(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            LOG.warn("The log of the store {} was not moved into it; it stays beside it", file, e);
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        return Long.parseLong(text(connection, query));
    }

    static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            String value = rows.next() ? rows.getString(1) : null;
            return value == null ? "" : value;
        }
    }

    /** Says what an error of the driver means and what to do about it. */
    StoreException error(SQLException e, String doing) {
        if (!(e instanceof SQLiteException)) {
            return e.getCause() instanceof LinkageError || isMissingLibrary(e)
                    ? noLibrary(e)
                    : new StoreException(
                            Kind.IO, file, "The store " + file + " failed to " + doing + ": " + e.getMessage(), e);
        }
        int code = ((SQLiteException) e).getResultCode().code;
        return switch (code & 0xFF) {
            case 5, 6 ->
                new StoreException( // BUSY, LOCKED
                        Kind.LOCKED,
                        file,
                        "The store " + file + " is held by another process (waited " + busyTimeout.toMillis()
                                + " ms to " + doing + "): close the other program, or give this one a store of its own",
                        e);
            case 8 -> readOnly(e); // READONLY
            case 14 ->
                new StoreException( // CANTOPEN
                        Kind.IO,
                        file,
                        "The store " + file
                                + " cannot be opened: check that its folder exists and that this user may write"
                                + " in it",
                        e);
            case 13 ->
                new StoreException( // FULL
                        Kind.FULL,
                        file,
                        "No space is left for the store " + file
                                + ": nothing of this transaction was written; free space"
                                + " on that disk and try again",
                        e);
            case 11 -> corrupt(e.getMessage(), e); // CORRUPT
            case 26 -> notADatabase(e); // NOTADB
            case 19 ->
                new StoreException( // CONSTRAINT
                        Kind.CONFLICT, file, "The store " + file + " refused a row: " + e.getMessage(), e);
            default ->
                new StoreException(
                        Kind.IO, file, "The store " + file + " failed to " + doing + ": " + e.getMessage(), e);
        };
    }

    private static boolean isMissingLibrary(SQLException e) {
        return e.getCause() != null && e.getCause().getClass().getSimpleName().contains("NativeLibrary");
    }

    private StoreException readOnly(@Nullable Throwable cause) {
        return new StoreException(
                Kind.READ_ONLY,
                file,
                "The store " + file + " cannot be written: the file, its folder and its disk must be writable by this"
                        + " user, since the database keeps its log beside the file",
                cause);
    }

    private StoreException corrupt(@Nullable String finding, @Nullable Throwable cause) {
        return new StoreException(
                Kind.CORRUPT,
                file,
                "The store " + file + " is damaged (" + finding
                        + "): keep a copy of it with its -wal file, then restore"
                        + " a backup, or save what is readable with the sqlite3 command '.recover'",
                cause);
    }

    private StoreException notADatabase(@Nullable Throwable cause) {
        return new StoreException(
                Kind.NOT_A_STORE,
                file,
                "The file " + file + " is not a database: give Shiyun a file of its own, or restore a backup",
                cause);
    }

    private StoreException noLibrary(Throwable cause) {
        return new StoreException(
                Kind.NATIVE,
                file,
                "The native library of SQLite could not be loaded for the store " + file + ". It is unpacked to "
                        + System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir"))
                        + ", which may be full, unwritable or mounted noexec: set -Dorg.sqlite.tmpdir to a folder that"
                        + " allows execution",
                cause);
    }

    static void closeQuietly(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.warn("A connection could not be closed", e);
            }
        }
    }
}
