package io.shiyun.call;

import static io.shiyun.spi.Operation.MIDDLEWARE_BIND;
import static io.shiyun.spi.Operation.MIDDLEWARE_CREATE;
import static io.shiyun.spi.Operation.MIDDLEWARE_DELETE;
import static io.shiyun.spi.Operation.MIDDLEWARE_GET;
import static io.shiyun.spi.Operation.MIDDLEWARE_LIST;
import static io.shiyun.spi.Operation.MIDDLEWARE_PROCEED;

import io.shiyun.model.AppId;
import io.shiyun.model.MiddlewareId;
import io.shiyun.model.MiddlewareInstance;
import io.shiyun.model.Region;
import io.shiyun.spi.Binding;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Middleware;
import io.shiyun.spi.MiddlewareOrder;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.util.function.Supplier;

/** {@link Middleware} by way of the pipeline. */
final class GuardedMiddleware extends Guarded<Middleware> implements Middleware {
    GuardedMiddleware(Pipeline pipeline, Middleware middleware, Supplier<Capabilities> abilities) {
        super(pipeline, middleware, abilities);
    }

    @Override
    public Progress<MiddlewareInstance> create(MiddlewareOrder order, Intent intent, Call call) {
        return ask(MIDDLEWARE_CREATE, order, intent, call, Middleware::create);
    }

    @Override
    public Page<MiddlewareInstance> list(Region region, Cursor from, Call call) {
        return ask(MIDDLEWARE_LIST, region, from, call, Middleware::list);
    }

    @Override
    public MiddlewareInstance get(MiddlewareId id, Call call) {
        return ask(MIDDLEWARE_GET, id, call, Middleware::get);
    }

    @Override
    public Binding bind(MiddlewareId id, AppId app, Call call) {
        return ask(MIDDLEWARE_BIND, id, app, call, Middleware::bind);
    }

    @Override
    public Progress<MiddlewareInstance> delete(MiddlewareId id, Call call) {
        return ask(MIDDLEWARE_DELETE, id, call, Middleware::delete);
    }

    @Override
    public Progress<MiddlewareInstance> proceed(Ticket ticket, Intent intent, Call call) {
        return ask(MIDDLEWARE_PROCEED, ticket, intent, call, Middleware::proceed);
    }
}
