package io.shiyun.provider.local;

import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Shape;
import io.shiyun.process.apps.Names;
import io.shiyun.process.apps.Pages;
import io.shiyun.spi.Call;
import io.shiyun.spi.Console;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Stop;
import io.shiyun.spi.Ticket;
import java.util.List;
import java.util.Map;

/** Hosts that are sandboxes. Every operation is done when it answers. */
final class LocalHosts implements Hosts {
    private static final int CONSOLE_LINES = 2_000;
    private static final int CONSOLE_CHARS = 1 << 20;

    private final Desk desk;
    private final HostTable hosts;

    LocalHosts(Desk desk) {
        this.desk = desk;
        this.hosts = desk.world().hosts();
    }

    @Override
    public Progress<Host> create(HostOrder order, Intent intent, Call call) {
        return desk.ask(order, call, () -> {
            Names.check("a host", order.name());
            return Progress.done(fact(hosts.create(order, intent)));
        });
    }

    @Override
    public Page<Host> list(HostQuery query, Cursor from, Call call) {
        return desk.ask(query, call, () -> {
            List<Host> found = hosts.all().stream()
                    .filter(host -> query.matches(host.tags()))
                    .map(this::fact)
                    .toList();
            return Pages.of(found, host -> host.id().value(), from);
        });
    }

    @Override
    public Host get(HostId id, Call call) {
        return desk.ask(id, call, () -> fact(hosts.get(id)));
    }

    @Override
    public Progress<Host> start(HostId id, Call call) {
        return desk.ask(id, call, () -> Progress.done(fact(hosts.start(id))));
    }

    @Override
    public Progress<Host> stop(HostId id, Stop keep, Call call) {
        return desk.ask(id, call, () -> Progress.done(fact(hosts.stop(id, keep == Stop.RELEASE))));
    }

    @Override
    public Progress<Host> reboot(HostId id, Call call) {
        return desk.ask(id, call, () -> Progress.done(fact(hosts.reboot(id))));
    }

    @Override
    public Progress<Host> resize(HostId id, Shape shape, Intent intent, Call call) {
        return desk.ask(id, call, () -> Progress.done(fact(hosts.resize(id, shape))));
    }

    @Override
    public Host tag(HostId id, Map<String, String> tags, Call call) {
        return desk.ask(id, call, () -> fact(hosts.tag(id, tags)));
    }

    @Override
    public Console console(HostId id, Call call) {
        return desk.ask(id, call, () -> {
            List<String> lines =
                    hosts.console(hosts.get(id)).tail(CONSOLE_LINES).lines();
            String text = String.join("\n", lines);
            return new Console(id, text.substring(Math.max(0, text.length() - CONSOLE_CHARS)));
        });
    }

    @Override
    public Progress<Host> delete(HostId id, Call call) {
        return desk.ask(id, call, () -> {
            String name = hosts.find(id).map(host -> host.order().name()).orElse("");
            hosts.delete(id);
            return Progress.done(Host.builder(id, name, HostState.DELETED)
                    .nativeState("deleted")
                    .billed(false)
                    .build());
        });
    }

    @Override
    public Progress<Host> proceed(Ticket ticket, Intent intent, Call call) {
        HostId id = new HostId(ticket.region(), ticket.arg(0));
        return desk.ask(ticket, call, () -> Progress.done(fact(hosts.get(id))));
    }

    private Host fact(HostRecord host) {
        return host.fact(desk.world().region(), desk.world().zone());
    }
}
