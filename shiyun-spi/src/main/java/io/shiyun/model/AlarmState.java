package io.shiyun.model;

/**
 * What an alarm says.
 */
public enum AlarmState {
    /** The condition does not hold. */
    OK,

    /** It holds. */
    FIRING,

    /** Too few samples to tell. */
    NO_DATA,

    /** A word of the cloud that has no equal here. */
    UNKNOWN
}
