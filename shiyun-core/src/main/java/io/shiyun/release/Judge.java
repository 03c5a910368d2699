package io.shiyun.release;

import io.shiyun.model.App;
import io.shiyun.model.Reason;
import io.shiyun.model.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Decides whether a release is worth waiting for. It is given up when a replica of the revision on its way has a trouble
 * that {@linkplain io.shiyun.model.TroubleKind#fatal() waiting will not cure}, or when nothing has moved for the
 * deadline. Troubles of replicas of other revisions do not count: a release is often their cure. Not thread-safe.
 */
final class Judge {
    /** What counts as movement. */
    private record Position(String revision, boolean observed, int wanted, int running, int updated, int ready) {
        static Position of(App app) {
            return new Position(
                    app.revision(), app.observed(), app.wanted(), app.running(), app.updated(), app.ready());
        }
    }

    private final Optional<String> revision;
    private final boolean early;
    private final Duration deadline;
    private final LongSupplier ticker;
    private Optional<Position> position = Optional.empty();
    private long movedAt;

    /**
     * @param revision what is on its way; empty when no revision is
     * @param early whether fatal troubles end it before the deadline
     */
    Judge(Optional<String> revision, boolean early, Duration deadline, LongSupplier ticker) {
        this.revision = revision;
        this.early = early;
        this.deadline = deadline;
        this.ticker = ticker;
        this.movedAt = ticker.getAsLong();
    }

    /** Judges what can be seen; returns why to give up, if so. */
    Optional<Verdict> judge(Optional<App> seen) {
        seen.map(Position::of).ifPresent(now -> {
            if (!position.equals(Optional.of(now))) {
                position = Optional.of(now);
                movedAt = ticker.getAsLong();
            }
        });
        List<Trouble> troubles = seen.map(this::counting).orElse(List.of());
        if (early) {
            Optional<Trouble> fatal =
                    troubles.stream().filter(trouble -> trouble.kind().fatal()).findFirst();
            if (fatal.isPresent()) {
                return Optional.of(Verdict.fatal(fatal.get(), troubles));
            }
        }
        return late(troubles, "");
    }

    /** Judges the time alone. */
    Optional<Verdict> late(List<Trouble> troubles, String lastProblem) {
        if (ticker.getAsLong() - movedAt < deadline.toNanos()) {
            return Optional.empty();
        }
        String why = "nothing moved for " + Durations.text(deadline)
                + (lastProblem.isEmpty() ? "" : "; the last problem was " + lastProblem);
        return Optional.of(new Verdict(Reason.TIMEOUT, why, troubles));
    }

    /** A stretch that does not count towards the deadline has passed. */
    void held(long nanos) {
        movedAt += nanos;
    }

    private List<Trouble> counting(App app) {
        return app.troubles().stream()
                .filter(trouble ->
                        revision.map(wanted -> concerns(app, trouble, wanted)).orElse(true))
                .toList();
    }

    private static boolean concerns(App app, Trouble trouble, String wanted) {
        return app.replicas().stream()
                .filter(replica ->
                        !trouble.replica().isEmpty() && replica.id().value().equals(trouble.replica()))
                .findFirst()
                .map(replica -> replica.revision().equals(wanted))
                .orElse(app.observed() && app.revision().equals(wanted));
    }
}
