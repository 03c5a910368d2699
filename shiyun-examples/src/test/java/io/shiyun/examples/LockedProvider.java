package io.shiyun.examples;

import io.shiyun.provider.sim.SimProvider;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudEvent;
import io.shiyun.spi.CloudEventKind;
import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.Setting;
import java.util.List;

/** The simulated cloud behind a password, by the id {@code locked}: a provider with a setting that must be there. */
public final class LockedProvider implements CloudProvider {
    private final SimProvider sim = new SimProvider();

    /** Makes the provider; found by ServiceLoader. */
    public LockedProvider() {}

    @Override
    public String id() {
        return "locked";
    }

    @Override
    public Capabilities capabilities() {
        return sim.capabilities();
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.required("password", "PASSWORD", "what opens it").asSecret());
    }

    @Override
    public Cloud connect(CloudConfig config) {
        int length = config.secret("password").orElseThrow().reveal().length();
        config.events()
                .accept(new CloudEvent(
                        config.cloud(), CloudEventKind.values()[0], config + " with " + length + " characters"));
        return sim.connect(CloudConfig.builder(config.cloud())
                .clock(config.clock())
                .ticker(config.ticker())
                .executor(config.executor())
                .build());
    }
}
