package io.shiyun.provider.local;

import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.Command;
import io.shiyun.model.LogLine;
import io.shiyun.model.Problem;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Reason;
import io.shiyun.model.ReplicaId;
import io.shiyun.model.Scaling;
import io.shiyun.process.BackendState;
import io.shiyun.process.BalancerConfig;
import io.shiyun.process.TcpBalancer;
import io.shiyun.spi.AppEvent;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Apps;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Drift;
import io.shiyun.spi.LogQuery;
import io.shiyun.spi.Page;
import io.shiyun.spi.Pipes;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Registration;
import io.shiyun.spi.Ticket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Apps that are supervised processes behind balancers. */
final class LocalApps implements Apps {
    private static final String ROLL = "roll";
    private static final String DELETE = "delete";
    private static final Duration SOON = Duration.ofMillis(20);

    private final Desk desk;
    private final World world;
    private final AppStreams streams;

    LocalApps(Desk desk) {
        this.desk = desk;
        this.world = desk.world();
        this.streams = new AppStreams(desk);
    }

    @Override
    public Progress<App> apply(AppOrder order, Call call) {
        return desk.ask(order, call, () -> {
            AppChecks.check(order, world);
            ReentrantLock lock = world.appsLock();
            lock.lock();
            try {
                LiveApp app = world.app(order.project(), order.name()).orElse(null);
                if (app == null) {
                    int wanted = order.scaling() instanceof Scaling.Fixed fixed ? fixed.count() : 1;
                    app = LiveApp.create(world, world.appFolder(order.project(), order.name()), order, wanted);
                    world.keep(app);
                } else {
                    app.order(order);
                }
                return progress(app, app.look());
            } finally {
                lock.unlock();
            }
        });
    }

    @Override
    public Page<App> list(ProjectId project, Cursor from, Call call) {
        return desk.ask(project, call, () -> {
            List<App> apps = world.apps().stream()
                    .filter(app -> app.id().project().equals(project))
                    .map(this::fact)
                    .toList();
            return Pages.of(apps, app -> app.id().value(), from);
        });
    }

    @Override
    public App get(AppId id, Call call) {
        return desk.ask(id, call, () -> fact(find(id)));
    }

    @Override
    public Progress<App> scale(AppId id, Scaling scaling, Call call) {
        return desk.ask(id, call, () -> {
            LiveApp app = find(id);
            if (scaling instanceof Scaling.Auto) {
                throw Problems.invalid("this machine has no autoscaler; scale to a number");
            }
            if (scaling instanceof Scaling.Fixed fixed) {
                app.scale(fixed.count());
            }
            return progress(app, app.look());
        });
    }

    @Override
    public Progress<App> restart(AppId id, Call call) {
        return desk.ask(id, call, () -> {
            LiveApp app = find(id);
            app.restart();
            return progress(app, app.look());
        });
    }

    @Override
    public Drift drift(AppOrder order, Call call) {
        return desk.ask(
                order,
                call,
                () -> Drifts.of(
                        order,
                        world.app(order.project(), order.name()).map(this::fact),
                        world.app(order.project(), order.name()).map(LiveApp::record)));
    }

    @Override
    public int exec(ReplicaId id, Command command, Pipes pipes, Call call) {
        return desk.ask(id, call, () -> {
            LiveApp app = find(id.app());
            ReplicaRecord record = app.record().replica(id.value()).orElseThrow(() -> Problems.notFound(id));
            LiveReplica replica = app.replicas().find(id.value()).orElseThrow(() -> Problems.notFound(id));
            return Foreground.run(
                    replica.home()
                            .beside(replica.order(), record, app.replicas().besides(replica), command),
                    pipes,
                    call);
        });
    }

    @Override
    public Registration forward(ReplicaId id, String port, int localPort, Call call) {
        return desk.ask(id, call, () -> {
            ReplicaRecord record = find(id.app()).record().replica(id.value()).orElseThrow(() -> Problems.notFound(id));
            Integer number = record.ports().get(port);
            if (number == null) {
                throw Problems.invalid(id.text() + " has no port '" + port + "'; it has "
                        + record.ports().keySet());
            }
            TcpBalancer forward = TcpBalancer.open(BalancerConfig.onLoopback(localPort));
            InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), number);
            forward.put(id.value(), to, BackendState.ACTIVE);
            return forward::close;
        });
    }

    @Override
    public Cursor logs(AppId id, LogQuery query, Cursor from, Consumer<LogLine> to, Call call) {
        return desk.ask(id, call, () -> streams.logs(find(id), query, from, to, call));
    }

    @Override
    public Cursor watch(ProjectId project, Cursor from, Consumer<AppEvent> to, Call call) {
        return desk.ask(project, call, () -> streams.watch(project, this::fact, to, call));
    }

    @Override
    public Progress<App> delete(AppId id, Call call) {
        return desk.ask(id, call, () -> {
            LiveApp app = world.app(id.project(), id.value()).orElse(null);
            if (app == null) {
                return Progress.done(gone(id));
            }
            app.delete();
            return progress(app, new NextStep.Await());
        });
    }

    @Override
    public Progress<App> proceed(Ticket ticket, Call call) {
        return desk.ask(ticket, call, () -> {
            AppId id = new AppId(new ProjectId(ticket.region(), ticket.arg(0)), ticket.arg(1));
            LiveApp app = world.app(id.project(), id.value()).orElse(null);
            if (app == null) {
                if (ticket.step().equals(DELETE)) {
                    return Progress.done(gone(id));
                }
                throw Problems.notFound(id);
            }
            return progress(app, app.step());
        });
    }

    private Progress<App> progress(LiveApp app, NextStep step) {
        if (step instanceof NextStep.Forget && app.forgotten()) {
            return Progress.done(gone(app.id()));
        }
        if (step instanceof NextStep.Settled) {
            return Progress.done(fact(app));
        }
        if (step instanceof NextStep.Stall stall && !app.record().stalled().isEmpty()) {
            return Progress.failed(Problem.of(Reason.INVALID, app.id().text() + ": " + stall.why()));
        }
        Ticket ticket = Ticket.of(
                world.region(),
                app.record().deleting() ? DELETE : ROLL,
                app.id().project().value(),
                app.id().value());
        return Progress.ongoing(ticket, step instanceof NextStep.Await ? SOON : Duration.ofMillis(1), fact(app));
    }

    private LiveApp find(AppId id) {
        return world.app(id.project(), id.value()).orElseThrow(() -> Problems.notFound(id));
    }

    private App fact(LiveApp app) {
        return AppView.app(app, world.zone());
    }

    private static App gone(AppId id) {
        return App.builder(id, "").observed(true).build();
    }
}
