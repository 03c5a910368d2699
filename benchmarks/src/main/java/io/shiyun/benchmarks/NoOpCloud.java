package io.shiyun.benchmarks;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Reason;
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
import io.shiyun.spi.Registration;
import java.time.Duration;
import java.util.List;

/** A cloud of one host that answers at once, so that only the way to it is measured. */
final class NoOpCloud implements Cloud, Hosts {
    /** A call without a limit, for the ways beside ours, which need none. */
    static final Call CALL = new Call() {
        @Override
        public Duration remaining() {
            return Duration.ofDays(1);
        }

        @Override
        public void check() {}

        @Override
        public Registration onCancel(Runnable action) {
            return () -> {};
        }

        @Override
        public CloudException over(Certainty certainty) {
            return CloudException.of(certainty, Reason.CANCELLED, "called off").build();
        }
    };

    final Region region = Region.of("bench", "r1");
    final HostId id = new HostId(region, "i-0123456789abcdef0");
    final Host host = Host.builder(id, "h", HostState.RUNNING).build();

    @Override
    public Host get(HostId asked, Call call) {
        return host;
    }

    @Override
    public Page<Host> list(HostQuery query, Cursor from, Call call) {
        return Page.last(List.of(host));
    }

    @Override
    public Progress<Host> create(HostOrder order, Intent intent, Call call) {
        return Progress.done(host);
    }

    @Override
    public Progress<Host> delete(HostId asked, Call call) {
        return Progress.done(host);
    }

    @Override
    public List<CloudService> services() {
        return List.of(this);
    }

    @Override
    public void check(Call call) {}

    @Override
    public List<Region> regions() {
        return List.of(region);
    }

    @Override
    public void close() {}
}
