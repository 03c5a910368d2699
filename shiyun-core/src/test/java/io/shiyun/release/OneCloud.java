package io.shiyun.release;

import io.shiyun.call.Clouds;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Apps;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Registration;
import java.time.Duration;
import java.util.List;

/** One cloud, {@code here}, with apps alone. */
record OneCloud(Apps apps) implements Clouds, Cloud, Call {
    static final CloudId ID = new CloudId("here");
    static final Region REGION = new Region(ID, "one");

    @Override
    public List<CloudId> ids() {
        return List.of(ID);
    }

    @Override
    public Cloud cloud(CloudId id) {
        return this;
    }

    @Override
    public Capabilities capabilities(CloudId id) {
        return Capabilities.builder().full(Operation.APPS_APPLY).build();
    }

    @Override
    public Call call(Operation operation) {
        return this;
    }

    @Override
    public Call call(Duration time) {
        return this;
    }

    @Override
    public List<CloudService> services() {
        return List.of(apps);
    }

    @Override
    public void check(Call call) {}

    @Override
    public List<Region> regions() {
        return List.of(REGION);
    }

    @Override
    public void close() {}

    @Override
    public Duration remaining() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void check() {}

    @Override
    public Registration onCancel(Runnable action) {
        return () -> {};
    }

    @Override
    public CloudException over(Certainty certainty) {
        return CloudException.of(certainty, Reason.TIMEOUT, "over").build();
    }
}
