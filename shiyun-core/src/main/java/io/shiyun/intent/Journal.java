package io.shiyun.intent;

import io.shiyun.model.CloudException;
import io.shiyun.model.Id;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.store.AuditEntry;
import io.shiyun.store.FrozenOrder;
import io.shiyun.store.IntentRow;
import io.shiyun.store.IntentState;
import io.shiyun.store.OperationIds;
import io.shiyun.store.SpendRow;
import io.shiyun.store.Store;
import io.shiyun.store.Tx;
import io.shiyun.store.UsageDraft;
import io.shiyun.store.UsageRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The intents in the store, and what goes with each change of them: the audit and the usage records are written in the
 * transaction that changes the state. Thread-safe.
 */
final class Journal {

    private final Store store;
    private final InstantSource clock;
    private final Leases leases;
    private final SpendDesk spend;

    Journal(Store store, InstantSource clock, Leases leases, SpendDesk spend) {
        this.store = store;
        this.clock = clock;
        this.leases = leases;
        this.spend = spend;
    }

    /**
     * An attempt to write a new intent down.
     *
     * @param row the new intent, or what stands in its way
     * @param begun whether it is the new one
     */
    record Begun(IntentRow row, boolean begun) {}

    /**
     * Writes a new intent down, unless something of the same resource is unfinished, which comes first, or the operation is
     * done already.
     *
     * @param take called inside the transaction with the operation's id; no for one that this process works on already
     */
    Begun begin(IntentKind<?> kind, Request request, Predicate<String> take) {
        FrozenOrder order = new IntentOrder(request.order(), request.terms()).freeze(store);
        Instant now = clock.instant();
        return store.write(tx -> {
            Optional<IntentRow> before = tx.intents().unfinishedOf(request.resource()).stream()
                    .filter(row -> row.state() != IntentState.FENCED)
                    .findFirst();
            if (before.isPresent()) {
                return new Begun(before.get(), false);
            }
            Optional<IntentRow> done = tx.intents().epochs(request.operationId()).stream()
                    .filter(row -> row.state() == IntentState.DONE)
                    .findFirst();
            if (done.isPresent()) {
                return new Begun(done.get(), false);
            }
            if (!take.test(request.operationId())) {
                throw CloudException.notSent(
                                Reason.CONFLICT,
                                "Operation " + request.operationId() + " is under way already; ask again later")
                        .build();
            }
            int epoch = tx.intents()
                            .latest(request.operationId())
                            .map(IntentRow::epoch)
                            .orElse(0)
                    + 1;
            IntentRow row = IntentRow.plan(request.operationId(), kind.name(), request.resource())
                    .epoch(epoch)
                    .in(request.region().cloud().name(), request.region().name())
                    .order(order)
                    .tags(IntentTags.of(store.installation(), request.operationId(), epoch))
                    .deadline(kind.makes() ? now.plus(request.time()) : null)
                    .by(store.installation(), leases.owner(), now, leases.length());
            spend.expect(tx, row, kind, request.terms());
            return new Begun(tx.intents().insert(row), true);
        });
    }

    FrozenOrder freeze(Request request) {
        return new IntentOrder(request.order(), request.terms()).freeze(store);
    }

    IntentOrder order(IntentRow row) {
        return IntentOrder.read(row.order(), store);
    }

    /** Keeps a change that needs no record beside it. */
    IntentRow keep(IntentRow row) {
        Instant now = clock.instant();
        return store.write(tx -> tx.intents().update(row, now));
    }

    /** Makes sure that the intent still is this owner's. */
    void require(IntentRow row) {
        IntentRow kept =
                store.read(tx -> tx.intents().get(row.id(), row.epoch())).orElse(row);
        if (!kept.owner().equals(row.owner()) || kept.fencing() != row.fencing() || kept.finished()) {
            keep(row);
        }
    }

    /** Keeps that it is done: with the audit, and what is charged from now on, or no longer. */
    <T> IntentRow done(IntentRow row, IntentKind<T> kind, Terms terms, T value) {
        Instant now = clock.instant();
        Id id = kind.resource().id(value);
        IntentRow done = store.write(tx -> {
            IntentRow kept = tx.intents().update(row.done(id.text()), now);
            tx.spend().decide(row.id(), row.epoch(), SpendRow.State.CAPTURE);
            tx.audit().append(entry(kept, kind, terms, now, "OK").about(id.text()));
            charge(tx, kept, kind, terms, value, now);
            return kept;
        });
        spend.settle(done);
        return done;
    }

    private static <T> void charge(Tx tx, IntentRow row, IntentKind<T> kind, Terms terms, T value, Instant now) {
        ResourceKind<T> resource = kind.resource();
        String id = resource.id(value).text();
        Optional<ResourceKind.Charged> charged = kind.removes() ? Optional.empty() : resource.charged(value);
        if (!kind.makes()) {
            tx.usage().close(row.cloud(), id, resource.name(), now);
        }
        charged.ifPresent(
                what -> tx.usage().open(usage(row, resource, terms, value, what, begin(row, kind, value, now))));
    }

    /** A new thing is charged from when the cloud made it, as far as that can be true. */
    private static <T> Instant begin(IntentRow row, IntentKind<T> kind, T value, Instant now) {
        if (!kind.makes()) {
            return now;
        }
        return kind.resource()
                .created(value)
                .filter(made -> !made.isAfter(now) && !made.isBefore(row.created()))
                .orElse(now);
    }

    static <T> UsageRow usage(
            IntentRow row, ResourceKind<T> resource, Terms terms, T value, ResourceKind.Charged what, Instant from) {
        String id = resource.id(value).text();
        UsageDraft draft = UsageRow.of(OperationIds.next(() -> from), resource.name(), id)
                .who(terms.actor())
                .in(row.cloud(), row.region(), what.zone())
                .forApp(terms.project(), terms.app())
                .shape(what.shape())
                .tags(resource.tags(value))
                .quantity(what.quantity())
                .intent(row.id());
        draft.price(terms.price().orElse(UsageRow.UNPRICED));
        if (resource.name().equals("HOST")) {
            draft.host(id);
        }
        return draft.since(from);
    }

    /**
     * Ends the charge of a thing that is seen to cost nothing now, and begins one again, on the terms it was made on, for a
     * thing of ours that costs again.
     */
    <T> void observed(ResourceKind<T> resource, T value) {
        Instant now = clock.instant();
        Id id = resource.id(value);
        String cloud = id.cloud().name();
        Optional<ResourceKind.Charged> charged = resource.charged(value);
        Optional<IntentRow> made = charged.isEmpty()
                ? Optional.empty()
                : byResult(id.text()).stream()
                        .filter(row -> row.state() == IntentState.DONE
                                && !row.kind().equals(resource.deletion().name()))
                        .findFirst();
        store.write(tx -> {
            if (charged.isEmpty()) {
                return tx.usage().close(cloud, id.text(), resource.name(), now);
            }
            if (made.isPresent()
                    && tx.usage().findOpen(cloud, id.text(), resource.name()).isEmpty()) {
                IntentRow row = made.get();
                tx.usage().open(usage(row, resource, order(row).terms(), value, charged.get(), now));
            }
            return 0;
        });
    }

    /** Keeps an end without effect, or a fence. */
    IntentRow ended(IntentRow row, IntentKind<?> kind, Terms terms, Problem problem) {
        Instant now = clock.instant();
        IntentRow ended = store.write(tx -> {
            IntentRow kept = tx.intents().update(row, now);
            tx.audit().append(refusal(kept, kind, terms, now, problem));
            if (kept.finished()) {
                tx.spend().decide(row.id(), row.epoch(), SpendRow.State.RELEASE);
            }
            return kept;
        });
        spend.settle(ended);
        return ended;
    }

    /** Keeps that an epoch failed and that the next one of the same order is about to be sent to the same place. */
    IntentRow nextEpoch(IntentRow failed, IntentKind<?> kind, Terms terms, Problem problem) {
        Instant now = clock.instant();
        IntentRow next = store.write(tx -> {
            IntentRow kept = tx.intents().update(failed, now);
            tx.audit().append(refusal(kept, kind, terms, now, problem));
            tx.spend().decide(failed.id(), failed.epoch(), SpendRow.State.RELEASE);
            int epoch = failed.epoch() + 1;
            IntentRow row = IntentRow.plan(failed.id(), failed.kind(), failed.resource())
                    .parent(failed.parent())
                    .epoch(epoch)
                    .in(failed.cloud(), failed.region())
                    .order(failed.order())
                    .tags(IntentTags.of(store.installation(), failed.id(), epoch))
                    .deadline(failed.deadline())
                    .by(store.installation(), leases.owner(), now, leases.length());
            spend.expect(tx, row, kind, terms);
            return tx.intents().insert(row);
        });
        spend.settle(failed);
        return next;
    }

    private static AuditEntry refusal(IntentRow row, IntentKind<?> kind, Terms terms, Instant now, Problem problem) {
        return entry(row, kind, terms, now, row.state().name())
                .because(ProblemText.write(problem), row.state() == IntentState.FENCED ? "AMBIGUOUS" : "REJECTED");
    }

    private static AuditEntry entry(IntentRow row, IntentKind<?> kind, Terms terms, Instant now, String outcome) {
        Duration took = Duration.between(row.created(), now);
        return AuditEntry.of(now, terms.actor(), kind.operation().name(), outcome)
                .in(row.cloud(), row.region())
                .about(row.resource())
                .intent(row.id())
                .took(took.isNegative() ? Duration.ZERO : took);
    }

    /** Takes an unfinished intent over, if its lease has ended, or it is this owner's already. */
    Optional<IntentRow> claim(IntentRow row) {
        Instant now = clock.instant();
        return store.write(
                tx -> tx.intents().claim(row.id(), row.epoch(), leases.owner(), now, now.plus(leases.length())));
    }

    /** Takes over what a dead owner left unfinished. */
    Optional<IntentRow> takeOver(IntentRow row) {
        Instant now = clock.instant();
        return store.write(tx -> tx.intents().takeOver(row, leases.owner(), now.plus(leases.length())));
    }

    List<IntentRow> unfinished(int limit) {
        return store.read(tx -> tx.intents().unfinished(limit));
    }

    List<IntentRow> epochs(String operationId) {
        return store.read(tx -> tx.intents().epochs(operationId));
    }

    List<IntentRow> byResult(String id) {
        return store.read(tx -> tx.intents().byResult(id));
    }
}
