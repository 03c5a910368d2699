package io.shiyun.provider.template;

import static io.shiyun.spi.Operation.HOSTS_CREATE;
import static io.shiyun.spi.Operation.HOSTS_DELETE;
import static io.shiyun.spi.Operation.HOSTS_GET;
import static io.shiyun.spi.Operation.HOSTS_LIST;
import static io.shiyun.spi.Operation.HOSTS_PROCEED;

import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.Guarantee;
import io.shiyun.spi.Setting;
import io.shiyun.wire.HttpOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the plugin loader finds: a name, what it can do, what it needs to know, and how to connect. */
public final class TemplateProvider implements CloudProvider {
    /** The loader needs it. */
    public TemplateProvider() {}

    @Override
    public String id() {
        return "template";
    }

    @Override
    public String title() {
        return "Template";
    }

    /** What is not named here is NONE. The guarantee is what the cloud promises about a create that is sent twice. */
    @Override
    public Capabilities capabilities() {
        return Capabilities.builder()
                .full(HOSTS_CREATE, HOSTS_LIST, HOSTS_GET, HOSTS_DELETE, HOSTS_PROCEED)
                .guarantee(HOSTS_CREATE, Guarantee.token(Duration.ofHours(24), Duration.ZERO))
                .build();
    }

    @Override
    public List<Setting> settings() {
        List<Setting> settings = new ArrayList<>(List.of(
                Setting.required("endpoint", "TINY_ENDPOINT", "the address of the cloud's API"),
                Setting.required("key", "TINY_KEY", "the key of the account").asSecret()));
        settings.addAll(HttpOptions.SETTINGS);
        return settings;
    }

    @Override
    public Cloud connect(CloudConfig config) {
        return new TemplateCloud(config);
    }
}
