package io.shiyun.release;

import io.shiyun.Release;
import io.shiyun.ReleaseGate;
import io.shiyun.model.App;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Apps;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import io.shiyun.store.IntentRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Follows one phase of a release to its end: asks the place, writes the ticket down, judges, waits, asks again. Not
 * thread-safe.
 */
final class Follower {
    /** How a phase ended. */
    sealed interface Result permits Reached, GivenUp {}

    record Reached(App app) implements Result {}

    /**
     * @param touched whether the place may have begun to change something
     */
    record GivenUp(Verdict verdict, boolean touched) implements Result {}

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

    private final Surroundings around;
    private final Apps apps;
    private final Release.Phase phase;
    private final Judge judge;
    private final ReleaseGate gate;
    private final Diary diary;
    private final Supplier<IntentRow> row;
    private final Consumer<IntentRow> changed;
    private String written = "";
    private long renewedAt;

    Follower(
            Surroundings around,
            Apps apps,
            Release.Phase phase,
            Judge judge,
            ReleaseGate gate,
            Diary diary,
            Supplier<IntentRow> row,
            Consumer<IntentRow> changed) {
        this.around = around;
        this.apps = apps;
        this.phase = phase;
        this.judge = judge;
        this.gate = gate;
        this.diary = diary;
        this.row = row;
        this.changed = changed;
        this.renewedAt = around.ticker().getAsLong();
    }

    Result follow(Supplier<Progress<App>> start, boolean touchedBefore) {
        Supplier<Progress<App>> question = start;
        boolean touched = touchedBefore;
        Duration pause = FIRST_PAUSE;
        while (true) {
            Progress<App> progress;
            try {
                progress = question.get();
            } catch (CloudException failure) {
                refuseIfCancelled(failure);
                touched |= failure.certainty() == Certainty.AMBIGUOUS;
                if (!Run.mayRepeat(failure)) {
                    return new GivenUp(Verdict.of(failure.problem(), troubles()), touched);
                }
                diary.note(phase, "asking again after " + failure.problem(), Optional.empty());
                Optional<Verdict> late =
                        judge.late(troubles(), failure.problem().toString());
                if (late.isPresent()) {
                    return new GivenUp(late.get(), touched);
                }
                pass(failure.retryAfter().orElse(pause));
                pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
                continue;
            }
            touched = true;
            pause = FIRST_PAUSE;
            around.reach(ReleasePoints.ANSWERED);
            if (progress instanceof Progress.Done<App> done) {
                diary.note(phase, describe(done.value()), Optional.of(done.value()));
                return new Reached(done.value());
            }
            if (progress instanceof Progress.Failed<App> failed) {
                return new GivenUp(Verdict.of(failed.problem(), troubles()), true);
            }
            Progress.Ongoing<App> ongoing = (Progress.Ongoing<App>) progress;
            Optional<Verdict> verdict = step(ongoing);
            if (verdict.isPresent()) {
                return new GivenUp(verdict.get(), true);
            }
            pass(ongoing.askAgainIn());
            question = () -> apps.proceed(ongoing.ticket(), around.call(Operation.APPS_PROCEED));
        }
    }

    private Optional<Verdict> step(Progress.Ongoing<App> ongoing) {
        write(ongoing.ticket());
        Release.Step step =
                diary.note(phase, ongoing.soFar().map(Follower::describe).orElse("under way"), ongoing.soFar());
        Optional<Verdict> verdict = judge.judge(ongoing.soFar());
        return verdict.isPresent() ? verdict : askGate(step);
    }

    private void write(Ticket ticket) {
        String text = PhaseTicket.text(phase, ticket);
        if (!text.equals(written)) {
            changed.accept(around.ledger().keep(row.get().ongoing(text)));
            written = text;
            around.reach(ReleasePoints.TICKET);
        }
    }

    private Optional<Verdict> askGate(Release.Step step) {
        while (true) {
            ReleaseGate.Answer answer;
            try {
                answer = gate.judge(step);
            } catch (RuntimeException theirs) {
                answer = new ReleaseGate.Abort("the gate failed: " + theirs);
            }
            if (answer instanceof ReleaseGate.Abort abort) {
                return Optional.of(new Verdict(Reason.CANCELLED, "the gate said no: " + abort.why(), troubles()));
            }
            if (!(answer instanceof ReleaseGate.Hold hold)) {
                return Optional.empty();
            }
            long before = around.ticker().getAsLong();
            pass(hold.askAgainIn());
            judge.held(around.ticker().getAsLong() - before);
        }
    }

    /** Waits, and meanwhile keeps the intent ours. */
    private void pass(Duration time) {
        Duration left = time.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : time;
        Duration most = around.ledger().renewEvery();
        try {
            while (left.compareTo(Duration.ZERO) > 0) {
                Duration part = shorter(left, most);
                around.waiter().await(part, around.waiter().wakes());
                left = left.minus(part);
                if (around.ticker().getAsLong() - renewedAt >= most.toNanos()) {
                    around.ledger().renew();
                    renewedAt = around.ticker().getAsLong();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw CloudException.ambiguous(
                            Reason.CANCELLED,
                            "The release " + row.get().id() + " was interrupted and stands as it is; it is gone on with"
                                    + " when the library starts next, or before the next release of the app")
                    .cause(stop)
                    .build();
        }
    }

    private static void refuseIfCancelled(CloudException failure) {
        if (failure.reason() == Reason.CANCELLED) {
            throw failure;
        }
    }

    private List<io.shiyun.model.Trouble> troubles() {
        return diary.seen().map(App::troubles).orElse(List.of());
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static String describe(App app) {
        return app.wanted() + " wanted, " + app.running() + " running, " + app.updated() + " updated, " + app.ready()
                + " ready";
    }
}
