package io.shiyun.process.apps;

import io.shiyun.process.ProcessException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The record of an app with its lock and its file. A change is on the disk before it is seen.
 *
 * <p>The lock is never waited for with a replica's supervisor held, except by a start, which holds the supervisor first; so nobody
 * may wait for a supervisor while he holds the lock.
 */
final class AppState {
    private final Path folder;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile AppRecord record;

    AppState(Path folder, AppRecord record) {
        this.folder = folder;
        this.record = record;
    }

    static Path file(Path folder) {
        return folder.resolve("app.state");
    }

    Path folder() {
        return folder;
    }

    AppRecord get() {
        return record;
    }

    /** Returns a record of a replica in it. */
    ReplicaRecord replica(String name) {
        return record.replica(name)
                .orElseThrow(
                        () -> new ProcessException(ProcessException.Kind.LAUNCH_FAILED, name + " is no longer wanted"));
    }

    /** Writes the record, also when nothing in it has changed. */
    void save(AppRecord next) {
        StateFile.write(file(folder), next::write);
        record = next;
    }

    /** Changes one replica's record, and returns it. */
    ReplicaRecord change(String name, UnaryOperator<ReplicaRecord> change) {
        return locked(() -> {
            save(record.change(name, change));
            return replica(name);
        });
    }

    <T> T locked(Supplier<T> body) {
        lock.lock();
        try {
            return body.get();
        } finally {
            lock.unlock();
        }
    }

    void locked(Runnable body) {
        lock.lock();
        try {
            body.run();
        } finally {
            lock.unlock();
        }
    }
}
