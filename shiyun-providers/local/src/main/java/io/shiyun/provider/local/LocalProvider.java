package io.shiyun.provider.local;

import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.Setting;
import java.util.List;

/**
 * This machine as a cloud, by the id {@code local}. Closing a session leaves replicas running; the next session with the same
 * folder takes them over. See the package for what pauses in between.
 */
public final class LocalProvider implements CloudProvider {
    /** Makes the provider; found by ServiceLoader. */
    public LocalProvider() {}

    @Override
    public String id() {
        return "local";
    }

    @Override
    public String title() {
        return "This machine";
    }

    @Override
    public Capabilities capabilities() {
        return LocalCapabilities.ALL;
    }

    @Override
    public List<Setting> settings() {
        return LocalOptions.SETTINGS;
    }

    /**
     * Opens a session, taking over what a former owner of the folder left running.
     *
     * @throws io.shiyun.model.CloudException CONFLICT, NOT_SENT, when another process owns the folder
     */
    @Override
    public Cloud connect(CloudConfig config) {
        return new LocalCloud(Worlds.open(config, LocalOptions.of(config)));
    }
}
