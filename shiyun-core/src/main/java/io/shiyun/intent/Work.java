package io.shiyun.intent;

import io.shiyun.model.Fields;
import io.shiyun.spi.Call;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;

/**
 * A kind of work put together from its parts.
 *
 * @param <T> the facts of what it is done to
 */
record Work<T>(String name, Operation operation, ResourceKind<T> resource, Send<T> send, Proceed<T> proceed)
        implements IntentKind<T> {
    @FunctionalInterface
    interface Send<T> {
        Progress<T> send(Fields.Reader order, Intent intent, Call call);
    }

    @FunctionalInterface
    interface Proceed<T> {
        Progress<T> proceed(Ticket ticket, Intent intent, Call call);
    }

    @Override
    public Progress<T> send(Fields order, Intent intent, Call call) {
        return send.send(order.reader(), intent, call);
    }

    @Override
    public Progress<T> proceed(Ticket ticket, Intent intent, Call call) {
        return proceed.proceed(ticket, intent, call);
    }
}
