package io.shiyun.model;

/**
 * Which way traffic goes, seen from the host.
 */
public enum Direction {
    /** To the host. */
    IN,

    /** From the host. */
    OUT
}
