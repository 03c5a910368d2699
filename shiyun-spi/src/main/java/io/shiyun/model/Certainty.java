package io.shiyun.model;

/**
 * What is certain after a call that failed.
 */
public enum Certainty {
    /** No byte left this machine. */
    NOT_SENT,

    /** The cloud said no, and made nothing. */
    REJECTED,

    /** It may have happened. */
    AMBIGUOUS
}
