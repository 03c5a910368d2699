package io.shiyun;

import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A finished release.
 *
 * @param id the operation in the journal
 * @param kind what it did
 * @param appId to which app
 * @param revision the number of the revision in force now; 0 when none is recorded
 * @param outcome how it ended
 * @param reason why it was given up, for programs; empty when it was not
 * @param why why it was given up, for a person; empty when it was not
 * @param troubles what the replicas had to say when it was given up
 * @param app the app as the place told of it last; empty after a delete
 * @param steps what happened, oldest first
 * @param began when it began; for one that was gone on with, when that was
 * @param ended when it ended
 */
public record Release(
        String id,
        Kind kind,
        AppId appId,
        int revision,
        Outcome outcome,
        Optional<Reason> reason,
        String why,
        List<Trouble> troubles,
        Optional<App> app,
        List<Step> steps,
        Instant began,
        Instant ended) {
    /** What a release does to an app. */
    public enum Kind {
        /** Brings a new app, or a new revision of one. */
        DEPLOY,
        /** Brings a recorded revision back. */
        ROLLBACK,
        /** Changes the number of replicas alone. */
        SCALE,
        /** Replaces every replica by a fresh one. */
        RESTART,
        /** Ends the app. */
        DELETE
    }

    /** How a release ended. */
    public enum Outcome {
        /** What was asked for is in force and serves. */
        DONE,
        /** It was given up, and what served before is in force again. */
        ROLLED_BACK,
        /** It was given up. A first deploy was removed unless it was to be kept; else the reasons say what is left. */
        FAILED,
        /** It was given up and left as it stood, as its options asked for: nothing was taken back. */
        FROZEN
    }

    /** Which way a release goes. */
    public enum Phase {
        /** Towards what was asked for. */
        FORWARD,
        /** Back to what served before. */
        BACK,
        /** Removing a first deploy that failed. */
        CLEANUP
    }

    /**
     * One thing that happened in a release.
     *
     * @param at when
     * @param phase which way it went
     * @param what in words, for a person
     * @param app the app as the place told of it then
     */
    public record Step(Instant at, Phase phase, String what, Optional<App> app) {
        /** Checks for null. */
        public Step {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(phase, "phase");
            Objects.requireNonNull(what, "what");
            Objects.requireNonNull(app, "app");
        }
    }

    /** Checks for null and copies. */
    public Release {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(appId, "appId");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(why, "why");
        troubles = List.copyOf(troubles);
        Objects.requireNonNull(app, "app");
        steps = List.copyOf(steps);
        Objects.requireNonNull(began, "began");
        Objects.requireNonNull(ended, "ended");
    }

    /** Whether what was asked for is in force. */
    public boolean done() {
        return outcome == Outcome.DONE;
    }

    /** How long it took. */
    public Duration took() {
        return Duration.between(began, ended);
    }

    /**
     * Returns this when it is done.
     *
     * @throws CloudException REJECTED, with the reason, what became of the app, and every trouble in its message
     */
    public Release orThrow() {
        if (done()) {
            return this;
        }
        throw CloudException.rejected(reason.orElse(Reason.UNKNOWN), summary()).build();
    }

    /** Returns what happened in a few lines for a person. */
    public String summary() {
        StringBuilder text = new StringBuilder(kind.name().toLowerCase(Locale.ROOT))
                .append(" of ")
                .append(appId.value())
                .append(' ')
                .append(
                        switch (outcome) {
                            case DONE -> "is done";
                            case ROLLED_BACK -> "was rolled back";
                            case FAILED -> "failed";
                            case FROZEN -> "was frozen";
                        });
        if (!why.isEmpty()) {
            text.append(": ").append(why);
        }
        for (Trouble trouble : troubles) {
            text.append("\n  ").append(trouble.kind());
            if (!trouble.replica().isEmpty()) {
                text.append(" (").append(trouble.replica()).append(')');
            }
            text.append(": ").append(trouble.message());
        }
        return text.toString();
    }
}
