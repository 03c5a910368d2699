package io.shiyun.store;

import io.shiyun.model.Fields;
import io.shiyun.store.StoreException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The durable state in one file. Thread-safe. A committed transaction is on the disk when {@link #write} returns: the
 * write-ahead log is synced at each commit.
 *
 * <p>One transaction writes at a time; reads run beside it and see the state before it. Several processes may open the
 * same file on a local disk; what only one of them may do is settled by the fencing numbers of intents and leases.
 */
public final class Store implements AutoCloseable {
    private final Path file;
    private final StoreOptions options;
    private final Sqlite sqlite;
    private final Sql writer;
    private final Installation installation;
    private final ReentrantLock writing = new ReentrantLock();
    private final Semaphore reading;
    /** Set on a thread that reads: a second permit for the same thread could wait for ever. */
    private final ThreadLocal<@Nullable Boolean> inRead = new ThreadLocal<>();

    private final Deque<Sql> idle = new ArrayDeque<>();
    private final ReentrantLock idleGuard = new ReentrantLock();
    private final ReentrantLock sealGuard = new ReentrantLock();
    private final @Nullable Path temporary;
    private final String sealId;
    private volatile @Nullable Seal seal;
    private volatile boolean closed;

    private Store(Path file, StoreOptions options, @Nullable Path temporary, List<Migrations.Migration> migrations) {
        this.file = file;
        this.options = options;
        this.temporary = temporary;
        this.reading = new Semaphore(options.readers());
        this.sqlite = new Sqlite(file, options.busyTimeout());
        sqlite.prepare();
        this.writer = new Sql(sqlite.writer(), sqlite);
        boolean ready = false;
        try {
            sqlite.check(writer.connection());
            Migrations.apply(writer, file, migrations, options.clock().instant());
            this.installation = InstallationTable.load(writer, options.clock().instant());
            this.sealId = InstallationTable.sealId(writer);
            ready = true;
        } finally {
            if (!ready) {
                writer.close();
            }
        }
    }

    /** Opens the store, or makes it, with the {@linkplain StoreOptions#defaults() usual options}. */
    public static Store open(Path file) {
        return open(file, StoreOptions.defaults());
    }

    /**
     * Opens the store, or makes it: folders above it are created, the file is readable by its owner only, every page is
     * checked once, and an older schema is brought up to date.
     *
     * @throws StoreException if the file is read-only, damaged, something else, made by a newer version, or held by
     *     another process; the file is then as it was
     */
    public static Store open(Path file, StoreOptions options) {
        return new Store(file.toAbsolutePath(), options, null, Migrations.all());
    }

    /** As {@link #open(Path, StoreOptions)} with other migrations. */
    static Store open(Path file, StoreOptions options, List<Migrations.Migration> migrations) {
        return new Store(file.toAbsolutePath(), options, null, migrations);
    }

    /** A store in a temporary folder that is deleted at close: for tests, and for a library used without memory. */
    public static Store temporary(StoreOptions options) {
        try {
            Path folder = Files.createTempDirectory("shiyun-store");
            return new Store(folder.resolve("shiyun.db"), options, folder, Migrations.all());
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary folder could be made for the store", e);
        }
    }

    /** Where the store is. */
    public Path file() {
        return file;
    }

    /** Who this installation is, and the key of its tokens and hashes. */
    public Installation installation() {
        return installation;
    }

    /**
     * What seals secrets at rest. The key comes from the environment variable {@code SHIYUN_KEY} or a key file beside
     * the store, which is made at the first use.
     *
     * @throws StoreException of kind KEY if the key is malformed, missing, readable by others, or not the one this
     *     store was sealed with
     */
    public Seal seal() {
        Seal known = seal;
        if (known != null) {
            return known;
        }
        Seal found = loadSeal();
        String kept = writing.isHeldByCurrentThread()
                ? InstallationTable.keepSealId(writer, found.id())
                : this.<String>write(tx -> InstallationTable.keepSealId(tx.writing(), found.id()));
        if (!kept.equals(found.id())) {
            throw SealKey.wrong(file);
        }
        seal = found;
        return found;
    }

    private Seal loadSeal() {
        sealGuard.lock();
        try {
            return SealKey.load(file, options.environment(), sealId.isEmpty());
        } finally {
            sealGuard.unlock();
        }
    }

    /** Writes an order down as text that stands for it exactly, its secrets sealed. */
    public FrozenOrder freeze(Fields order) {
        return OrderText.freeze(order, this::seal, installation);
    }

    /** Reads a frozen order back. */
    public Fields thaw(FrozenOrder order) {
        return OrderText.thaw(order, this::seal);
    }

    /**
     * Runs one transaction. When this returns, all of it is on the disk; when this throws, none of it is.
     *
     * @throws IllegalStateException if called inside another write of this thread: hand the {@link Tx} on instead
     */
    public <T extends @Nullable Object> T write(Function<Tx, T> work) {
        if (writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("A write inside a write: hand the Tx on instead");
        }
        writing.lock();
        try {
            refuseIfClosed();
            return transact(writer, Sqlite.BEGIN_WRITE, true, work);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Runs several reads that see one state of the store: the last commit, even from within a write.
     *
     * @throws IllegalStateException if called inside another read of this thread: hand the {@link Tx} on instead
     */
    public <T extends @Nullable Object> T read(Function<Tx, T> work) {
        if (inRead.get() != null) {
            throw new IllegalStateException("A read inside a read: hand the Tx on instead");
        }
        reading.acquireUninterruptibly();
        inRead.set(true);
        try {
            refuseIfClosed();
            Sql reader = borrow();
            boolean sound = false;
            try {
                T result = transact(reader, Sqlite.BEGIN_READ, false, work);
                sound = true;
                return result;
            } finally {
                giveBack(reader, sound);
            }
        } finally {
            inRead.remove();
            reading.release();
        }
    }

    private <T extends @Nullable Object> T transact(Sql sql, String begin, boolean writes, Function<Tx, T> work) {
        Tx tx = new Tx(sql, installation, writes);
        sql.begin(begin);
        boolean committed = false;
        try {
            T result = work.apply(tx);
            sql.commit();
            committed = true;
            return result;
        } catch (Throwable e) {
            if (!committed) {
                rollback(sql, e);
            }
            throw e;
        } finally {
            tx.end();
        }
    }

    private void rollback(Sql sql, Throwable reason) {
        try {
            sql.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(sqlite.error(e, "roll back"));
        }
    }

    private Sql borrow() {
        idleGuard.lock();
        try {
            Sql reader = idle.pollFirst();
            if (reader != null) {
                return reader;
            }
        } finally {
            idleGuard.unlock();
        }
        return new Sql(sqlite.reader(), sqlite);
    }

    private void giveBack(Sql reader, boolean sound) {
        if (sound) {
            idleGuard.lock();
            try {
                idle.addFirst(reader);
            } finally {
                idleGuard.unlock();
            }
        } else {
            reader.close();
        }
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new StoreException(Kind.CLOSED, file, "The store " + file + " was closed: open it again");
        }
    }

    /** Waits for running transactions, moves the write-ahead log into the file, and releases it. Harmless to repeat. */
    @Override
    public void close() {
        if (writing.isHeldByCurrentThread() || inRead.get() != null) {
            throw new IllegalStateException("A close inside a transaction: let it end first");
        }
        writing.lock();
        reading.acquireUninterruptibly(options.readers());
        try {
            if (closed) {
                return;
            }
            closed = true;
            idle.forEach(Sql::close);
            idle.clear();
            sqlite.checkpoint(writer.connection());
            writer.close();
            deleteTemporary();
        } finally {
            reading.release(options.readers());
            writing.unlock();
        }
    }

    private void deleteTemporary() {
        if (temporary == null) {
            return;
        }
        try (var files = Files.list(temporary)) {
            for (Path each : files.toList()) {
                Files.deleteIfExists(each);
            }
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary store " + temporary + " could not be deleted", e);
        }
    }

    @Override
    public String toString() {
        return "Store(" + file + ")";
    }
}
