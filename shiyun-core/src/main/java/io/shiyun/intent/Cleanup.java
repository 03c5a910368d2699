package io.shiyun.intent;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Id;
import io.shiyun.model.Reason;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import io.shiyun.store.IntentRow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Deletes what a row of the journal says remains. Harmless to begin again. Not thread-safe. */
final class Cleanup {
    private final Engine engine;
    private final Intent intent;
    private final Deque<Id> left = new ArrayDeque<>();
    private @Nullable Ticket ticket;

    Cleanup(Engine engine, IntentRow row, Intent intent) {
        this.engine = engine;
        this.intent = intent;
        row.remains().forEach(text -> left.add(Id.parse(Id.class, text)));
    }

    /**
     * Does the next thing.
     *
     * @return how long to wait, or empty when all is gone
     * @throws CloudException when the cloud could not be asked, or would not
     */
    Optional<Duration> advance() {
        Id id = left.peek();
        if (id == null) {
            return Optional.empty();
        }
        Progress<?> progress;
        try {
            Ticket next = ticket;
            progress = next == null ? engine.remover.delete(id) : engine.remover.proceed(id, next, intent);
        } catch (CloudException e) {
            if (e.reason() != Reason.NOT_FOUND) {
                throw e;
            }
            progress = Progress.done(id);
        }
        if (progress instanceof Progress.Ongoing<?> ongoing) {
            ticket = ongoing.ticket();
            return Optional.of(ongoing.askAgainIn());
        }
        ticket = null;
        if (progress instanceof Progress.Failed<?> failed) {
            throw CloudException.of(Certainty.REJECTED, failed.problem());
        }
        left.remove();
        engine.reach(CrashPoints.REMOVED);
        return left.isEmpty() ? Optional.empty() : Optional.of(Duration.ZERO);
    }
}
