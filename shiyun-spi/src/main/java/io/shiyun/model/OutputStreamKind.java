package io.shiyun.model;

/**
 * Which of the two outputs of a process.
 */
public enum OutputStreamKind {
    /** Standard output. */
    OUT,

    /** Standard error. */
    ERR
}
