package io.shiyun.release;

import io.shiyun.Release;
import io.shiyun.ReleaseGate;
import io.shiyun.ReleaseOptions;
import io.shiyun.model.App;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Scaling;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Apps;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Progress;
import io.shiyun.store.IntentRow;
import io.shiyun.store.IntentState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One release on its way, in one thread: forward, and where it is given up, back. */
final class Run {
    private final Surroundings around;
    private final ReleasePlan plan;
    private final ReleaseOptions options;
    private final Apps apps;
    private final Instant began;
    private final Diary diary;
    private IntentRow row;

    Run(Surroundings around, IntentRow row, ReleasePlan plan, ReleaseOptions options) {
        this.around = around;
        this.row = row;
        this.plan = plan;
        this.options = options;
        this.apps = around.clouds().service(plan.app().cloud(), Apps.class);
        this.began = around.clock().instant();
        this.diary = new Diary(around, row.id(), plan, options.listener());
    }

    /** Carries a release out that was just written down. */
    Release begin() {
        row = around.ledger().keep(row.with(IntentState.SENT));
        around.reach(ReleasePoints.SENDING);
        return forward(false);
    }

    /** Goes on with a release that another run of the library left unfinished. */
    Release resume() {
        return switch (PhaseTicket.phase(row.ticket())) {
            case FORWARD -> row.state() == IntentState.PLANNED ? begin() : forward(true);
            case BACK -> back(Remembered.verdict(row.problem()));
            case CLEANUP -> cleanUp(Remembered.verdict(row.problem()));
        };
    }

    private Release forward(boolean touched) {
        Judge judge = new Judge(
                plan.order().map(AppOrder::revision),
                plan.kind() != Release.Kind.DELETE,
                plan.deadline(),
                around.ticker());
        diary.note(Release.Phase.FORWARD, begins(), Optional.empty());
        Follower.Result result =
                follower(Release.Phase.FORWARD, judge, options.gate()).follow(this::start, touched);
        if (result instanceof Follower.Reached reached) {
            Optional<App> app = plan.kind() == Release.Kind.DELETE ? Optional.empty() : Optional.of(reached.app());
            return end(Release.Outcome.DONE, Optional.empty(), app);
        }
        Follower.GivenUp givenUp = (Follower.GivenUp) result;
        diary.note(Release.Phase.FORWARD, "given up: " + givenUp.verdict().why(), diary.seen());
        return givenUp.touched()
                ? turn(givenUp.verdict())
                : end(Release.Outcome.FAILED, givenUp.verdict(), diary.seen());
    }

    private Release turn(Verdict verdict) {
        if (plan.freeze()) {
            return end(Release.Outcome.FROZEN, verdict, diary.seen());
        }
        boolean changes = Kinds.ordered(plan.kind()) || plan.kind() == Release.Kind.SCALE;
        if (!changes) {
            return end(Release.Outcome.FAILED, verdict, diary.seen());
        }
        if (plan.existed()) {
            return back(verdict);
        }
        return plan.keepFailed() ? end(Release.Outcome.FAILED, verdict, diary.seen()) : cleanUp(verdict);
    }

    private Release back(Verdict verdict) {
        Optional<AppOrder> order = plan.kind() == Release.Kind.SCALE ? Optional.empty() : previousOrder();
        if (plan.kind() != Release.Kind.SCALE && order.isEmpty()) {
            String note = "no earlier revision is recorded to go back to, so the app was left as it stands";
            return end(Release.Outcome.FAILED, verdict.and(note), diary.seen());
        }
        enter(Release.Phase.BACK, verdict);
        String to = order.map(value -> "back to revision " + plan.previous() + " (" + value.revision() + ")")
                .orElse("back to " + previousScaling() + " replicas");
        diary.note(Release.Phase.BACK, to, diary.seen());
        Judge judge = new Judge(order.map(AppOrder::revision), false, plan.deadline(), around.ticker());
        Follower.Result result = follower(Release.Phase.BACK, judge, ReleaseGate.OPEN)
                .follow(
                        () -> order.isPresent()
                                ? apply(order.get())
                                : apps.scale(plan.app(), previousScaling(), around.call(Operation.APPS_SCALE)),
                        true);
        return result instanceof Follower.Reached reached
                ? end(Release.Outcome.ROLLED_BACK, verdict, Optional.of(reached.app()))
                : failedTwice(verdict, (Follower.GivenUp) result, "the way back failed: ");
    }

    private Release cleanUp(Verdict verdict) {
        enter(Release.Phase.CLEANUP, verdict);
        diary.note(Release.Phase.CLEANUP, "removing what was begun", diary.seen());
        Judge judge = new Judge(Optional.empty(), false, plan.deadline(), around.ticker());
        Follower.Result result =
                follower(Release.Phase.CLEANUP, judge, ReleaseGate.OPEN).follow(this::delete, true);
        return result instanceof Follower.Reached
                ? end(Release.Outcome.FAILED, verdict, Optional.empty())
                : failedTwice(verdict, (Follower.GivenUp) result, "removing it failed: ");
    }

    private Release failedTwice(Verdict first, Follower.GivenUp second, String what) {
        return end(Release.Outcome.FAILED, first.and(what + second.verdict().why()), diary.seen());
    }

    private void enter(Release.Phase phase, Verdict verdict) {
        row = around.ledger()
                .keep(row.ongoing(PhaseTicket.text(phase))
                        .troubled(
                                IntentState.ONGOING,
                                Remembered.text(verdict),
                                List.of(plan.app().text())));
        around.reach(ReleasePoints.TURNED);
    }

    private Follower follower(Release.Phase phase, Judge judge, ReleaseGate gate) {
        return new Follower(around, apps, phase, judge, gate, diary, () -> row, changed -> row = changed);
    }

    private Progress<App> start() {
        return switch (plan.kind()) {
            case DEPLOY, ROLLBACK -> apply(plan.order().orElseThrow());
            case SCALE -> apps.scale(plan.app(), plan.scaling().orElseThrow(), around.call(Operation.APPS_SCALE));
            case RESTART -> apps.restart(plan.app(), around.call(Operation.APPS_RESTART));
            case DELETE -> delete();
        };
    }

    private Progress<App> apply(AppOrder order) {
        return apps.apply(Frozen.tagged(order, row.id()), around.call(Operation.APPS_APPLY));
    }

    private Progress<App> delete() {
        return apps.delete(plan.app(), around.call(Operation.APPS_DELETE));
    }

    private Optional<AppOrder> previousOrder() {
        return around.ledger()
                .revision(plan.app(), plan.previous())
                .map(around.ledger()::order)
                .map(order -> order.toBuilder().scaling(previousScaling()).build());
    }

    private Scaling previousScaling() {
        return plan.previousScaling().orElseGet(Scaling.Untouched::new);
    }

    private String begins() {
        return switch (plan.kind()) {
            case DEPLOY, ROLLBACK ->
                plan.kind() + " of revision " + plan.revision() + " ("
                        + plan.order().orElseThrow().revision() + ")";
            case SCALE -> "SCALE to " + plan.scaling().orElseThrow();
            case RESTART, DELETE -> plan.kind().name();
        };
    }

    private Release end(Release.Outcome outcome, Verdict verdict, Optional<App> app) {
        return end(outcome, Optional.of(verdict), app);
    }

    private Release end(Release.Outcome outcome, Optional<Verdict> verdict, Optional<App> app) {
        diary.note(outcome == Release.Outcome.DONE ? Release.Phase.FORWARD : diary.phase(), "ended: " + outcome, app);
        boolean fresh = outcome == Release.Outcome.DONE && Kinds.ordered(plan.kind());
        int revision = fresh ? plan.revision() : plan.previous();
        Release release = new Release(
                row.id(),
                plan.kind(),
                plan.app(),
                outcome == Release.Outcome.DONE && plan.kind() == Release.Kind.DELETE ? 0 : revision,
                outcome,
                verdict.map(Verdict::reason),
                verdict.map(Verdict::why).orElse(""),
                verdict.map(Verdict::troubles).orElse(List.of()),
                app,
                diary.steps(),
                began,
                around.clock().instant());
        around.reach(ReleasePoints.SETTLED);
        around.ledger().finish(row, plan, release);
        around.reach(ReleasePoints.DONE);
        diary.ended(release);
        return release;
    }

    /** A verdict across a crash: the reason, a line feed, why with every trouble. */
    static final class Remembered {
        private Remembered() {}

        static String text(Verdict verdict) {
            StringBuilder text =
                    new StringBuilder(verdict.reason().name()).append('\n').append(verdict.why());
            verdict.troubles()
                    .forEach(trouble -> text.append("; ")
                            .append(trouble.kind())
                            .append(": ")
                            .append(trouble.message()));
            return text.toString();
        }

        static Verdict verdict(String text) {
            int end = text.indexOf('\n');
            return end < 0
                    ? new Verdict(Reason.UNKNOWN, text, List.of())
                    : new Verdict(Reason.valueOf(text.substring(0, end)), text.substring(end + 1), List.of());
        }
    }

    /** Whether asking again may help although the call failed. Every door of a place may be tried twice. */
    static boolean mayRepeat(CloudException failure) {
        return failure.reason().retryable() || failure.certainty() == io.shiyun.model.Certainty.AMBIGUOUS;
    }
}
