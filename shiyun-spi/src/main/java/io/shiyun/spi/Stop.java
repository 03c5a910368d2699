package io.shiyun.spi;

/**
 * What a stopped host keeps.
 */
public enum Stop {
    /** Its machine is kept for it, and goes on costing. */
    KEEP,

    /** Its machine is given back; it costs less or nothing, and starting again may find none left. */
    RELEASE
}
