package io.shiyun.intent;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Id;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Progress.Done;
import io.shiyun.spi.Progress.Failed;
import io.shiyun.spi.Progress.Ongoing;
import io.shiyun.spi.Ticket;
import io.shiyun.store.IntentRow;
import io.shiyun.store.IntentState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One intent on its way from being written down to its end, over the epochs it has at one place. What it does next follows
 * from the row in the journal alone, so that another process can go on from any point.
 */
final class Journey<T> implements Task<Ending<T>> {
    private static final Logger log = LoggerFactory.getLogger(Journey.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Engine engine;
    private final IntentKind<T> kind;
    private final IntentOrder order;
    private final Silence silence;
    private final int lastEpoch;
    private IntentRow row;
    private Intent intent;
    private long lapses;
    private @Nullable Problem failure;
    private @Nullable Doubt doubt;
    private @Nullable Cleanup cleanup;
    private @Nullable Departure<T> departure;
    private long missingSince;
    private boolean missing;

    Journey(Engine engine, IntentKind<T> kind, IntentRow row, IntentOrder order, Duration patience, int epochs) {
        this.engine = engine;
        this.kind = kind;
        this.row = row;
        this.order = order;
        this.silence = new Silence(engine.ticker, patience);
        this.lastEpoch = row.epoch() + epochs - 1;
        this.intent = new Intent(row.token(), row.tags());
        this.lapses = engine.leases.keep();
    }

    @Override
    public Step<Ending<T>> advance() {
        try (MDC.MDCCloseable intentId = MDC.putCloseable("intent", row.id());
                MDC.MDCCloseable cloud = MDC.putCloseable("cloud", row.cloud())) {
            return turn();
        }
    }

    private Step<Ending<T>> turn() {
        long lapsed = engine.leases.keep();
        if (lapsed != lapses) {
            engine.journal.require(row);
            lapses = lapsed;
        }
        if (!row.remains().isEmpty()) {
            return clean();
        }
        if (departure != null) {
            return leave(departure);
        }
        return switch (row.state()) {
            case PLANNED -> send();
            case SENT, DOUBTFUL -> resolve();
            case ONGOING -> follow();
            case FENCED -> Step.end(new Ending.Fenced<>(ProblemText.read(row.problem()), row));
            case DONE, FAILED, ABANDONED -> throw new IllegalStateException("Operation " + row.id() + " is over");
        };
    }

    private Step<Ending<T>> send() {
        if (late()) {
            return fail(IntentState.ABANDONED, Problem.of(Reason.TIMEOUT, "it was not sent in time"), false);
        }
        Optional<Problem> unpaid = engine.spend.hold(row);
        if (unpaid.isPresent()) {
            return fail(IntentState.ABANDONED, unpaid.get(), false);
        }
        row = engine.journal.keep(row.with(IntentState.SENT));
        engine.reach(CrashPoints.SENDING);
        Progress<T> progress;
        try {
            progress = asked(() -> kind.send(order.order(), intent, engine.call(kind.operation())));
        } catch (CloudException e) {
            engine.reach(CrashPoints.FAILED_CALL);
            if (gone(e)) {
                return departed(subject());
            }
            return e.certainty() == Certainty.AMBIGUOUS ? doubt(e) : fail(IntentState.FAILED, e.problem(), false);
        }
        return take(progress);
    }

    /** The answer, which is not on the disk yet. */
    private Progress<T> asked(Supplier<Progress<T>> question) {
        Progress<T> progress = Engine.answer(question);
        silence.broken();
        engine.reach(CrashPoints.ANSWERED);
        return progress;
    }

    private Step<Ending<T>> take(Progress<T> progress) {
        missing = false;
        if (progress instanceof Done<T> done) {
            return kind.removes() ? departed(done.value()) : done(done.value());
        }
        if (progress instanceof Failed<T> failed) {
            return failedLate(failed.problem(), failed.remains());
        }
        return goOn((Ongoing<T>) progress);
    }

    private Step<Ending<T>> goOn(Ongoing<T> ongoing) {
        String ticket = TicketText.write(ongoing.ticket());
        String result =
                ongoing.soFar().map(value -> kind.resource().id(value).text()).orElse(row.result());
        if (row.state() != IntentState.ONGOING || !ticket.equals(row.ticket()) || !result.equals(row.result())) {
            row = engine.journal.keep(
                    row.ongoing(ticket).withResult(result).troubled(IntentState.ONGOING, "", List.of()));
            engine.reach(CrashPoints.TICKET);
        }
        doubt = null;
        return late() ? tooLate() : Step.in(ongoing.askAgainIn());
    }

    private Step<Ending<T>> done(T value) {
        row = engine.journal.done(row, kind, order.terms(), value);
        engine.reach(CrashPoints.DONE);
        return Step.end(new Ending.Done<>(value, row));
    }

    /** Accepted, then failed: what remains goes first. */
    private Step<Ending<T>> failedLate(Problem problem, List<Id> remains) {
        failure = problem;
        if (remains.isEmpty()) {
            return fail(IntentState.FAILED, problem, false);
        }
        row = engine.journal.keep(row.troubled(
                row.state(),
                ProblemText.write(problem),
                remains.stream().map(Id::text).distinct().toList()));
        engine.reach(CrashPoints.REMAINS);
        return Step.now();
    }

    private Step<Ending<T>> fail(IntentState state, Problem problem, boolean doubted) {
        IntentRow failed = row.troubled(state, ProblemText.write(problem), List.of());
        if (doubted && kind.makes() && problem.reason().retryable() && row.epoch() < lastEpoch && !late()) {
            row = engine.journal.nextEpoch(failed, kind, order.terms(), problem);
            intent = new Intent(row.token(), row.tags());
            doubt = null;
            failure = null;
            engine.reach(CrashPoints.NEXT_EPOCH);
            return Step.now();
        }
        row = engine.journal.ended(failed, kind, order.terms(), problem);
        engine.reach(CrashPoints.FAILED);
        return Step.end(new Ending.Failed<>(problem, row, doubted));
    }

    private Step<Ending<T>> doubt(CloudException e) {
        log.warn("Operation {} on {}/{} is in doubt: {}", row.id(), row.cloud(), row.region(), e.problem());
        row = engine.journal.keep(row.troubled(IntentState.DOUBTFUL, ProblemText.write(e.problem()), row.remains()));
        engine.reach(CrashPoints.DOUBT);
        if (e.reason() == Reason.CANCELLED) {
            throw e;
        }
        doubt = Doubt.begin(engine, row, kind, e.problem());
        silence.goesOn();
        return Step.in(silence.wait(Duration.ZERO));
    }

    private Step<Ending<T>> resolve() {
        Doubt open = doubt == null ? Doubt.resumed(engine, row, kind) : doubt;
        doubt = open;
        return !open.wasRefused() && engine.repeatable(row, kind) ? sendAgain(open) : search(open);
    }

    private Step<Ending<T>> sendAgain(Doubt open) {
        Progress<T> progress;
        try {
            progress = asked(() -> kind.send(order.order(), intent, engine.call(kind.operation())));
        } catch (CloudException e) {
            engine.reach(CrashPoints.FAILED_CALL);
            if (gone(e)) {
                return departed(subject());
            }
            boolean noAnswer =
                    e.certainty() == Certainty.AMBIGUOUS || e.reason().retryable();
            if (noAnswer || e.reason() == Reason.CANCELLED) {
                return silent(e);
            }
            if (!kind.makes()) {
                return fail(IntentState.FAILED, e.problem(), true);
            }
            open.refused(e.problem());
            return Step.now();
        }
        return take(progress);
    }

    private Step<Ending<T>> search(Doubt open) {
        Finder.Found<T> found;
        try {
            found = Finder.find(
                    kind.resource(),
                    Engine.region(row),
                    IntentTags.search(row.tags()),
                    () -> engine.call(kind.resource().listing()));
        } catch (CloudException e) {
            open.interrupted();
            return silent(e);
        }
        engine.reach(CrashPoints.LISTED);
        List<T> made = Adoption.of(kind.resource(), found.items(), row.tags());
        if (!made.isEmpty()) {
            silence.broken();
            return adopt(made);
        }
        if (!found.complete()) {
            open.interrupted();
            return silent(CloudException.notSent(Reason.UNAVAILABLE, "the cloud's list has gaps")
                    .build());
        }
        silence.broken();
        Duration again = open.empty();
        return again == null ? absent(open) : Step.in(again);
    }

    /** The first is the one; the others are surplus and go. */
    private Step<Ending<T>> adopt(List<T> made) {
        ResourceKind<T> resource = kind.resource();
        List<String> surplus =
                made.stream().skip(1).map(one -> resource.id(one).text()).toList();
        String id = resource.id(made.get(0)).text();
        row = engine.journal.keep(row.ongoing(TicketText.write(Adoption.ticket(Engine.region(row))))
                .withResult(id)
                .troubled(IntentState.ONGOING, "", surplus));
        doubt = null;
        engine.reach(CrashPoints.ADOPTED);
        return Step.now();
    }

    private Step<Ending<T>> absent(Doubt open) {
        var guarantee = engine.guarantee(row, kind.operation());
        return switch (guarantee.kind()) {
            case NONE -> fence(open.why());
            case TOKEN, NAME, TAGS -> fail(IntentState.FAILED, open.why(), true);
        };
    }

    private Step<Ending<T>> follow() {
        Ticket ticket = TicketText.read(row.ticket());
        Progress<T> progress;
        try {
            progress = asked(() -> Adoption.isLook(ticket)
                    ? Adoption.look(
                            kind.resource(),
                            row.result(),
                            ticket,
                            engine.call(kind.resource().listing()))
                    : kind.proceed(ticket, intent, engine.call(kind.operation())));
        } catch (CloudException e) {
            engine.reach(CrashPoints.FAILED_CALL);
            if (gone(e)) {
                return departed(subject());
            }
            return notFound(e) ? vanished(e) : silent(e);
        }
        return take(progress);
    }

    /** What was accepted may stay hidden for a while; after that it is gone. */
    private Step<Ending<T>> vanished(CloudException e) {
        if (!missing) {
            missing = true;
            missingSince = engine.ticker.getAsLong();
        }
        Duration hidden = engine.guarantee(row, kind.resource().creating()).visibleWithin();
        if (kind.makes() && engine.since(missingSince).compareTo(hidden) < 0) {
            return Step.in(silence.wait(LOOK_AGAIN));
        }
        return fail(IntentState.FAILED, e.problem(), false);
    }

    private boolean gone(CloudException e) {
        return kind.removes() && notFound(e);
    }

    private static boolean notFound(CloudException e) {
        return e.reason() == Reason.NOT_FOUND && e.certainty() == Certainty.REJECTED;
    }

    /** The cloud did not answer. */
    private Step<Ending<T>> silent(CloudException e) {
        if (e.reason() == Reason.CANCELLED) {
            throw e;
        }
        if (silence.goesOn()) {
            return fence(e.problem());
        }
        return Step.in(silence.wait(e.retryAfter().orElse(Duration.ZERO)));
    }

    /** Only a create may be given up in doubt: what else was asked is harmless to repeat later. */
    private Step<Ending<T>> fence(Problem problem) {
        log.warn("Operation {} on {}/{} is given up in doubt: {}", row.id(), row.cloud(), row.region(), problem);
        if (!kind.makes()) {
            row = engine.journal.keep(row.troubled(row.state(), ProblemText.write(problem), row.remains()));
            return Step.end(new Ending.Unsettled<>(problem, row));
        }
        row = engine.journal.ended(
                row.troubled(IntentState.FENCED, ProblemText.write(problem), row.remains()),
                kind,
                order.terms(),
                problem);
        engine.reach(CrashPoints.FENCED);
        return Step.end(new Ending.Fenced<>(problem, row));
    }

    private boolean late() {
        Instant deadline = row.deadline();
        return deadline != null && !engine.clock.instant().isBefore(deadline);
    }

    private Step<Ending<T>> tooLate() {
        Problem problem = Problem.of(Reason.TIMEOUT, "it was accepted and did not become ready in time");
        return row.result().isEmpty()
                ? fence(problem)
                : failedLate(problem, List.of(Id.parse(kind.resource().idType(), row.result())));
    }

    private Step<Ending<T>> clean() {
        if (cleanup == null) {
            cleanup = new Cleanup(engine, row, intent);
        }
        try {
            Optional<Duration> again = cleanup.advance();
            silence.broken();
            if (again.isPresent()) {
                return Step.in(again.get());
            }
        } catch (CloudException e) {
            return silent(e);
        }
        cleanup = null;
        if (!row.problem().isEmpty()) {
            Problem why = failure == null ? ProblemText.read(row.problem()) : failure;
            return fail(IntentState.FAILED, why, false);
        }
        row = engine.journal.keep(row.troubled(row.state(), "", List.of()));
        return Step.now();
    }

    /** The cloud says that it is gone: it is looked for until it is. */
    private Step<Ending<T>> departed(T value) {
        departure = new Departure<>(kind.resource(), value, engine.ticker);
        return Step.now();
    }

    private Step<Ending<T>> leave(Departure<T> leaving) {
        Optional<Duration> again;
        try {
            again = leaving.advance(() -> engine.call(kind.resource().listing()));
            silence.broken();
        } catch (CloudException e) {
            return silent(e);
        }
        if (again.isEmpty()) {
            return done(leaving.value());
        }
        if (leaving.tooLong(engine.guarantee(row, kind.resource().creating()).visibleWithin())) {
            departure = null;
            row = engine.journal.keep(row.with(IntentState.SENT));
        }
        return Step.in(again.get());
    }

    /** What is deleted, as a fact that says that it is gone. */
    private T subject() {
        return kind.resource()
                .departed(Id.parse(
                        kind.resource().idType(), order.order().reader().text("id")));
    }
}
