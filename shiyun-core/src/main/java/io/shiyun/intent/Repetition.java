package io.shiyun.intent;

import io.shiyun.model.CloudException;
import io.shiyun.model.Id;
import io.shiyun.model.Reason;
import io.shiyun.store.IntentRow;
import io.shiyun.store.IntentState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The same operation asked for once more: what is unfinished of it comes to its end first. */
final class Repetition<T> {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Engine engine;
    private final Driver driver;
    private final ResourceKind<T> kind;
    private final String operationId;
    private final String resource;

    Repetition(Engine engine, Driver driver, ResourceKind<T> kind, String operationId, String resource) {
        this.engine = engine;
        this.driver = driver;
        this.kind = kind;
        this.operationId = operationId;
        this.resource = resource;
    }

    /** Returns what it made, or empty when it made nothing: it may be sent anew. */
    Optional<T> outcome() {
        long since = engine.ticker.getAsLong();
        while (true) {
            List<IntentRow> epochs = engine.journal.epochs(operationId);
            epochs.forEach(this::check);
            Optional<IntentRow> done = epochs.stream()
                    .filter(row -> row.state() == IntentState.DONE)
                    .findFirst();
            if (done.isPresent()) {
                return Optional.of(made(done.get()));
            }
            Optional<IntentRow> open = epochs.stream()
                    .filter(row -> !row.finished() && row.state() != IntentState.FENCED)
                    .findFirst();
            if (open.isEmpty()) {
                return Optional.empty();
            }
            if (!settled(open.get())) {
                if (engine.since(since).compareTo(Request.PATIENCE) >= 0) {
                    throw CloudException.notSent(
                                    Reason.CONFLICT,
                                    "This is under way elsewhere: operation " + operationId + " of " + resource
                                            + ". Ask again later")
                            .build();
                }
                driver.pause(LOOK_AGAIN);
            }
        }
    }

    private void check(IntentRow row) {
        if (!row.resource().equals(resource)) {
            throw CloudException.notSent(
                            Reason.CONFLICT,
                            "This reference stands for " + row.resource() + " already, not for " + resource
                                    + "; give each purchase its own")
                    .build();
        }
    }

    /** Goes on with an epoch, unless somebody else does. */
    private boolean settled(IntentRow row) {
        IntentKind<?> work = engine.kinds.get(row.kind());
        Optional<? extends Resumption<?>> resumption =
                work == null ? Optional.empty() : Resumption.of(engine, work, row, Request.PATIENCE);
        resumption.ifPresent(driver::run);
        return resumption.isPresent();
    }

    private T made(IntentRow row) {
        try {
            T thing = kind.get(Id.parse(kind.idType(), row.result()), engine.call(kind.listing()));
            if (kind.stand(thing) != ResourceKind.Stand.GONE) {
                return thing;
            }
        } catch (CloudException e) {
            if (e.reason() != Reason.NOT_FOUND) {
                throw e;
            }
        }
        throw CloudException.notSent(
                        Reason.NOT_FOUND,
                        "This reference made " + row.result() + ", which is gone; to make another one give a new"
                                + " reference")
                .build();
    }
}
