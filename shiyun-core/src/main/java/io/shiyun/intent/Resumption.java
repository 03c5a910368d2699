package io.shiyun.intent;

import io.shiyun.store.IntentRow;
import java.time.Duration;
import java.util.Optional;

/** One unfinished intent that is gone on with. */
final class Resumption<T> implements Task<Ending<?>> {
    private final Engine engine;
    private final String operationId;
    private final Journey<T> journey;

    private Resumption(Engine engine, IntentKind<T> kind, IntentRow row, Duration patience) {
        this.engine = engine;
        this.operationId = row.id();
        this.journey = new Journey<>(engine, kind, row, engine.journal.order(row), patience, Request.EPOCHS);
    }

    /** Returns the work, unless somebody else has it. */
    static <T> Optional<Resumption<T>> of(Engine engine, IntentKind<T> kind, IntentRow row, Duration patience) {
        if (!engine.take(row.id())) {
            return Optional.empty();
        }
        Optional<Resumption<T>> resumption = Optional.empty();
        try {
            resumption = engine.claim(row).map(owned -> new Resumption<>(engine, kind, owned, patience));
            return resumption;
        } finally {
            if (resumption.isEmpty()) {
                engine.leave(row.id());
            }
        }
    }

    String operationId() {
        return operationId;
    }

    @Override
    public void abandoned() {
        engine.leave(operationId);
    }

    @Override
    public Step<Ending<?>> advance() {
        Step<Ending<T>> step = journey.advance();
        if (step instanceof Step.Again<Ending<T>> again) {
            return Step.in(again.in());
        }
        engine.leave(operationId);
        return Step.end(((Step.End<Ending<T>>) step).result());
    }
}
