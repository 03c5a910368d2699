package io.shiyun.provider.ssh;

import io.shiyun.model.CloudException;
import io.shiyun.process.apps.AppService;
import io.shiyun.spi.CloudConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one session to the apps of its folder, which is opened when the first session needs it and closed with the last.
 * Thread-safe.
 */
final class AppDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AppDoor.class);
    private static final Map<Path, Shared> OPEN = new HashMap<>();
    private static final ReentrantLock LOCK = new ReentrantLock();

    private static final class Shared {
        private final AppWorld world;
        private int sessions;

        private Shared(AppWorld world) {
            this.world = world;
        }
    }

    private final CloudConfig config;
    private final SshOptions options;
    private final BooleanSupplier open;
    private @Nullable AppWorld world;
    private @Nullable AppService apps;
    private boolean closed;

    AppDoor(CloudConfig config, SshOptions options, BooleanSupplier open) {
        this.config = config;
        this.options = options;
        this.open = open;
    }

    /** Looks after the apps there are, if the folder has any and nobody else does. */
    void lookAfterAny() {
        try {
            if (AppWorld.any(options.folder().get())) {
                apps();
            }
        } catch (IllegalStateException noFolder) {
            LOG.debug("no apps: {}", noFolder.getMessage());
        } catch (CloudException notNow) {
            LOG.info("apps are not looked after here: {}", notNow.problem().message());
        }
    }

    /**
     * Returns the apps.
     *
     * @throws CloudException CONFLICT when another process looks after them
     */
    AppService apps() {
        LOCK.lock();
        try {
            if (closed) {
                throw Problems.invalid("this session was closed; open another");
            }
            AppService known = apps;
            if (known != null) {
                return known;
            }
            Path folder = AppWorld.folder(options);
            Shared shared = OPEN.get(folder);
            if (shared == null) {
                shared = new Shared(AppWorld.open(config, options, folder));
                OPEN.put(folder, shared);
            }
            shared.sessions++;
            world = shared.world;
            known = new AppService(shared.world.table(), open);
            apps = known;
            return known;
        } finally {
            LOCK.unlock();
        }
    }

    @Override
    public void close() {
        LOCK.lock();
        try {
            closed = true;
            AppWorld mine = world;
            world = null;
            Shared shared = mine == null ? null : OPEN.get(mine.path());
            if (shared != null && shared.world == mine && --shared.sessions == 0) {
                OPEN.remove(mine.path());
                mine.close();
            }
        } finally {
            LOCK.unlock();
        }
    }
}
