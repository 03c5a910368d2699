package io.shiyun;

import io.shiyun.intent.IntentKind;
import io.shiyun.intent.Intents;
import io.shiyun.intent.Request;
import io.shiyun.intent.ResourceKind;
import io.shiyun.intent.Terms;
import io.shiyun.model.CloudException;
import io.shiyun.model.Fields;
import io.shiyun.model.Id;
import io.shiyun.spi.Order;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * All things of one kind on all clouds, which can be made and deleted. Both are written down before anything is sent: a
 * lost answer or a dead process leaves nothing double and nothing forgotten. Each waits in the calling thread until it has
 * ended. Thread-safe.
 *
 * @param <T> the facts of a thing
 * @param <I> its id
 * @param <O> what it is ordered by
 */
public final class ResourceFleet<T, I extends Id, O extends Order> {
    private final Fleet<T, I> fleet;
    private final Intents intents;
    private final ResourceKind<T> kind;
    private final IntentKind<T> creation;
    private final Supplier<String> actor;

    ResourceFleet(
            Fleet<T, I> fleet, Intents intents, ResourceKind<T> kind, IntentKind<T> creation, Supplier<String> actor) {
        this.fleet = fleet;
        this.intents = intents;
        this.kind = kind;
        this.creation = creation;
        this.actor = actor;
    }

    /** Returns the same to look at alone: lists with more choices. */
    public Fleet<T, I> all() {
        return fleet;
    }

    /** Asks every region of every cloud. */
    public Gathered<T> list() {
        return fleet.list();
    }

    /**
     * Returns one.
     *
     * @throws CloudException NOT_FOUND when there is none
     */
    public T get(I id) {
        return fleet.get(id);
    }

    /**
     * Makes one where the order says.
     *
     * @throws CloudException REJECTED when it failed, with what it left behind deleted; AMBIGUOUS when it is not known, and
     *     then it is gone on with at the next start
     */
    public T create(O order) {
        Fields fields = order.fields();
        String name = Objects.requireNonNullElse(fields.plain().get("name"), kind.name());
        return intents.run(creation, request(order.region() + "/" + name, order, fields))
                .orThrow();
    }

    /** Deletes one; gone already is done. */
    public void delete(I id) {
        Fields fields = Fields.of(writer -> writer.put("id", id.text()));
        intents.run(kind.deletion(), request(id.text(), id, fields)).orThrow();
    }

    private Request request(String resource, io.shiyun.model.Located where, Fields fields) {
        return Request.of(
                intents.newOperation(),
                kind.name().toLowerCase(java.util.Locale.ROOT) + "/" + resource,
                where.region(),
                fields,
                Terms.of(actor.get()));
    }
}
