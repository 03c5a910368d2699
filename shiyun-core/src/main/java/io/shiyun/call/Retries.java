package io.shiyun.call;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Effect;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Which failures of which operations are tried again. */
final class Retries {
    private Retries() {}

    /**
     * Sorts a failure.
     *
     * @param repeatable whether the cloud would recognise a create that is sent again as the same one
     */
    static Failure sort(CloudException failure, Effect effect, boolean repeatable) {
        @Nullable Duration asked = failure.retryAfter().orElse(null);
        if (!failure.reason().retryable() || effect == Effect.STREAM || Refusal.byBreaker(failure)) {
            return Failure.FINAL;
        }
        if (failure.certainty() == Certainty.AMBIGUOUS && !harmlessTwice(effect, repeatable)) {
            return Failure.FINAL;
        }
        if (Refusal.byUs(failure)) {
            return Failure.BUSY;
        }
        Failure.Kind kind = failure.reason() == Reason.THROTTLED ? Failure.Kind.THROTTLING : Failure.Kind.TRANSIENT;
        return new Failure(kind, asked);
    }

    private static boolean harmlessTwice(Effect effect, boolean repeatable) {
        return switch (effect) {
            case READ, READ_SECRET, CHANGE, DELETE, STEP -> true;
            case CREATE -> repeatable;
            case ACT, STREAM -> false;
        };
    }
}
