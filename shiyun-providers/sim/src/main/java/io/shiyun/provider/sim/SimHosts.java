package io.shiyun.provider.sim;

import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
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
import io.shiyun.spi.Operation;
import io.shiyun.spi.Outcome;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Stop;
import io.shiyun.spi.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Hosts that exist as rows of a table. */
final class SimHosts implements Hosts {
    private static final String WAIT = "wait";
    private static final String DELETE = "delete";

    private final SimWorld world;
    private final Wire wire;
    private final HostDesk desk;

    SimHosts(SimWorld world, Wire wire) {
        this.world = world;
        this.wire = wire;
        this.desk = new HostDesk(world);
    }

    @Override
    public Progress<Host> create(HostOrder order, Intent intent, Call call) {
        return wire.ask(
                Operation.HOSTS_CREATE, order, call, () -> progress(desk.open(order, intent.tags(), intent.token())));
    }

    @Override
    public Batch<Progress<Host>> createMany(HostOrder order, int count, Intent intent, Call call) {
        if (count < 1 || count > 1_000) {
            throw CloudException.notSent(Reason.INVALID, "count is " + count + "; 1 to 1000 hosts can be made at once")
                    .build();
        }
        return wire.ask(Operation.HOSTS_CREATE_MANY, order, call, () -> {
            List<Outcome<Progress<Host>>> outcomes = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                outcomes.add(one(order.toBuilder().name(order.name() + "-" + i).build(), intent, i));
            }
            return new Batch<>(outcomes);
        });
    }

    private Outcome<Progress<Host>> one(HostOrder order, Intent intent, int number) {
        try {
            return new Outcome.Succeeded<>(progress(desk.open(order, intent.tags(), intent.token() + "." + number)));
        } catch (CloudException refusal) {
            return new Outcome.Refused<>(refusal.problem());
        }
    }

    @Override
    public Progress<Host> adopt(HostAddress address, Intent intent, Call call) {
        return wire.ask(Operation.HOSTS_ADOPT, address, call, () -> progress(desk.adopt(address, intent)));
    }

    @Override
    public Page<Host> list(HostQuery query, Cursor from, Call call) {
        return wire.ask(
                Operation.HOSTS_LIST,
                query,
                call,
                () -> world.hosts.page(query.region(), host -> query.matches(host.tags()), from));
    }

    @Override
    public Host get(HostId id, Call call) {
        return wire.ask(Operation.HOSTS_GET, id, call, () -> world.hosts.get(id).value());
    }

    @Override
    public Progress<Host> start(HostId id, Call call) {
        return wire.ask(Operation.HOSTS_START, id, call, () -> {
            Row<Host> row = world.hosts.get(id);
            if (in(row, HostState.RUNNING, HostState.STARTING)) {
                return progress(row);
            }
            need(row, "started", HostState.STOPPED);
            desk.resume(row);
            pass(row, HostState.STARTING, HostState.RUNNING);
            return progress(row);
        });
    }

    @Override
    public Progress<Host> stop(HostId id, Stop keep, Call call) {
        return wire.ask(Operation.HOSTS_STOP, id, call, () -> {
            Row<Host> row = world.hosts.get(id);
            if (!in(row, HostState.STOPPED, HostState.STOPPING)) {
                need(row, "stopped", HostState.RUNNING);
                if (keep == Stop.RELEASE) {
                    desk.release(row);
                }
                pass(row, HostState.STOPPING, HostState.STOPPED);
            }
            return progress(row);
        });
    }

    @Override
    public Progress<Host> reboot(HostId id, Call call) {
        return wire.ask(Operation.HOSTS_REBOOT, id, call, () -> {
            Row<Host> row = world.hosts.get(id);
            need(row, "rebooted", HostState.RUNNING);
            pass(row, HostState.RESTARTING, HostState.RUNNING);
            return progress(row);
        });
    }

    @Override
    public Progress<Host> resize(HostId id, Shape shape, Intent intent, Call call) {
        return wire.ask(Operation.HOSTS_RESIZE, id, call, () -> {
            Row<Host> row = world.hosts.get(id);
            Optional<Shape> now = row.value().shape();
            boolean already = now.isPresent() && now.get().equals(shape);
            if (already && in(row, HostState.RUNNING, HostState.STOPPED, HostState.RESIZING)) {
                return progress(row);
            }
            need(row, "resized", HostState.RUNNING, HostState.STOPPED);
            HostState after = row.value().state();
            desk.resize(row, shape);
            pass(row, HostState.RESIZING, after);
            return progress(row);
        });
    }

    @Override
    public Host tag(HostId id, Map<String, String> tags, Call call) {
        return wire.ask(Operation.HOSTS_TAG, id, call, () -> {
            Row<Host> row = world.hosts.get(id);
            row.set(row.value().toBuilder()
                    .tags(Tags.changed(row.value().tags(), tags))
                    .build());
            return row.value();
        });
    }

    @Override
    public Console console(HostId id, Call call) {
        return wire.ask(Operation.HOSTS_CONSOLE, id, call, () -> {
            Host host = world.hosts.get(id).value();
            String image = host.image().map(name -> name.value()).orElse("a machine of its own");
            return new Console(id, "booting " + image + "\n" + host.name() + " is " + host.nativeState() + "\n");
        });
    }

    @Override
    public Progress<Host> delete(HostId id, Call call) {
        return wire.ask(Operation.HOSTS_DELETE, id, call, () -> {
            Optional<Row<Host>> found = world.hosts.find(id);
            if (found.isEmpty()) {
                return Progress.done(deleted(id, ""));
            }
            Row<Host> row = found.get();
            if (!in(row, HostState.DELETING)) {
                desk.close(row);
                row.set(in(row.value(), HostState.DELETING));
                world.hosts.later(row, host -> Optional.empty());
            }
            return progress(row);
        });
    }

    @Override
    public Progress<Host> proceed(Ticket ticket, Intent intent, Call call) {
        return wire.ask(Operation.HOSTS_PROCEED, ticket, call, () -> {
            HostId id = new HostId(ticket.region(), ticket.arg(0));
            Optional<Row<Host>> row = world.hosts.find(id);
            if (row.isEmpty() && ticket.step().equals(DELETE)) {
                return Progress.done(deleted(id, ticket.arg(1)));
            }
            return progress(row.orElseGet(() -> world.hosts.get(id)));
        });
    }

    private Progress<Host> progress(Row<Host> row) {
        Host host = row.value();
        if (row.gone()) {
            return Progress.done(deleted(host.id(), host.name()));
        }
        String step = host.state() == HostState.DELETING ? DELETE : WAIT;
        Ticket ticket = Ticket.of(host.region(), step, host.id().value(), host.name());
        return Progress.of(host, ticket, world.hosts.left(row));
    }

    private void pass(Row<Host> row, HostState through, HostState to) {
        row.set(in(row.value(), through));
        world.hosts.later(row, host -> Optional.of(in(host, to)));
    }

    private static void need(Row<Host> row, String verb, HostState... states) {
        if (!in(row, states)) {
            throw CloudException.rejected(
                            Reason.CONFLICT,
                            row.value().id() + " is " + row.value().state() + " and cannot be " + verb + " now")
                    .code("IncorrectState")
                    .build();
        }
    }

    private static boolean in(Row<Host> row, HostState... states) {
        return List.of(states).contains(row.value().state());
    }

    static Host in(Host host, HostState state) {
        return host.toBuilder()
                .state(state)
                .nativeState(state.name().toLowerCase(Locale.ROOT))
                .build();
    }

    static Host late(Host host, Shape shape) {
        Problem why = new Problem(
                Reason.STOCK, Scope.SHAPE, "no '" + shape + "' was left when the host was built", "NoValidHost", "");
        return in(host, HostState.ERROR).toBuilder().billed(false).problem(why).build();
    }

    private static Host deleted(HostId id, String name) {
        return Host.builder(id, name, HostState.DELETED)
                .nativeState("deleted")
                .billed(false)
                .build();
    }
}
