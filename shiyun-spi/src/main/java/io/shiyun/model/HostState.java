package io.shiyun.model;

/**
 * Where a host is in its life. The cloud's own word is kept beside it, in {@link Host#nativeState()}.
 */
public enum HostState {
    /** Accepted, not running yet. */
    PENDING,

    /** Running. */
    RUNNING,

    /** On its way from stopped to running. */
    STARTING,

    /** On its way to stopped. */
    STOPPING,

    /** Stopped; whether it still costs is told by {@link Host#billed()}. */
    STOPPED,

    /** Rebooting. */
    RESTARTING,

    /** Changing its shape, or waiting for the change to be confirmed. */
    RESIZING,

    /** On its way out. */
    DELETING,

    /** Gone, but still told of. */
    DELETED,

    /** Failed; {@link Host#problem()} says why. */
    ERROR,

    /** A word of the cloud that has no equal here. */
    UNKNOWN;

    /** Returns whether the cloud is at work on it, so that asking again later makes sense. */
    public boolean passing() {
        return this == PENDING
                || this == STARTING
                || this == STOPPING
                || this == RESTARTING
                || this == RESIZING
                || this == DELETING;
    }
}
