package io.shiyun.model;

/**
 * Kinds of {@link Trouble}.
 */
public enum TroubleKind {
    /** The image or artifact cannot be had. */
    IMAGE_PULL,

    /** The command cannot be started. */
    START_FAILED,

    /** It starts and ends again and again. */
    CRASH_LOOP,

    /** It runs, but its check does not pass. */
    UNREADY,

    /** No machine has room for it. */
    UNSCHEDULABLE,

    /** A config or secret it names does not exist. */
    MISSING_CONFIG,

    /** A limit of the account stands in the way. */
    QUOTA,

    /** Somebody else holds its port. */
    PORT_IN_USE,

    /** None of these. */
    OTHER;

    /** Returns whether waiting longer will not help. */
    public boolean fatal() {
        return this != UNREADY && this != UNSCHEDULABLE && this != OTHER;
    }
}
