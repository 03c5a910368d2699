package io.shiyun.provider.openstack;

import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Shape;
import io.shiyun.spi.Batch;
import io.shiyun.spi.Call;
import io.shiyun.spi.Console;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostAddress;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Stop;
import io.shiyun.spi.Ticket;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import java.util.Map;

/** Hosts by Nova. */
final class OpenStackHosts implements Hosts {
    private static final int LONGEST_CONSOLE = 1 << 20;

    private final Desk desk;

    OpenStackHosts(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Progress<Host> create(HostOrder order, Intent intent, Call call) {
        return new HostCreation(desk, order, intent, call).one();
    }

    @Override
    public Batch<Progress<Host>> createMany(HostOrder order, int count, Intent intent, Call call) {
        return new HostCreation(desk, order, intent, call).many(count);
    }

    @Override
    public Progress<Host> adopt(HostAddress address, Intent intent, Call call) {
        return Progress.done(new Adoption(desk, address, call).found());
    }

    @Override
    public Page<Host> list(HostQuery query, Cursor from, Call call) {
        Api nova = desk.compute(query.region(), call);
        return new ServerList(
                        nova, query, server(query, call).sizes(), desk.options().pageSize())
                .page(from);
    }

    @Override
    public Host get(HostId id, Call call) {
        return new Server(desk, id, call).get();
    }

    @Override
    public Progress<Host> start(HostId id, Call call) {
        Server server = new Server(desk, id, call);
        Host host = server.get();
        if (host.state() == HostState.RUNNING) {
            return Progress.done(host);
        }
        return server.act(HostSteps.START, host, JsonWriter.object().putNull(HostSteps.starting(host)));
    }

    @Override
    public Progress<Host> stop(HostId id, Stop keep, Call call) {
        Server server = new Server(desk, id, call);
        Host host = server.get();
        boolean shelved = host.nativeState().startsWith("SHELVED");
        if (host.state() == HostState.STOPPED && (keep == Stop.KEEP || shelved)) {
            return Progress.done(host);
        }
        String action = keep == Stop.KEEP ? "os-stop" : "shelve";
        return server.act(HostSteps.STOP, host, JsonWriter.object().putNull(action));
    }

    /** Nova refuses the soft reboot of a stopped host, as it should. */
    @Override
    public Progress<Host> reboot(HostId id, Call call) {
        Server server = new Server(desk, id, call);
        server.action(JsonWriter.object().object("reboot", reboot -> reboot.put("type", "SOFT")));
        return Progress.ongoing(Ticket.of(id.region(), HostSteps.REBOOT, id.value()), HostSteps.SOON);
    }

    @Override
    public Progress<Host> resize(HostId id, Shape shape, Intent intent, Call call) {
        Server server = new Server(desk, id, call);
        Host host = server.get();
        Ticket ticket = Ticket.of(id.region(), HostSteps.RESIZE, id.value(), shape.name());
        if (host.shape().map(shape::equals).orElse(false)) {
            return host.state() == HostState.RESIZING
                    ? Progress.ongoing(ticket, HostSteps.SOON, host)
                    : Progress.done(host);
        }
        Flavor flavor = Flavors.named(server.nova(), shape, desk.options().pageSize(), call);
        server.action(JsonWriter.object().object("resize", resize -> resize.put("flavorRef", flavor.id())));
        return Progress.ongoing(ticket, HostSteps.SOON, host);
    }

    @Override
    public Host tag(HostId id, Map<String, String> tags, Call call) {
        tags.forEach(ServerOrder::checkTag);
        Server server = new Server(desk, id, call);
        server.tag(tags);
        return server.get();
    }

    @Override
    public Console console(HostId id, Call call) {
        Json reply = desk.compute(id.region(), call)
                .ask(
                        Path.of("servers", id.value(), "action"),
                        JsonWriter.object().object("os-getConsoleOutput", none -> {}));
        String text = reply.text("output", "");
        return new Console(
                id, text.length() <= LONGEST_CONSOLE ? text : text.substring(text.length() - LONGEST_CONSOLE));
    }

    @Override
    public Progress<Host> delete(HostId id, Call call) {
        return new HostDeletion(desk, id, call).begin();
    }

    @Override
    public Progress<Host> proceed(Ticket ticket, Intent intent, Call call) {
        HostId id = new HostId(ticket.region(), ticket.arg(0));
        return switch (ticket.step()) {
            case HostSteps.BUILD -> new HostSteps(desk, id, ticket, call).build();
            case HostSteps.START -> new HostSteps(desk, id, ticket, call).start();
            case HostSteps.STOP -> new HostSteps(desk, id, ticket, call).stop();
            case HostSteps.REBOOT -> new HostSteps(desk, id, ticket, call).reboot();
            case HostSteps.RESIZE -> new HostSteps(desk, id, ticket, call).resize();
            case HostDeletion.STEP -> new HostDeletion(desk, id, call).goOn(ticket);
            default ->
                Progress.failed(Problem.of(
                        Reason.UNSUPPORTED,
                        "a ticket with the step '" + ticket.step() + "' is none of this version of the provider"));
        };
    }

    private Server server(HostQuery query, Call call) {
        return new Server(desk, new HostId(query.region(), "any"), call);
    }
}
