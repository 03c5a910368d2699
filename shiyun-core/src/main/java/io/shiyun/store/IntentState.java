package io.shiyun.store;

/** How far an intent has come. */
public enum IntentState {
    /** Written down; nothing was sent. */
    PLANNED,
    /** About to be sent, or sent; no answer yet. */
    SENT,
    /** The cloud accepted it and works on it. */
    ONGOING,
    /** It may or may not have happened; to be found out. */
    DOUBTFUL,
    /** Given up while in doubt; what arrives late is deleted. */
    FENCED,
    /** It happened. */
    DONE,
    /** It failed for certain, and nothing remains. */
    FAILED,
    /** Withdrawn before it had an effect, or cleaned up after a fence. */
    ABANDONED;

    /** The unfinished states, as SQL; the same words as in the index of the schema. */
    static final String UNFINISHED = "state IN ('PLANNED', 'SENT', 'ONGOING', 'DOUBTFUL', 'FENCED')";

    /** Whether nothing is left to do. A finished intent never changes again. */
    public boolean finished() {
        return this == DONE || this == FAILED || this == ABANDONED;
    }
}
