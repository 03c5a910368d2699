package io.shiyun.provider.local;

import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.Command;
import io.shiyun.model.LogLine;
import io.shiyun.model.ProjectId;
import io.shiyun.model.ReplicaId;
import io.shiyun.model.Scaling;
import io.shiyun.process.apps.AppService;
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
import java.util.function.Consumer;

/** Apps that are processes of this machine behind balancers. */
final class LocalApps implements Apps {
    private final Desk desk;
    private final AppService apps;

    LocalApps(Desk desk) {
        this.desk = desk;
        this.apps = new AppService(desk.world().table(), desk::open);
    }

    @Override
    public Progress<App> apply(AppOrder order, Call call) {
        return desk.ask(order, call, () -> apps.apply(order, call));
    }

    @Override
    public Page<App> list(ProjectId project, Cursor from, Call call) {
        return desk.ask(project, call, () -> apps.list(project, from, call));
    }

    @Override
    public App get(AppId id, Call call) {
        return desk.ask(id, call, () -> apps.get(id, call));
    }

    @Override
    public Progress<App> scale(AppId id, Scaling scaling, Call call) {
        return desk.ask(id, call, () -> apps.scale(id, scaling, call));
    }

    @Override
    public Progress<App> restart(AppId id, Call call) {
        return desk.ask(id, call, () -> apps.restart(id, call));
    }

    @Override
    public Drift drift(AppOrder order, Call call) {
        return desk.ask(order, call, () -> apps.drift(order, call));
    }

    @Override
    public int exec(ReplicaId id, Command command, Pipes pipes, Call call) {
        return desk.ask(id, call, () -> apps.exec(id, command, pipes, call));
    }

    @Override
    public Registration forward(ReplicaId id, String port, int localPort, Call call) {
        return desk.ask(id, call, () -> apps.forward(id, port, localPort, call));
    }

    @Override
    public Cursor logs(AppId id, LogQuery query, Cursor from, Consumer<LogLine> to, Call call) {
        return desk.ask(id, call, () -> apps.logs(id, query, from, to, call));
    }

    @Override
    public Cursor watch(ProjectId project, Cursor from, Consumer<AppEvent> to, Call call) {
        return desk.ask(project, call, () -> apps.watch(project, from, to, call));
    }

    @Override
    public Progress<App> delete(AppId id, Call call) {
        return desk.ask(id, call, () -> apps.delete(id, call));
    }

    @Override
    public Progress<App> proceed(Ticket ticket, Call call) {
        return desk.ask(ticket, call, () -> apps.proceed(ticket, call));
    }
}
