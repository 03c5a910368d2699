package io.shiyun.call;

import static io.shiyun.spi.Operation.APPS_APPLY;
import static io.shiyun.spi.Operation.APPS_DELETE;
import static io.shiyun.spi.Operation.APPS_DRIFT;
import static io.shiyun.spi.Operation.APPS_EXEC;
import static io.shiyun.spi.Operation.APPS_FORWARD;
import static io.shiyun.spi.Operation.APPS_GET;
import static io.shiyun.spi.Operation.APPS_LIST;
import static io.shiyun.spi.Operation.APPS_LOGS;
import static io.shiyun.spi.Operation.APPS_PROCEED;
import static io.shiyun.spi.Operation.APPS_RESTART;
import static io.shiyun.spi.Operation.APPS_SCALE;
import static io.shiyun.spi.Operation.APPS_WATCH;

import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.Command;
import io.shiyun.model.LogLine;
import io.shiyun.model.ProjectId;
import io.shiyun.model.ReplicaId;
import io.shiyun.model.Scaling;
import io.shiyun.spi.AppEvent;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Apps;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Drift;
import io.shiyun.spi.LogQuery;
import io.shiyun.spi.Page;
import io.shiyun.spi.Pipes;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Registration;
import io.shiyun.spi.Ticket;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@link Apps} by way of the pipeline. */
final class GuardedApps extends Guarded<Apps> implements Apps {
    GuardedApps(Pipeline pipeline, Apps apps, Supplier<Capabilities> abilities) {
        super(pipeline, apps, abilities);
    }

    @Override
    public Progress<App> apply(AppOrder order, Call call) {
        return ask(APPS_APPLY, order, call, Apps::apply);
    }

    @Override
    public Page<App> list(ProjectId project, Cursor from, Call call) {
        return ask(APPS_LIST, project, from, call, Apps::list);
    }

    @Override
    public App get(AppId id, Call call) {
        return ask(APPS_GET, id, call, Apps::get);
    }

    @Override
    public Progress<App> scale(AppId id, Scaling scaling, Call call) {
        return ask(APPS_SCALE, id, call, (apps, attempt) -> apps.scale(id, scaling, attempt));
    }

    @Override
    public Progress<App> restart(AppId id, Call call) {
        return ask(APPS_RESTART, id, call, Apps::restart);
    }

    @Override
    public Drift drift(AppOrder order, Call call) {
        return ask(APPS_DRIFT, order, call, Apps::drift);
    }

    @Override
    public int exec(ReplicaId id, Command command, Pipes pipes, Call call) {
        return ask(APPS_EXEC, id, call, (apps, attempt) -> apps.exec(id, command, pipes, attempt));
    }

    @Override
    public Registration forward(ReplicaId id, String port, int localPort, Call call) {
        return ask(APPS_FORWARD, id, call, (apps, attempt) -> apps.forward(id, port, localPort, attempt));
    }

    @Override
    public Cursor logs(AppId id, LogQuery query, Cursor from, Consumer<LogLine> to, Call call) {
        return ask(APPS_LOGS, id, call, (apps, attempt) -> apps.logs(id, query, from, to, attempt));
    }

    @Override
    public Cursor watch(ProjectId project, Cursor from, Consumer<AppEvent> to, Call call) {
        return ask(APPS_WATCH, project, call, (apps, attempt) -> apps.watch(project, from, to, attempt));
    }

    @Override
    public Progress<App> delete(AppId id, Call call) {
        return ask(APPS_DELETE, id, call, Apps::delete);
    }

    @Override
    public Progress<App> proceed(Ticket ticket, Call call) {
        return ask(APPS_PROCEED, ticket, call, Apps::proceed);
    }
}
