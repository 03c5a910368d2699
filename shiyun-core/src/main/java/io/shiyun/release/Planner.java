package io.shiyun.release;

import io.shiyun.AppRevision;
import io.shiyun.Release;
import io.shiyun.ReleaseOptions;
import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Scaling;
import io.shiyun.spi.AppOrder;
import io.shiyun.store.RevisionRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Turns what is asked for, what is recorded and what is there into the plan of a release. Changes nothing. Thread-safe. */
final class Planner {
    /** For apps without a recorded revision. */
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    private final Ledger ledger;
    private final Supplier<String> actor;

    /** @param actor who asks, asked for each plan */
    Planner(Ledger ledger, Supplier<String> actor) {
        this.ledger = ledger;
        this.actor = actor;
    }

    ReleasePlan deploy(AppOrder order, Optional<App> there, ReleaseOptions options) {
        Optional<RevisionRow> current = current(order.app(), there);
        boolean same = current.map(ledger::order)
                .filter(known -> known.revision().equals(order.revision()))
                .isPresent();
        return plan(
                Release.Kind.DEPLOY,
                order.app(),
                Optional.of(scaled(order, there)),
                same ? current.orElseThrow().number() : 0,
                Optional.of(order.scaling()),
                there,
                order.rollout().deadline(),
                options);
    }

    ReleasePlan rollBack(AppId app, OptionalInt number, Optional<App> there, ReleaseOptions options) {
        RevisionRow target = number.isPresent() ? recorded(app, number.getAsInt()) : before(app);
        AppOrder recorded = ledger.order(target);
        boolean auto = recorded.scaling() instanceof Scaling.Auto;
        AppOrder order = there.isPresent() && !auto
                ? recorded.toBuilder().scaling(new Scaling.Untouched()).build()
                : recorded;
        return plan(
                Release.Kind.ROLLBACK,
                app,
                Optional.of(scaled(order, there)),
                target.number(),
                Optional.empty(),
                there,
                order.rollout().deadline(),
                options);
    }

    ReleasePlan scale(AppId app, Scaling scaling, Optional<App> there, ReleaseOptions options) {
        require(app, there);
        return plan(Release.Kind.SCALE, app, Optional.empty(), 0, Optional.of(scaling), there, deadline(app), options);
    }

    ReleasePlan restart(AppId app, Optional<App> there, ReleaseOptions options) {
        require(app, there);
        return plan(Release.Kind.RESTART, app, Optional.empty(), 0, Optional.empty(), there, deadline(app), options);
    }

    ReleasePlan delete(AppId app, Optional<App> there, ReleaseOptions options) {
        return plan(Release.Kind.DELETE, app, Optional.empty(), 0, Optional.empty(), there, deadline(app), options);
    }

    private ReleasePlan plan(
            Release.Kind kind,
            AppId app,
            Optional<AppOrder> order,
            int revision,
            Optional<Scaling> scaling,
            Optional<App> there,
            Duration deadline,
            ReleaseOptions options) {
        Optional<RevisionRow> current = current(app, there);
        return new ReleasePlan(
                kind,
                app,
                order,
                revision,
                scaling,
                current.map(RevisionRow::number).orElse(0),
                there.map(seen -> wayBack(seen, current, scaling)),
                there.isPresent(),
                deadline,
                options.freeze(),
                options.keepFailed(),
                actor.get());
    }

    /** A release that does not touch the number of replicas does not touch it on the way back. */
    private Scaling wayBack(App seen, Optional<RevisionRow> current, Optional<Scaling> scaling) {
        boolean untouched = scaling.isEmpty() || scaling.get() instanceof Scaling.Untouched;
        if (untouched) {
            return new Scaling.Untouched();
        }
        return current.map(row -> ledger.order(row).scaling())
                .filter(Scaling.Auto.class::isInstance)
                .orElseGet(() -> Scaling.fixed(seen.wanted()));
    }

    private Optional<RevisionRow> current(AppId app, Optional<App> there) {
        return there.isPresent() ? ledger.current(app) : Optional.empty();
    }

    private static AppOrder scaled(AppOrder order, Optional<App> there) {
        boolean begins = there.isEmpty() && order.scaling() instanceof Scaling.Untouched;
        return begins ? order.toBuilder().scaling(Scaling.fixed(1)).build() : order;
    }

    private Duration deadline(AppId app) {
        return ledger.current(app)
                .map(row -> ledger.order(row).rollout().deadline())
                .orElse(DEADLINE);
    }

    private RevisionRow before(AppId app) {
        int current = ledger.current(app).map(RevisionRow::number).orElse(0);
        return ledger.revisions(app).stream()
                .filter(row -> row.number() < current && row.state().equals(AppRevision.State.SERVED.name()))
                .findFirst()
                .orElseThrow(() -> CloudException.notSent(
                                Reason.NOT_FOUND,
                                app + " has no earlier revision that served; name one of those recorded")
                        .build());
    }

    private RevisionRow recorded(AppId app, int number) {
        return ledger.revision(app, number).orElseThrow(() -> noRevision(app, number));
    }

    private CloudException noRevision(AppId app, int number) {
        List<Integer> known =
                ledger.revisions(app).stream().map(RevisionRow::number).toList();
        return CloudException.notSent(Reason.NOT_FOUND, app + " has no revision " + number + "; recorded are " + known)
                .build();
    }

    private static void require(AppId app, Optional<App> there) {
        if (there.isEmpty()) {
            throw CloudException.notSent(Reason.NOT_FOUND, "There is no app " + app + "; deploy it first")
                    .build();
        }
    }
}
