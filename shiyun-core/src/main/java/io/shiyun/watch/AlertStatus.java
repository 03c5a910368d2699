package io.shiyun.watch;

/** Where an alert stands. */
public enum AlertStatus {
    /** Its condition holds, not yet long enough. */
    PENDING,
    /** It fires. */
    FIRING,
    /** It fired and no longer does. */
    RESOLVED
}
