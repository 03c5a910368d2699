package io.shiyun.model;

/**
 * Whether a thing on sale can be had now.
 */
public enum Stock {
    /** Yes, when last asked. */
    AVAILABLE,

    /** No, when last asked. */
    SOLD_OUT,

    /** The cloud does not say. */
    UNKNOWN
}
