package io.shiyun.metrics;

/**
 * The one change of a rule's state that an evaluation made.
 *
 * @param kind what happened
 * @param level the level now, or the one that ended
 * @param previous the level before, empty when there was none
 * @param at time of the evaluation, in milliseconds since the epoch
 * @param since when the condition of {@code level} began, in milliseconds since the epoch
 * @param value the value that did it; the latest one known when there was none
 */
public record Transition(Kind kind, String level, String previous, long at, long since, double value) {

    /** What can happen to the state of a rule. */
    public enum Kind {
        /** The condition began, and has to hold for a while; or another level is pending now. */
        PENDING,
        /** The pending condition ended in time. */
        CANCELLED,
        /** A level fires where none did. */
        FIRED,
        /** A more severe level fires. */
        UPGRADED,
        /** A milder level fires, which had been exceeded all along: no reason to call anyone again. */
        DOWNGRADED,
        /** Nothing fires any more. */
        RESOLVED;

        /** Answers whether someone should be called at once. */
        public boolean pages() {
            return this == FIRED || this == UPGRADED;
        }
    }
}
