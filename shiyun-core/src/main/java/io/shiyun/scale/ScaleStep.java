package io.shiyun.scale;

import io.shiyun.metrics.ScaleDecision;
import io.shiyun.model.AppId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What was decided of an app, and what became of it.
 *
 * @param at when it was decided
 * @param app the app
 * @param kind what became of it
 * @param decision how many replicas are wanted and why; empty when it did not come to that
 * @param words the same in a sentence for people
 */
public record ScaleStep(Instant at, AppId app, Kind kind, Optional<ScaleDecision> decision, String words) {
    /** What becomes of a step. */
    public enum Kind {
        /** The number stays. */
        HELD,
        /** The app has the new number, and all its replicas serve. */
        SCALED,
        /** Another release of the app is under way, or its cloud scales it: it is tried again at the next step. */
        PUT_OFF,
        /** The app could not be asked for, or could not be scaled; it is tried again at the next step. */
        FAILED,
        /** The app is gone, and with it the scaling. */
        ENDED
    }

    public ScaleStep {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(words, "words");
    }

    @Override
    public String toString() {
        return app.value() + ": " + words;
    }
}
