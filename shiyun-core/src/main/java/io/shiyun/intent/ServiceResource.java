package io.shiyun.intent;

import io.shiyun.call.Clouds;
import io.shiyun.model.Id;
import io.shiyun.model.Located;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.ResourceState;
import io.shiyun.spi.Call;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Progress;
import java.util.Optional;

/** What the kinds of things have in common: each is kept by one service of its cloud. */
abstract class ServiceResource<S extends CloudService, T> implements ResourceKind<T> {
    private final Clouds clouds;
    private final Class<S> service;
    private final String name;
    private final Class<? extends Id> idType;
    private final Operation creating;
    private final Operation listing;
    private final IntentKind<T> deletion;

    ServiceResource(
            Clouds clouds,
            Class<S> service,
            String name,
            Class<? extends Id> idType,
            Operation creating,
            Operation listing,
            Operation deleting) {
        this.clouds = clouds;
        this.service = service;
        this.name = name;
        this.idType = idType;
        this.creating = creating;
        this.listing = listing;
        this.deletion = new Work<>(
                name + "_DELETE",
                deleting,
                this,
                (order, intent, call) -> delete(Id.parse(idType, order.text("id")), call),
                this::proceed);
    }

    /** The service of the cloud in which the subject lies. */
    final S at(Located subject) {
        return clouds.service(subject.cloud(), service);
    }

    /** A kind of work that asks for this. */
    final IntentKind<T> work(String verb, Operation operation, Work.Send<T> send) {
        return new Work<>(name + "_" + verb, operation, this, send, this::proceed);
    }

    abstract Progress<T> delete(Id id, Call call);

    abstract Progress<T> proceed(io.shiyun.spi.Ticket ticket, io.shiyun.spi.Intent intent, Call call);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Class<? extends Id> idType() {
        return idType;
    }

    @Override
    public final Operation listing() {
        return listing;
    }

    @Override
    public final Operation creating() {
        return creating;
    }

    @Override
    public final IntentKind<T> deletion() {
        return deletion;
    }

    static Stand stand(ResourceState state) {
        return switch (state) {
            case PENDING, CHANGING, DELETING -> Stand.PASSING;
            case READY, UNKNOWN -> Stand.READY;
            case DELETED -> Stand.GONE;
            case ERROR -> Stand.BROKEN;
        };
    }

    final Problem problem(Optional<Problem> told, T thing) {
        return told.orElseGet(
                () -> Problem.of(Reason.UNKNOWN, id(thing).text() + " failed, and its cloud says not why"));
    }
}
