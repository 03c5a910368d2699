package io.shiyun.intent;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.store.IntentRow;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request from being asked for to its end. What is unfinished of the same resource comes first: it is waited for where
 * somebody works on it, and gone on with where nobody does. If that was the same order it is the answer.
 */
final class Undertaking<T> implements Task<Ending<T>> {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Engine engine;
    private final IntentKind<T> kind;
    private final Request request;
    private final long since;
    private @Nullable Journey<T> journey;
    private @Nullable Earlier<?> earlier;
    private @Nullable String taken;

    Undertaking(Engine engine, IntentKind<T> kind, Request request) {
        this.engine = engine;
        this.kind = kind;
        this.request = request;
        this.since = engine.ticker.getAsLong();
    }

    /** The work on what was unfinished before. */
    private record Earlier<E>(IntentRow row, IntentKind<E> kind, Journey<E> journey) {}

    @Override
    public Step<Ending<T>> advance() {
        boolean sound = false;
        try {
            Step<Ending<T>> step = turn();
            sound = !(step instanceof Step.End);
            return step;
        } finally {
            if (!sound) {
                leave();
            }
        }
    }

    @Override
    public void abandoned() {
        leave();
    }

    private Step<Ending<T>> turn() {
        if (journey != null) {
            return journey.advance();
        }
        return earlier == null ? begin() : settle(earlier);
    }

    private Step<Ending<T>> begin() {
        Journal.Begun begun = engine.journal.begin(kind, request, this::take);
        if (!begun.begun()) {
            return obstacle(begun.row());
        }
        engine.reach(CrashPoints.PLANNED);
        journey = new Journey<>(
                engine,
                kind,
                begun.row(),
                new IntentOrder(request.order(), request.terms()),
                request.patience(),
                request.epochs());
        return Step.now();
    }

    private boolean take(String operationId) {
        boolean free = engine.take(operationId);
        if (free) {
            taken = operationId;
        }
        return free;
    }

    private void leave() {
        if (taken != null) {
            engine.leave(taken);
            taken = null;
        }
    }

    private Step<Ending<T>> obstacle(IntentRow row) {
        if (row.finished()) {
            throw CloudException.notSent(
                            Reason.EXISTS,
                            "Operation " + row.id() + " of " + row.resource() + " is done already: it made "
                                    + row.result())
                    .build();
        }
        IntentKind<?> known = engine.kinds.get(row.kind());
        if (known != null && take(row.id())) {
            Optional<IntentRow> claimed = engine.claim(row);
            if (claimed.isPresent()) {
                earlier = earlier(claimed.get(), known);
                return Step.now();
            }
            leave();
        }
        if (engine.since(since).compareTo(Request.PATIENCE) >= 0) {
            throw CloudException.notSent(
                            Reason.CONFLICT,
                            "Something else is under way with " + row.resource() + ": operation " + row.id() + " ("
                                    + row.kind() + ", " + row.state() + "). Wait for it, or use another name")
                    .build();
        }
        return Step.in(LOOK_AGAIN);
    }

    private <E> Earlier<E> earlier(IntentRow row, IntentKind<E> known) {
        return new Earlier<>(
                row,
                known,
                new Journey<>(engine, known, row, engine.journal.order(row), request.patience(), request.epochs()));
    }

    private <E> Step<Ending<T>> settle(Earlier<E> before) {
        Step<Ending<E>> step = before.journey().advance();
        if (step instanceof Step.Again<Ending<E>> again) {
            return Step.in(again.in());
        }
        Ending<E> ending = ((Step.End<Ending<E>>) step).result();
        earlier = null;
        leave();
        if (ending instanceof Ending.Unsettled<E> open) {
            throw CloudException.of(Certainty.NOT_SENT, open.problem());
        }
        boolean same = before.row().kind().equals(kind.name())
                && before.row()
                        .order()
                        .hash()
                        .equals(engine.journal.freeze(request).hash());
        if (same && ending instanceof Ending.Done<E> done) {
            @SuppressWarnings("unchecked") // The names of the kinds are equal, so the kinds are.
            T value = (T) done.value();
            return Step.end(new Ending.Done<>(value, done.intent()));
        }
        return Step.now();
    }
}
