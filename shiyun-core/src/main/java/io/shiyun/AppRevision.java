package io.shiyun;

import java.time.Instant;
import java.util.Objects;

/**
 * A recorded revision of an app.
 *
 * @param number counts from 1 within the app; what a rollback names
 * @param revision the short hash of its content, as replicas carry it
 * @param state how far it came
 * @param current whether it is in force
 * @param note what became of it, or empty
 * @param created when it was recorded
 */
public record AppRevision(int number, String revision, State state, boolean current, String note, Instant created) {
    /** How far a revision came. */
    public enum State {
        /** Its release is under way. */
        PLANNED,
        /** It was in force and served. */
        SERVED,
        /** Its release was given up. */
        FAILED
    }

    /** Checks for null. */
    public AppRevision {
        Objects.requireNonNull(revision, "revision");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(note, "note");
        Objects.requireNonNull(created, "created");
    }
}
