package io.shiyun.intent;

import io.shiyun.call.Clouds;
import io.shiyun.model.CloudException;
import io.shiyun.model.Fields;
import io.shiyun.model.Id;
import io.shiyun.model.Located;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.ResourceState;
import io.shiyun.spi.Call;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.util.List;
import java.util.Optional;

/** What the kinds of things have in common: each is kept by one service of its cloud. */
abstract class ServiceResource<S extends CloudService, T> implements ResourceKind<T> {
    private final Clouds clouds;
    private final Class<S> service;
    private final String name;
    private final Class<? extends Id> idType;
    private final Operation creating;
    private final Operation listing;
    private final IntentKind<T> creation;
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
        this.creation = work("CREATE", creating, this::create);
        this.deletion =
                work("DELETE", deleting, (order, intent, call) -> delete(Id.parse(idType, order.text("id")), call));
    }

    /** The service of the cloud in which the subject lies. */
    final S at(Located subject) {
        return clouds.service(subject.cloud(), service);
    }

    /** A kind of work that asks for this. */
    final IntentKind<T> work(String verb, Operation operation, Work.Send<T> send) {
        return new Work<>(name + "_" + verb, operation, this, send, this::proceed);
    }

    abstract Progress<T> create(Fields.Reader fields, Intent intent, Call call);

    abstract Progress<T> delete(Id id, Call call);

    abstract Progress<T> proceed(Ticket ticket, Intent intent, Call call);

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

    /** Returns the work whose order is the one that the service creates these by. */
    public final IntentKind<T> creation() {
        return creation;
    }

    @Override
    public final IntentKind<T> deletion() {
        return deletion;
    }

    @Override
    public List<IntentKind<T>> intents() {
        return List.of(creation, deletion);
    }

    /** Looks at the thing, where a service that keeps several kinds answers with its id alone. */
    final Progress<T> found(Progress<Id> progress, Call call) {
        if (progress instanceof Progress.Ongoing<Id> ongoing) {
            return Progress.ongoing(ongoing.ticket(), ongoing.askAgainIn());
        }
        if (progress instanceof Progress.Failed<Id> failed) {
            return new Progress.Failed<>(failed.problem(), failed.remains());
        }
        Id id = ((Progress.Done<Id>) progress).value();
        try {
            return Progress.done(get(id, call));
        } catch (CloudException e) {
            if (e.reason() != Reason.NOT_FOUND) {
                throw e;
            }
            return Progress.done(departed(id));
        }
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
