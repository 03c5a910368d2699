package io.shiyun;

import io.shiyun.call.Clouds;
import io.shiyun.call.GuardedCloud;
import io.shiyun.call.Pipeline;
import io.shiyun.model.CloudId;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.Operation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions of one Shiyun, each behind the pipeline. */
final class ConnectedClouds implements Clouds, AutoCloseable {
    private final Pipeline pipeline;
    private final Map<CloudId, GuardedCloud> clouds = new LinkedHashMap<>();
    private final Map<CloudId, CloudProvider> providers = new LinkedHashMap<>();
    private final Map<CloudId, Capabilities> narrowed = new ConcurrentHashMap<>();

    ConnectedClouds(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** Opens a session; not safe beside anything else. */
    void connect(CloudProvider provider, CloudConfig config) {
        clouds.put(config.cloud(), pipeline.guard(provider.connect(config), () -> capabilities(config.cloud())));
        providers.put(config.cloud(), provider);
    }

    @Override
    public List<CloudId> ids() {
        return List.copyOf(clouds.keySet());
    }

    @Override
    public Cloud cloud(CloudId id) {
        GuardedCloud cloud = clouds.get(id);
        if (cloud == null) {
            throw unknown(id);
        }
        return cloud;
    }

    @Override
    public Capabilities capabilities(CloudId id) {
        CloudProvider provider = providers.get(id);
        if (provider == null) {
            throw unknown(id);
        }
        return narrowed.getOrDefault(id, provider.capabilities());
    }

    /** Asks the cloud whether it answers, and what this account can do there. */
    void check(CloudId id, Call call) {
        Cloud cloud = cloud(id);
        cloud.check(call);
        narrowed.put(id, cloud.narrow(capabilities(id), call));
    }

    @Override
    public Call call(Operation operation) {
        return pipeline.call(operation);
    }

    @Override
    public Call freshCall(Operation operation) {
        return pipeline.freshCall(operation);
    }

    @Override
    public Call call(Duration time) {
        return pipeline.call(time);
    }

    private IllegalArgumentException unknown(CloudId id) {
        return new IllegalArgumentException("No cloud is named '" + id + "'; connected are " + clouds.keySet());
    }

    @Override
    public void close() {
        Closing.all(clouds.values());
    }
}
