package io.shiyun.model;

/**
 * Where one copy of an app is in its life.
 */
public enum ReplicaState {
    /** Started, not serving yet. */
    STARTING,

    /** Serving. */
    READY,

    /** Running, but its checks fail. */
    SICK,

    /** Finishing what it has; takes nothing new. */
    DRAINING,

    /** Ended. */
    STOPPED,

    /** Ended too often; waits before the next start. */
    BACKING_OFF,

    /** A word of the place that has no equal here. */
    UNKNOWN
}
