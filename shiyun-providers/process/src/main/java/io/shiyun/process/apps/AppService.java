package io.shiyun.process.apps;

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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Apps that are supervised processes behind balancers. Trouble with a process or its machine is thrown as a {@link
 * io.shiyun.process.ProcessException}, which {@link Problems#translated} puts into the words of the SPI. Thread-safe.
 */
public final class AppService implements Apps {
    private static final String ROLL = "roll";
    private static final String DELETE = "delete";
    private static final Duration SOON = Duration.ofMillis(20);

    private final AppTable table;
    private final AppStreams streams;

    /**
     * Makes the service of a table.
     *
     * @param open whether the session is open; a log that is followed ends with it
     */
    public AppService(AppTable table, BooleanSupplier open) {
        this.table = table;
        this.streams = new AppStreams(table, open);
    }

    @Override
    public Progress<App> apply(AppOrder order, Call call) {
        AppChecks.check(order, table.ground());
        ReentrantLock lock = table.lock();
        lock.lock();
        try {
            LiveApp app = table.find(order.project(), order.name()).orElse(null);
            if (app == null) {
                int wanted = order.scaling() instanceof Scaling.Fixed fixed ? fixed.count() : 1;
                app = LiveApp.create(table, order, wanted);
                table.keep(app);
            } else {
                app.order(order);
            }
            return progress(app, app.look());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Page<App> list(ProjectId project, Cursor from, Call call) {
        List<App> apps = table.all().stream()
                .filter(app -> app.id().project().equals(project))
                .map(this::fact)
                .toList();
        return Pages.of(apps, app -> app.id().value(), from);
    }

    @Override
    public App get(AppId id, Call call) {
        return fact(find(id));
    }

    @Override
    public Progress<App> scale(AppId id, Scaling scaling, Call call) {
        LiveApp app = find(id);
        if (scaling instanceof Scaling.Auto) {
            throw Problems.invalid("there is no autoscaler here; scale to a number");
        }
        if (scaling instanceof Scaling.Fixed fixed) {
            app.scale(fixed.count());
        }
        return progress(app, app.look());
    }

    @Override
    public Progress<App> restart(AppId id, Call call) {
        LiveApp app = find(id);
        app.restart();
        return progress(app, app.look());
    }

    @Override
    public Drift drift(AppOrder order, Call call) {
        Optional<LiveApp> app = table.find(order.project(), order.name());
        return Drifts.of(order, app.map(this::fact), app.map(LiveApp::record));
    }

    @Override
    public int exec(ReplicaId id, Command command, Pipes pipes, Call call) {
        LiveApp app = find(id.app());
        ReplicaRecord record = record(id);
        LiveReplica replica = app.replicas().find(id.value()).orElseThrow(() -> Problems.notFound(id));
        return replica.site().run(replica.order(), record, app.replicas().besides(replica), command, pipes, call);
    }

    @Override
    public Registration forward(ReplicaId id, String port, int localPort, Call call) {
        ReplicaRecord record = record(id);
        LiveReplica replica = find(id.app()).replicas().find(id.value()).orElseThrow(() -> Problems.notFound(id));
        Integer number = record.ports().get(port);
        if (number == null) {
            throw Problems.invalid(id.text() + " has no port '" + port + "'; it has "
                    + record.ports().keySet());
        }
        TcpBalancer forward = TcpBalancer.open(BalancerConfig.onLoopback(localPort));
        forward.put(id.value(), replica.site().address(number), BackendState.ACTIVE);
        return forward::close;
    }

    private ReplicaRecord record(ReplicaId id) {
        return find(id.app()).record().replica(id.value()).orElseThrow(() -> Problems.notFound(id));
    }

    @Override
    public Cursor logs(AppId id, LogQuery query, Cursor from, Consumer<LogLine> to, Call call) {
        return streams.logs(find(id), query, from, to, call);
    }

    @Override
    public Cursor watch(ProjectId project, Cursor from, Consumer<AppEvent> to, Call call) {
        return streams.watch(project, this::fact, to, call);
    }

    @Override
    public Progress<App> delete(AppId id, Call call) {
        LiveApp app = table.find(id.project(), id.value()).orElse(null);
        if (app == null) {
            return Progress.done(gone(id));
        }
        app.delete();
        return progress(app, new NextStep.Await());
    }

    @Override
    public Progress<App> proceed(Ticket ticket, Call call) {
        AppId id = new AppId(new ProjectId(ticket.region(), ticket.arg(0)), ticket.arg(1));
        LiveApp app = table.find(id.project(), id.value()).orElse(null);
        if (app == null) {
            if (ticket.step().equals(DELETE)) {
                return Progress.done(gone(id));
            }
            throw Problems.notFound(id);
        }
        return progress(app, app.step());
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
                table.ground().owner().region(),
                app.record().deleting() ? DELETE : ROLL,
                app.id().project().value(),
                app.id().value());
        return Progress.ongoing(ticket, step instanceof NextStep.Await ? SOON : Duration.ofMillis(1), fact(app));
    }

    private LiveApp find(AppId id) {
        return table.find(id.project(), id.value()).orElseThrow(() -> Problems.notFound(id));
    }

    private App fact(LiveApp app) {
        return AppView.app(app, table.ground());
    }

    private static App gone(AppId id) {
        return App.builder(id, "").observed(true).build();
    }
}
