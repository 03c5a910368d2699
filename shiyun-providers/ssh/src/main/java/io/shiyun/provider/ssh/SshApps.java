package io.shiyun.provider.ssh;

import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.Command;
import io.shiyun.model.Located;
import io.shiyun.model.LogLine;
import io.shiyun.model.ProjectId;
import io.shiyun.model.ReplicaId;
import io.shiyun.model.Scaling;
import io.shiyun.process.apps.AppService;
import io.shiyun.process.apps.Problems;
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
import java.util.function.Function;

/** Apps that are processes of the machines, behind balancers of this one. */
final class SshApps implements Apps {
    private final Desk desk;
    private final AppDoor door;

    SshApps(Desk desk, AppDoor door) {
        this.desk = desk;
        this.door = door;
    }

    /** Asks the apps; what goes wrong with a process or its machine is told in the words of the SPI. */
    private <T> T on(Located subject, Call call, Function<AppService, T> question) {
        return desk.ask(subject, call, () -> Problems.translated(() -> question.apply(door.apps())));
    }

    @Override
    public Progress<App> apply(AppOrder order, Call call) {
        return on(order, call, apps -> apps.apply(order, call));
    }

    @Override
    public Page<App> list(ProjectId project, Cursor from, Call call) {
        return on(project, call, apps -> apps.list(project, from, call));
    }

    @Override
    public App get(AppId id, Call call) {
        return on(id, call, apps -> apps.get(id, call));
    }

    @Override
    public Progress<App> scale(AppId id, Scaling scaling, Call call) {
        return on(id, call, apps -> apps.scale(id, scaling, call));
    }

    @Override
    public Progress<App> restart(AppId id, Call call) {
        return on(id, call, apps -> apps.restart(id, call));
    }

    @Override
    public Drift drift(AppOrder order, Call call) {
        return on(order, call, apps -> apps.drift(order, call));
    }

    @Override
    public int exec(ReplicaId id, Command command, Pipes pipes, Call call) {
        return on(id, call, apps -> apps.exec(id, command, pipes, call));
    }

    @Override
    public Registration forward(ReplicaId id, String port, int localPort, Call call) {
        return on(id, call, apps -> apps.forward(id, port, localPort, call));
    }

    @Override
    public Cursor logs(AppId id, LogQuery query, Cursor from, Consumer<LogLine> to, Call call) {
        return on(id, call, apps -> apps.logs(id, query, from, to, call));
    }

    @Override
    public Cursor watch(ProjectId project, Cursor from, Consumer<AppEvent> to, Call call) {
        return on(project, call, apps -> apps.watch(project, from, to, call));
    }

    @Override
    public Progress<App> delete(AppId id, Call call) {
        return on(id, call, apps -> apps.delete(id, call));
    }

    @Override
    public Progress<App> proceed(Ticket ticket, Call call) {
        return on(ticket, call, apps -> apps.proceed(ticket, call));
    }
}
