package io.shiyun.model;

/**
 * How near at hand an object is kept.
 */
public enum StorageClass {
    /** At once. */
    STANDARD,

    /** At once, cheaper to keep and dearer to read. */
    INFREQUENT,

    /** After it was restored, in minutes to hours. */
    ARCHIVE,

    /** After it was restored, in hours to days. */
    DEEP_ARCHIVE,

    /** A class that has no name here. */
    UNKNOWN
}
