package io.shiyun;

import io.shiyun.call.Found;
import io.shiyun.model.CloudException;
import io.shiyun.model.Id;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * All things of one kind on all clouds, seen as one list. A cloud that is slow or dead is named in the answer with what
 * was last known of it; it never fails or delays the others. Thread-safe.
 *
 * @param <T> the facts of a thing
 * @param <I> its id
 */
public final class Fleet<T, I extends Id> {
    private final FleetContext context;
    private final Listing<T> listing;
    private final Getting<T, I> getting;

    Fleet(FleetContext context, Listing<T> listing, Getting<T, I> getting) {
        this.context = context;
        this.listing = listing;
        this.getting = getting;
    }

    /** Lists the things of one region. */
    @FunctionalInterface
    interface Listing<T> {
        Found<T> in(Cloud cloud, Region region, Call call);
    }

    /** Asks for one thing. */
    @FunctionalInterface
    interface Getting<T, I> {
        T get(I id, Call call);
    }

    /** A list of a service, page by page. */
    @FunctionalInterface
    interface Paging<S, T> {
        Page<T> page(S service, Region region, Cursor from, Call call);
    }

    /** One thing of a service. */
    @FunctionalInterface
    interface One<S, T, I> {
        T get(S service, I id, Call call);
    }

    /** Returns the fleet of what a service lists and gets. */
    static <S extends CloudService, T, I extends Id> Fleet<T, I> of(
            FleetContext context, Class<S> type, Paging<S, T> paging, One<S, T, I> one) {
        return new Fleet<>(
                context,
                (cloud, region, call) -> cloud.find(type)
                        .map(service -> Found.pages(from -> paging.page(service, region, from, call)))
                        .orElseGet(Found::nothing),
                (id, call) -> one.get(context.clouds().service(id.cloud(), type), id, call));
    }

    /** Asks every region of every cloud, and waits no longer than the time a fleet has by default. */
    public Gathered<T> list() {
        return list(context.patience());
    }

    /** Asks every region of every cloud, and waits no longer than this. */
    public Gathered<T> list(Duration patience) {
        return context.gather(patience, listing::in);
    }

    /** As {@link #list(Duration)}, and hands over each item as soon as its region has answered. */
    public Gathered<T> list(Duration patience, Consumer<? super T> early) {
        return context.gather(patience, listing::in, part -> part.items().forEach(early));
    }

    /**
     * Returns one.
     *
     * @throws CloudException NOT_FOUND when there is none
     */
    public T get(I id) {
        return getting.get(id, context.clouds().call(context.patience()));
    }
}
