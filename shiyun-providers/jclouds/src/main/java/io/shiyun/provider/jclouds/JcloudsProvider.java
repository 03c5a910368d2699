package io.shiyun.provider.jclouds;

import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.Setting;
import java.util.List;

/** Any cloud of Apache jclouds, by the id {@code jclouds}. See the package. */
public final class JcloudsProvider implements CloudProvider {
    /** Makes the provider; found by ServiceLoader. */
    public JcloudsProvider() {}

    @Override
    public String id() {
        return "jclouds";
    }

    @Override
    public String title() {
        return "Any cloud of Apache jclouds";
    }

    @Override
    public Capabilities capabilities() {
        return JcloudsCapabilities.ALL;
    }

    @Override
    public List<Setting> settings() {
        return JcloudsOptions.SETTINGS;
    }

    @Override
    public Cloud connect(CloudConfig config) {
        JcloudsOptions options = JcloudsOptions.of(config);
        return new JcloudsCloud(new Session(options, Kind.of(options.api())));
    }
}
