package io.shiyun.spi;

import io.shiyun.model.AppId;
import io.shiyun.model.MiddlewareId;
import io.shiyun.model.MiddlewareInstance;
import io.shiyun.model.Region;

/**
 * Managed databases, caches and queues.
 */
public interface Middleware extends CloudService {
    /**
     * Makes one.
     */
    default Progress<MiddlewareInstance> create(MiddlewareOrder order, Intent intent, Call call) {
        throw Unsupported.operation("Middleware", "create");
    }

    /**
     * Lists them.
     */
    Page<MiddlewareInstance> list(Region region, Cursor from, Call call);

    /**
     * Returns one. NOT_FOUND when there is none.
     */
    MiddlewareInstance get(MiddlewareId id, Call call);

    /**
     * Returns what an app needs to use it, with an account of its own where the cloud can.
     */
    default Binding bind(MiddlewareId id, AppId app, Call call) {
        throw Unsupported.operation("Middleware", "bind");
    }

    /**
     * Deletes it with its data; gone already is done.
     */
    default Progress<MiddlewareInstance> delete(MiddlewareId id, Call call) {
        throw Unsupported.operation("Middleware", "delete");
    }

    /**
     * Goes on with an operation of this service: at most one change, harmless to repeat. The intent is that of
     * the operation, since a later step may make a child with its token and tags.
     */
    default Progress<MiddlewareInstance> proceed(Ticket ticket, Intent intent, Call call) {
        throw Unsupported.operation("Middleware", "proceed");
    }
}
