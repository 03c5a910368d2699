package io.shiyun.provider.template;

import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudService;
import io.shiyun.wire.Request;
import java.util.List;

/** A session with one account. */
final class TemplateCloud implements Cloud {
    private final TinyApi api;
    private final Region region;
    private final TemplateHosts hosts;

    TemplateCloud(CloudConfig config) {
        this.api = new TinyApi(config);
        this.region = new Region(config.cloud(), "main");
        this.hosts = new TemplateHosts(api, region);
    }

    @Override
    public List<CloudService> services() {
        return List.of(hosts);
    }

    @Override
    public void check(Call call) {
        api.send(Request.get(api.address("/account")), call);
    }

    @Override
    public List<Region> regions() {
        return List.of(region);
    }

    @Override
    public void close() {
        api.close();
    }
}
