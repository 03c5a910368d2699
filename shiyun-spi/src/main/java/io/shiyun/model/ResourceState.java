package io.shiyun.model;

/**
 * Where anything but a host is in its life.
 */
public enum ResourceState {
    /** Accepted, not usable yet. */
    PENDING,

    /** Usable. */
    READY,

    /** Usable, and being changed. */
    CHANGING,

    /** On its way out. */
    DELETING,

    /** Gone, but still told of. */
    DELETED,

    /** Failed. */
    ERROR,

    /** A word of the cloud that has no equal here. */
    UNKNOWN
}
