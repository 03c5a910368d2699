package io.shiyun.provider.aws;

import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.Setting;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Amazon Web Services, by the id {@code aws}. */
public final class AwsProvider implements CloudProvider {
    private final UnaryOperator<@Nullable String> environment;

    /** Makes the provider; what settings leave open it looks for in the environment of this process. */
    public AwsProvider() {
        this(System::getenv);
    }

    AwsProvider(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public String id() {
        return "aws";
    }

    @Override
    public String title() {
        return "Amazon Web Services";
    }

    @Override
    public Capabilities capabilities() {
        return AwsCapabilities.ALL;
    }

    @Override
    public List<Setting> settings() {
        return AwsSettings.ALL;
    }

    @Override
    public Cloud connect(CloudConfig config) {
        return new AwsCloud(new AwsSettings(config, environment));
    }
}
