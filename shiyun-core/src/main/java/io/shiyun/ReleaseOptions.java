package io.shiyun;

import java.util.Objects;

/**
 * How a release behaves.
 *
 * @param freeze leave a release that is given up as it stands instead of rolling it back, as where a data migration
 *     forbids the old revision to return
 * @param keepFailed leave a first deploy that failed in place, to be looked at, instead of removing it
 * @param gate asked between steps; one that a crash interrupts goes on without
 * @param listener hears of this release, besides those of the engine
 */
public record ReleaseOptions(boolean freeze, boolean keepFailed, ReleaseGate gate, ReleaseListener listener) {
    /** Roll back, clean up, no gate, no listener. */
    public static final ReleaseOptions DEFAULTS =
            new ReleaseOptions(false, false, ReleaseGate.OPEN, ReleaseListener.NONE);

    /** Checks for null. */
    public ReleaseOptions {
        Objects.requireNonNull(gate, "gate");
        Objects.requireNonNull(listener, "listener");
    }

    /** The same that leaves a given-up release as it stands. */
    public ReleaseOptions freezing() {
        return new ReleaseOptions(true, keepFailed, gate, listener);
    }

    /** The same that keeps a first deploy that failed. */
    public ReleaseOptions keepingFailed() {
        return new ReleaseOptions(freeze, true, gate, listener);
    }

    /** The same with another gate. */
    public ReleaseOptions withGate(ReleaseGate other) {
        return new ReleaseOptions(freeze, keepFailed, other, listener);
    }

    /** The same with another listener. */
    public ReleaseOptions withListener(ReleaseListener other) {
        return new ReleaseOptions(freeze, keepFailed, gate, other);
    }
}
