package io.shiyun.release;

import io.shiyun.AppRevision;
import io.shiyun.Release;
import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Price;
import io.shiyun.model.Reason;
import io.shiyun.model.Scaling;
import io.shiyun.spi.AppOrder;
import io.shiyun.store.AuditEntry;
import io.shiyun.store.IntentRow;
import io.shiyun.store.IntentState;
import io.shiyun.store.OperationIds;
import io.shiyun.store.RevisionRow;
import io.shiyun.store.Store;
import io.shiyun.store.Tx;
import io.shiyun.store.UsageDraft;
import io.shiyun.store.UsageRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What the engine writes down, one method a transaction. Thread-safe. */
final class Ledger {
    private static final String USAGE_KIND = "APP";

    /** Unfinished intents looked at in one go. */
    private static final int PAGE = 1000;
    /** Among so many of the latest releases is looked for one that set the number of replicas. */
    private static final int SCALINGS = 50;

    private final Store store;
    private final Frozen frozen;
    private final InstantSource clock;
    private final String owner;
    private final Duration lease;
    private final int keep;
    private final Function<AppOrder, Optional<Price>> price;

    Ledger(
            Store store,
            InstantSource clock,
            String owner,
            Duration lease,
            int keep,
            Function<AppOrder, Optional<Price>> price) {
        this.store = store;
        this.frozen = new Frozen(store);
        this.clock = clock;
        this.owner = owner;
        this.lease = lease;
        this.keep = keep;
        this.price = price;
    }

    /** A third of the lease: how often it is prolonged while a release goes on. */
    Duration renewEvery() {
        return lease.dividedBy(3);
    }

    String newId() {
        return OperationIds.next(clock);
    }

    String revision(AppOrder order) {
        return frozen.revision(order);
    }

    ReleasePlan plan(IntentRow row) {
        return frozen.plan(row.order());
    }

    AppOrder order(RevisionRow row) {
        return frozen.order(row.order());
    }

    Optional<RevisionRow> current(AppId app) {
        return store.read(tx -> tx.revisions().current(app.text()));
    }

    Optional<RevisionRow> revision(AppId app, int number) {
        return store.read(tx -> tx.revisions().get(app.text(), number));
    }

    List<RevisionRow> revisions(AppId app) {
        return store.read(tx -> tx.revisions().list(app.text()));
    }

    /** The id of the last release of an app, finished or not; empty when there was none. */
    String last(AppId app) {
        return store.read(tx -> last(tx, app));
    }

    /** How the number of replicas was last set by a release that is done; empty when none is remembered. */
    Optional<Scaling> scaling(AppId app) {
        return store.read(tx -> tx.intents().byResource(app.text(), SCALINGS)).stream()
                .filter(row ->
                        row.state() == IntentState.DONE && Kinds.of(row.kind()).isPresent())
                .map(this::plan)
                .flatMap(plan -> plan.scaling().or(() -> plan.order().map(AppOrder::scaling)).stream())
                .filter(scaling -> !(scaling instanceof Scaling.Untouched))
                .findFirst();
    }

    private static String last(Tx tx, AppId app) {
        return tx.intents().byResource(app.text(), 1).stream()
                .map(IntentRow::id)
                .findFirst()
                .orElse("");
    }

    /**
     * Writes a release down.
     *
     * @param draft the plan; a deploy of a new revision has the number 0 in it, and gets one here
     * @param since the last release that was known when the plan was made; empty answer when there is another by now
     * @throws CloudException CONFLICT while another release of the app is under way
     */
    Optional<IntentRow> begin(String id, ReleasePlan draft, String since) {
        Instant now = clock.instant();
        return store.write(tx -> {
            List<IntentRow> others = tx.intents().unfinishedOf(draft.app().text());
            if (!others.isEmpty()) {
                throw underWay(others.get(0));
            }
            if (!last(tx, draft.app()).equals(since)) {
                return Optional.<IntentRow>empty();
            }
            ReleasePlan plan = record(tx, draft, now);
            return Optional.of(tx.intents()
                    .insert(IntentRow.plan(
                                    id, Kinds.text(plan.kind()), plan.app().text())
                            .in(plan.app().cloud().name(), plan.app().region().name())
                            .order(frozen.of(plan))
                            .tags(Map.of(Frozen.OPERATION_TAG, id))
                            .by(store.installation(), owner, now, lease)));
        });
    }

    private ReleasePlan record(Tx tx, ReleasePlan draft, Instant now) {
        if (draft.kind() != Release.Kind.DEPLOY || draft.revision() > 0) {
            return draft;
        }
        AppOrder order = Frozen.untagged(draft.order().orElseThrow());
        int number = tx.revisions()
                .add(draft.app().text(), frozen.of(order), AppRevision.State.PLANNED.name(), "", now, keep)
                .number();
        return draft.numbered(number);
    }

    static CloudException underWay(IntentRow row) {
        return CloudException.notSent(
                        Reason.CONFLICT,
                        "Another release of " + row.resource() + " is under way: " + row.kind() + " " + row.id()
                                + ", begun " + row.created() + " by " + row.owner()
                                + ". Wait until it has ended, and ask again")
                .build();
    }

    /** Unfinished releases of an app, whoever works on them. */
    List<IntentRow> unfinished(AppId app) {
        return store.read(tx -> tx.intents().unfinishedOf(app.text()));
    }

    /** Takes over releases that nobody works on: of dead owners, with a lease that ended, or of this process. */
    List<IntentRow> claim(Predicate<String> dead) {
        Instant now = clock.instant();
        return store.write(tx -> {
            List<IntentRow> open = tx.intents().unfinished(PAGE).stream()
                    .filter(row -> Kinds.of(row.kind()).isPresent())
                    .toList();
            open.stream()
                    .map(IntentRow::owner)
                    .distinct()
                    .filter(other -> !other.equals(owner) && dead.test(other))
                    .forEach(other -> tx.intents().takeOver(other, owner, now.plus(lease)));
            return open.stream()
                    .flatMap(row -> tx.intents().claim(row.id(), row.epoch(), owner, now, now.plus(lease)).stream())
                    .toList();
        });
    }

    Optional<IntentRow> claim(IntentRow row) {
        Instant now = clock.instant();
        return store.write(tx -> tx.intents().claim(row.id(), row.epoch(), owner, now, now.plus(lease)));
    }

    void renew() {
        store.write(tx -> tx.intents().renew(owner, clock.instant().plus(lease)));
    }

    IntentRow keep(IntentRow row) {
        return store.write(tx -> tx.intents().update(row, clock.instant()));
    }

    /** The last transaction of a release: intent, revision, use and audit together. */
    void finish(IntentRow row, ReleasePlan plan, Release release) {
        Instant now = release.ended();
        String app = plan.app().text();
        Optional<Price> rate = release.done() ? rate(plan) : Optional.empty();
        store.write(tx -> {
            if (plan.revision() > 0 && plan.kind() == Release.Kind.DEPLOY) {
                String note = release.done() ? "" : release.outcome() + ": " + release.why();
                AppRevision.State state = release.done() ? AppRevision.State.SERVED : AppRevision.State.FAILED;
                boolean servedBefore = plan.revision() == plan.previous();
                if (!servedBefore) {
                    tx.revisions().update(app, plan.revision(), state.name(), note);
                }
            }
            if (release.done()) {
                applied(tx, plan, release, rate, now);
            }
            List<String> remains = release.outcome() == Release.Outcome.ROLLED_BACK
                            || release.app().isEmpty()
                    ? List.of()
                    : List.of(app);
            tx.intents()
                    .update(
                            release.done()
                                    ? row.done(app)
                                    : row.troubled(IntentState.FAILED, release.summary(), remains),
                            now);
            return tx.audit().append(audit(row, plan, release));
        });
    }

    /** What one replica costs now; asked before the transaction, since it may ask a cloud. */
    private Optional<Price> rate(ReleasePlan plan) {
        return plan.kind() == Release.Kind.DELETE
                ? Optional.empty()
                : plan.order().or(() -> current(plan.app()).map(this::order)).flatMap(price);
    }

    private void applied(Tx tx, ReleasePlan plan, Release release, Optional<Price> rate, Instant now) {
        String app = plan.app().text();
        if (plan.kind() == Release.Kind.DELETE) {
            tx.revisions().delete(app);
            tx.usage().close(plan.app().cloud().name(), app, USAGE_KIND, now);
            return;
        }
        if (plan.revision() > 0) {
            tx.revisions().makeCurrent(app, plan.revision(), now);
        }
        release.app().ifPresent(seen -> use(tx, plan, seen, release.id(), rate, now));
    }

    /** Opens a record of the app's replicas, or replaces the open one where their number or price has changed. */
    private void use(Tx tx, ReleasePlan plan, App seen, String release, Optional<Price> rate, Instant now) {
        AppId app = plan.app();
        UsageDraft draft = UsageRow.of(newId(), USAGE_KIND, app.text())
                .who(plan.actor())
                .in(app.cloud().name(), app.region().name(), "")
                .forApp(app.project().value(), app.value())
                .tags(Frozen.withoutOperation(seen.tags()))
                .quantity(BigDecimal.valueOf(seen.wanted()))
                .intent(release);
        UsageRow use = draft.price(rate.orElse(UsageRow.UNPRICED)).since(now);
        boolean same = tx.usage()
                .findOpen(use.cloud(), use.resource(), use.kind())
                .filter(row -> sameRate(row, use))
                .isPresent();
        if (!same) {
            tx.usage().close(use.cloud(), use.resource(), use.kind(), now);
            if (use.quantity().signum() > 0) {
                tx.usage().insert(use);
            }
        }
    }

    private static boolean sameRate(UsageRow a, UsageRow b) {
        return a.quantity().compareTo(b.quantity()) == 0
                && a.unitPrice().compareTo(b.unitPrice()) == 0
                && a.currency().equals(b.currency())
                && a.unit().equals(b.unit())
                && a.tags().equals(b.tags());
    }

    private static AuditEntry audit(IntentRow row, ReleasePlan plan, Release release) {
        AuditEntry entry = AuditEntry.of(
                        release.began(),
                        plan.actor(),
                        row.kind(),
                        release.outcome().name())
                .in(plan.app().cloud().name(), plan.app().region().name())
                .about(plan.app().text())
                .intent(row.id())
                .took(release.took());
        return release.done() ? entry : entry.because(release.summary(), "REJECTED");
    }
}
