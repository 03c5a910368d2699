package io.shiyun.provider.local;

import io.shiyun.process.Folders;
import io.shiyun.process.ProcessException;
import io.shiyun.process.apps.Problems;
import io.shiyun.spi.CloudConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The open folders of this Java process: sessions of the same folder share one, and the last to close closes it. */
final class Worlds {
    private static final Map<Path, Shared> OPEN = new HashMap<>();
    private static final ReentrantLock LOCK = new ReentrantLock();

    private static final class Shared {
        private final World world;
        private int sessions;

        private Shared(World world) {
            this.world = world;
        }
    }

    private Worlds() {}

    static World open(CloudConfig config, LocalOptions options) {
        Path folder = real(options.folder());
        LOCK.lock();
        try {
            Shared shared = OPEN.get(folder);
            if (shared == null) {
                shared = new Shared(Problems.translated(() -> World.open(config, options, folder)));
                OPEN.put(folder, shared);
            } else if (!shared.world.region().cloud().equals(config.cloud())) {
                throw Problems.conflict("the state folder " + folder + " is open as the cloud '"
                        + shared.world.region().cloud() + "'; give this cloud a folder of its own");
            }
            shared.sessions++;
            return shared.world;
        } finally {
            LOCK.unlock();
        }
    }

    static void close(World world) {
        LOCK.lock();
        try {
            Shared shared = OPEN.get(world.folder());
            if (shared != null && shared.world == world && --shared.sessions == 0) {
                OPEN.remove(world.folder());
                world.close();
            }
        } finally {
            LOCK.unlock();
        }
    }

    private static Path real(Path folder) {
        try {
            return Problems.translated(() -> Folders.make(folder)).toRealPath();
        } catch (IOException unreadable) {
            throw Problems.translate(new ProcessException(
                    ProcessException.Kind.IO, "cannot open the state folder " + folder, unreadable));
        }
    }
}
