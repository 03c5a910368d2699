package io.shiyun.provider.ssh;

import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.Setting;
import java.util.List;

/** Machines you own as a cloud, by the id {@code ssh}; see the package for what that means. */
public final class SshProvider implements CloudProvider {
    /** Makes the provider; found by ServiceLoader. */
    public SshProvider() {}

    @Override
    public String id() {
        return "ssh";
    }

    @Override
    public String title() {
        return "Machines over SSH";
    }

    @Override
    public Capabilities capabilities() {
        return SshCapabilities.ALL;
    }

    @Override
    public List<Setting> settings() {
        return SshSettings.ALL;
    }

    /**
     * Opens a session; reads the hosts file. No machine is asked, unless the folder has apps that nobody looks after: those are
     * taken over beside this.
     *
     * @throws IllegalArgumentException when a setting cannot be right, or with every bad line of the hosts file
     */
    @Override
    public Cloud connect(CloudConfig config) {
        AppOptions.of(config);
        return new SshCloud(config, SshOptions.of(config));
    }
}
