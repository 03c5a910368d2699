package io.shiyun.spi;

/**
 * How far a provider goes with an operation.
 */
public enum Level {
    /** As documented. */
    FULL,

    /** What exists can be seen; nothing can be changed. */
    READ_ONLY,

    /** As documented, built out of other things of the cloud; the reason says how. */
    EMULATED,

    /** Not at all; the call throws UNSUPPORTED. */
    NONE
}
