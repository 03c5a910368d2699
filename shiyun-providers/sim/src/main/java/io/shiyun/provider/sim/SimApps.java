package io.shiyun.provider.sim;

import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import io.shiyun.model.LogLine;
import io.shiyun.model.Project;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Reason;
import io.shiyun.model.ReplicaId;
import io.shiyun.model.Scaling;
import io.shiyun.spi.AppEvent;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Apps;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Drift;
import io.shiyun.spi.LogQuery;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Pipes;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Apps whose replicas are records. A project comes into being with its first app. */
final class SimApps implements Apps {
    private static final Duration LOOK = Duration.ofMillis(20);

    private final SimWorld world;
    private final Wire wire;

    SimApps(SimWorld world, Wire wire) {
        this.world = world;
        this.wire = wire;
    }

    @Override
    public Progress<App> apply(AppOrder order, Call call) {
        return wire.ask(Operation.APPS_APPLY, order, call, () -> {
            HostDesk.checkName(order.name());
            if (world.projects.find(order.project()).isEmpty()) {
                world.projects.add(
                        Project.builder(order.project()).created(world.now()).build(), "");
            }
            SimApp app = world.apps.get(order.app());
            if (app == null) {
                app = new SimApp(world, order, world.apps.size());
                world.apps.put(order.app(), app);
            } else {
                app.apply(order);
            }
            return step(app);
        });
    }

    @Override
    public Page<App> list(ProjectId project, Cursor from, Call call) {
        return wire.ask(
                Operation.APPS_LIST,
                project,
                call,
                () -> Pages.of(
                        List.copyOf(facts(project).values()),
                        from,
                        world.options().pageSize()));
    }

    @Override
    public App get(AppId id, Call call) {
        return wire.ask(Operation.APPS_GET, id, call, () -> app(id).fact());
    }

    @Override
    public Progress<App> scale(AppId id, Scaling scaling, Call call) {
        return wire.ask(Operation.APPS_SCALE, id, call, () -> {
            SimApp app = app(id);
            app.scale(scaling);
            return step(app);
        });
    }

    @Override
    public Progress<App> restart(AppId id, Call call) {
        return wire.ask(Operation.APPS_RESTART, id, call, () -> {
            SimApp app = app(id);
            app.restart();
            return step(app);
        });
    }

    @Override
    public Drift drift(AppOrder order, Call call) {
        return wire.ask(
                Operation.APPS_DRIFT,
                order,
                call,
                () -> new Drift(order.app(), Differences.of(order, app(order.app()))));
    }

    @Override
    public int exec(ReplicaId id, Command command, Pipes pipes, Call call) {
        Box box = wire.ask(
                Operation.APPS_EXEC,
                id,
                call,
                () -> app(id.app())
                        .copy(id)
                        .orElseThrow(() -> missing(id.toString()))
                        .box());
        return Programs.run(command, pipes, box, world.time(), call);
    }

    @Override
    public Cursor logs(AppId id, LogQuery query, Cursor from, Consumer<LogLine> to, Call call) {
        long begin = from.atStart() ? 0 : number(from);
        Chunk chunk = wire.ask(Operation.APPS_LOGS, id, call, () -> chunk(app(id), query, begin));
        chunk.lines.stream()
                .skip(query.tail() > 0 ? Math.max(0, chunk.lines.size() - query.tail()) : 0)
                .forEach(to);
        while (query.follow() && world.time().pass(LOOK, call)) {
            long next = chunk.end;
            chunk = world.locked(() -> {
                SimApp app = world.apps.get(id);
                return app == null ? new Chunk(List.of(), next) : chunk(app, query, next);
            });
            chunk.lines.forEach(to);
        }
        return new Cursor(Long.toString(chunk.end));
    }

    private record Chunk(List<LogLine> lines, long end) {}

    private static Chunk chunk(SimApp app, LogQuery query, long from) {
        List<LogLine> lines = app.lines(from).stream()
                .filter(line ->
                        query.replica().isEmpty() || line.replica().value().equals(query.replica()))
                .filter(line -> query.since()
                        .flatMap(since -> line.at().map(at -> !at.isBefore(since)))
                        .orElse(true))
                .toList();
        return new Chunk(lines, app.logged());
    }

    private static long number(Cursor from) {
        try {
            return Long.parseLong(from.value());
        } catch (NumberFormatException e) {
            throw CloudException.rejected(Reason.INVALID, "'" + from.value() + "' is no cursor of this cloud")
                    .cause(e)
                    .build();
        }
    }

    @Override
    public Cursor watch(ProjectId project, Cursor from, Consumer<AppEvent> to, Call call) {
        Map<AppId, App> known = wire.ask(Operation.APPS_WATCH, project, call, () -> facts(project));
        known.values().forEach(app -> to.accept(new AppEvent.Seen(app)));
        to.accept(new AppEvent.Synced(Cursor.START));
        while (world.time().pass(LOOK, call)) {
            Map<AppId, App> now = world.locked(() -> facts(project));
            known.keySet().stream().filter(id -> !now.containsKey(id)).forEach(id -> to.accept(new AppEvent.Gone(id)));
            for (App app : now.values()) {
                if (!app.equals(known.get(app.id()))) {
                    to.accept(new AppEvent.Seen(app));
                }
            }
            known = now;
        }
        return Cursor.START;
    }

    @Override
    public Progress<App> delete(AppId id, Call call) {
        return wire.ask(Operation.APPS_DELETE, id, call, () -> {
            SimApp app = world.apps.remove(id);
            String revision = app == null ? "" : app.order().revision();
            return Progress.done(App.builder(id, revision).observed(true).build());
        });
    }

    @Override
    public Progress<App> proceed(Ticket ticket, Call call) {
        return wire.ask(
                Operation.APPS_PROCEED,
                ticket,
                call,
                () -> step(app(new AppId(new ProjectId(ticket.region(), ticket.arg(0)), ticket.arg(1)))));
    }

    private Progress<App> step(SimApp app) {
        boolean changed = app.step();
        if (app.settled()) {
            return Progress.done(app.fact());
        }
        AppId id = app.id();
        Ticket ticket = Ticket.of(id.region(), "roll", id.project().value(), id.value());
        Duration wait = changed
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(Duration.ofMillis(1).toNanos(), app.nanosToReady()));
        return Progress.ongoing(ticket, wait, app.fact());
    }

    private Map<AppId, App> facts(ProjectId project) {
        Map<AppId, App> facts = new LinkedHashMap<>();
        world.apps.forEach((id, app) -> {
            if (id.project().equals(project)) {
                facts.put(id, app.fact());
            }
        });
        return facts;
    }

    private SimApp app(AppId id) {
        SimApp app = world.apps.get(id);
        if (app == null) {
            throw missing(id.toString());
        }
        return app;
    }

    private static CloudException missing(String id) {
        return CloudException.rejected(Reason.NOT_FOUND, "there is no " + id)
                .code("NoSuchApp")
                .build();
    }
}
