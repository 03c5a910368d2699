package io.shiyun.benchmarks;

import io.shiyun.model.Certainty;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import java.util.List;

/** A cloud of one host that answers after a while. */
final class SleepyCloud implements Cloud, Hosts {
    final Region region;
    private final long millis;

    SleepyCloud(String name, long millis) {
        this.region = Region.of(name, "r1");
        this.millis = millis;
    }

    private Host host() {
        return Host.builder(new HostId(region, "h"), region.cloud().name(), HostState.RUNNING)
                .build();
    }

    private void answerLater(Call call) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw call.over(Certainty.AMBIGUOUS);
        }
    }

    @Override
    public Host get(HostId id, Call call) {
        answerLater(call);
        return host();
    }

    @Override
    public Page<Host> list(HostQuery query, Cursor from, Call call) {
        answerLater(call);
        return Page.last(List.of(host()));
    }

    @Override
    public Progress<Host> create(HostOrder order, Intent intent, Call call) {
        answerLater(call);
        return Progress.done(host());
    }

    @Override
    public Progress<Host> delete(HostId id, Call call) {
        answerLater(call);
        return Progress.done(host());
    }

    @Override
    public List<CloudService> services() {
        return List.of(this);
    }

    @Override
    public void check(Call call) {
        answerLater(call);
    }

    @Override
    public List<Region> regions() {
        return List.of(region);
    }

    @Override
    public void close() {}
}
