package io.shiyun.provider.ssh;

import io.shiyun.process.Folders;
import io.shiyun.process.Threads;
import io.shiyun.process.apps.AppOwner;
import io.shiyun.process.apps.AppTable;
import io.shiyun.process.apps.FolderLock;
import io.shiyun.process.apps.StateFile;
import io.shiyun.spi.CloudConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The apps of an open folder, with their own connections and threads. One a folder; sessions of one Java process share it. */
final class AppWorld implements AutoCloseable {
    private static final String APPS = "apps";
    private static final long TEND_MILLIS = 1_000;

    private final CloudConfig config;
    private final FolderLock lock;
    private final AppOwner owner;
    private final Path folder;
    private final Links links;
    private final Runner runner;
    private final RemoteFiles files;
    private final SshGround ground;
    private final AppTable table;

    private AppWorld(CloudConfig config, SshOptions options, Path folder, FolderLock lock) {
        this.config = config;
        this.folder = folder;
        this.lock = lock;
        this.owner = new AppOwner(
                id(folder),
                options.region(),
                new Threads("shiyun-ssh-" + config.cloud().name()),
                config);
        Inventory inventory = new Inventory(options);
        this.links = new Links(options, inventory);
        this.runner = new Runner(links);
        this.files = new RemoteFiles(new Sftp(links));
        AppOptions apps = AppOptions.of(config);
        Roster roster = new Roster(options, inventory, new Book(options.folder()));
        this.ground = new SshGround(this, apps, new AppMachines(roster, apps.machines()));
        this.table = new AppTable(folder.resolve(APPS), ground);
    }

    /** Opens a folder and takes over, as soon as its machine answers, each replica that a former owner left. */
    static AppWorld open(CloudConfig config, SshOptions options, Path folder) {
        FolderLock lock = FolderLock.take(folder);
        AppWorld world = null;
        boolean open = false;
        try {
            world = new AppWorld(config, options, folder, lock);
            world.begin();
            open = true;
            return world;
        } finally {
            if (!open && world != null) {
                world.close();
            } else if (!open) {
                lock.close();
            }
        }
    }

    private void begin() {
        table.adopt();
        owner.threads().every(AppOptions.of(config).watchEvery().toMillis(), this::look);
        owner.threads().every(TEND_MILLIS, table::tend);
    }

    private void look() {
        ground.machines().forEach(machine -> owner.threads().workers().execute(machine::look));
    }

    /** The id of a folder is drawn once. */
    private static String id(Path folder) {
        Path file = folder.resolve("owner.state");
        if (!Files.exists(file)) {
            String id = UUID.randomUUID().toString();
            StateFile.write(file, fields -> fields.put("id", id));
        }
        return StateFile.read(file, fields -> fields.text("id"));
    }

    /** Returns whether a folder has apps to be looked after. */
    static boolean any(Path folder) {
        return AppTable.any(folder.resolve(APPS));
    }

    /** Returns how many replicas a folder has on a machine. */
    static long on(Path folder, String machine) {
        return AppTable.on(folder.resolve(APPS), machine);
    }

    /** Makes the folder of the state, and returns it without links. */
    static Path folder(SshOptions options) {
        return Folders.make(options.folder().get()).toAbsolutePath().normalize();
    }

    /** Lets go of the apps; their processes go on. */
    @Override
    public void close() {
        owner.threads().scheduler().shutdownNow();
        links.close();
        owner.threads().close();
        table.close();
        lock.close();
    }

    Path path() {
        return folder;
    }

    CloudConfig config() {
        return config;
    }

    AppOwner owner() {
        return owner;
    }

    Runner runner() {
        return runner;
    }

    RemoteFiles files() {
        return files;
    }

    AppTable table() {
        return table;
    }
}
