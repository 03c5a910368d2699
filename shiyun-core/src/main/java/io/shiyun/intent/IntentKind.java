package io.shiyun.intent;

import io.shiyun.model.Fields;
import io.shiyun.spi.Call;
import io.shiyun.spi.Effect;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;

/**
 * One kind of work that is written down before it is sent: to create, resize or delete one kind of thing. Thread-safe.
 *
 * @param <T> the facts of what it is done to
 */
public interface IntentKind<T> {
    /** Returns its name in the journal, such as {@code HOST_CREATE}; never changed once released. */
    String name();

    /** Returns what is asked of the cloud: its effect tells whether it may be sent twice, its guarantee for how long. */
    Operation operation();

    /** Returns the kind of thing it is done to. */
    ResourceKind<T> resource();

    /**
     * Sends the one request.
     *
     * @param order the frozen order, as it was written down
     */
    Progress<T> send(Fields order, Intent intent, Call call);

    /** Goes on with it. */
    Progress<T> proceed(Ticket ticket, Intent intent, Call call);

    /** Returns whether it makes a new thing. */
    default boolean makes() {
        return operation().effect() == Effect.CREATE;
    }

    /** Returns whether it takes a thing away. */
    default boolean removes() {
        return operation().effect() == Effect.DELETE;
    }
}
