package io.shiyun.provider.openstack;

import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.Setting;
import java.util.List;

/** Private clouds by OpenStack, by the id {@code openstack}. */
public final class OpenStackProvider implements CloudProvider {
    /** Makes the provider; found by ServiceLoader. */
    public OpenStackProvider() {}

    @Override
    public String id() {
        return "openstack";
    }

    @Override
    public String title() {
        return "OpenStack";
    }

    @Override
    public Capabilities capabilities() {
        return OpenStackCapabilities.AT_BEST;
    }

    @Override
    public List<Setting> settings() {
        return Options.SETTINGS;
    }

    @Override
    public Cloud connect(CloudConfig config) {
        return new OpenStackCloud(new Desk(config, Options.of(config)));
    }
}
