package io.shiyun.call;

import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.ImageId;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Console;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A cloud with hosts, of which a test says what each request does. Counts the requests. */
final class ScriptedCloud implements Cloud, Hosts {
    final Region region;
    final AtomicInteger requests = new AtomicInteger();

    /** What happens at each request, given its call, before it is answered. */
    volatile Script script = call -> {};

    volatile Function<Ticket, Progress<Host>> steps = ticket -> Progress.done(host("h"));

    ScriptedCloud(String name) {
        this.region = Region.of(name, "r1");
    }

    @FunctionalInterface
    interface Script {
        void run(Call call);
    }

    HostId id(String value) {
        return new HostId(region, value);
    }

    Host host(String value) {
        return Host.builder(id(value), value, HostState.RUNNING).build();
    }

    HostOrder order() {
        return HostOrder.builder(region, "h", new Shape("small"), new ImageId(region, "debian"))
                .build();
    }

    static Intent intent() {
        return new Intent("abcdefghijklmnop", Map.of());
    }

    private void requested(Call call) {
        requests.incrementAndGet();
        script.run(call);
    }

    @Override
    public Host get(HostId id, Call call) {
        requested(call);
        return host(id.value());
    }

    @Override
    public Page<Host> list(HostQuery query, Cursor from, Call call) {
        requested(call);
        return Page.last(List.of(host(region.cloud().name())));
    }

    @Override
    public Progress<Host> create(HostOrder order, Intent intent, Call call) {
        requested(call);
        return Progress.done(host(order.name()));
    }

    @Override
    public Progress<Host> start(HostId id, Call call) {
        requested(call);
        return Progress.done(host(id.value()));
    }

    @Override
    public Progress<Host> reboot(HostId id, Call call) {
        requested(call);
        return Progress.done(host(id.value()));
    }

    @Override
    public Progress<Host> delete(HostId id, Call call) {
        requested(call);
        return Progress.done(host(id.value()));
    }

    @Override
    public Progress<Host> proceed(Ticket ticket, Intent intent, Call call) {
        requested(call);
        return steps.apply(ticket);
    }

    @Override
    public Console console(HostId id, Call call) {
        throw new UnsupportedOperationException("no console here");
    }

    @Override
    public List<CloudService> services() {
        return List.of(this);
    }

    @Override
    public void check(Call call) {
        requested(call);
    }

    @Override
    public List<Region> regions() {
        return List.of(region);
    }

    @Override
    public void close() {}
}
