package io.shiyun.process.apps;

import io.shiyun.model.CloudException;
import io.shiyun.model.ProjectId;
import io.shiyun.process.Folders;
import io.shiyun.process.ProcessException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The apps of a folder, in {@code PROJECT/APP/}, while this Java process owns it. Thread-safe. */
public final class AppTable implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AppTable.class);

    private final Path folder;
    private final Ground ground;
    private final Map<String, LiveApp> apps = new ConcurrentSkipListMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** Makes a table that is empty until {@link #adopt}. */
    public AppTable(Path folder, Ground ground) {
        this.folder = folder;
        this.ground = ground;
    }

    /** Takes over what a former owner left. */
    public void adopt() {
        for (Path project : Folders.list(folder)) {
            for (Path app : Folders.list(project)) {
                if (!Files.exists(AppState.file(app))) {
                    // What a crash left of an app that was being made or deleted; it has no process that is known.
                    Folders.delete(app);
                } else {
                    LiveApp live = new LiveApp(this, app, StateFile.read(AppState.file(app), AppRecord::read));
                    keep(live);
                    live.adopt();
                }
            }
        }
    }

    /** Returns whether a folder of apps has any. */
    public static boolean any(Path folder) {
        return Folders.list(folder).stream()
                .flatMap(project -> Folders.list(project).stream())
                .anyMatch(app -> Files.exists(AppState.file(app)));
    }

    /** Returns how many replicas a folder of apps has on a machine, whoever owns the folder. */
    public static long on(Path folder, String machine) {
        return Folders.list(folder).stream()
                .flatMap(project -> Folders.list(project).stream())
                .map(AppState::file)
                .filter(Files::exists)
                .map(file -> StateFile.read(file, AppRecord::read))
                .flatMap(app -> app.replicas().stream())
                .filter(replica -> replica.machine().equals(machine))
                .count();
    }

    /** Looks after all apps; to be called about once a second. */
    public void tend() {
        for (LiveApp app : apps.values()) {
            try {
                app.tend();
            } catch (ProcessException | CloudException failed) {
                LOG.warn("cannot look after {}: {}", app.id(), failed.getMessage());
            }
        }
    }

    /** Returns the app. */
    public Optional<LiveApp> find(ProjectId project, String name) {
        return Optional.ofNullable(apps.get(key(project, name)));
    }

    /** Returns all apps. */
    public Collection<LiveApp> all() {
        return apps.values();
    }

    /** Returns how many replicas there are. */
    public long replicas() {
        return apps.values().stream()
                .mapToLong(app -> app.record().replicas().size())
                .sum();
    }

    Ground ground() {
        return ground;
    }

    /** Held by whoever makes an app. */
    ReentrantLock lock() {
        return lock;
    }

    Path folder(ProjectId project, String name) {
        return folder.resolve(project.value()).resolve(name);
    }

    void keep(LiveApp app) {
        apps.put(key(app.id().project(), app.id().value()), app);
    }

    void forget(LiveApp app) {
        apps.remove(key(app.id().project(), app.id().value()), app);
    }

    /** Lets go of all apps and leaves their processes as they are. */
    @Override
    public void close() {
        apps.values().forEach(LiveApp::release);
    }

    private static String key(ProjectId project, String name) {
        return project.value() + "/" + name;
    }
}
