package io.shiyun.model;

/**
 * Where a run of a job is.
 */
public enum JobState {
    /** Not started. */
    WAITING,

    /** Running. */
    RUNNING,

    /** Ended well. */
    SUCCEEDED,

    /** Ended badly, for good. */
    FAILED,

    /** A word of the place that has no equal here. */
    UNKNOWN
}
