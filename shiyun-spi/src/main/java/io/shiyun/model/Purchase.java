package io.shiyun.model;

/**
 * How a thing is bought.
 */
public enum Purchase {
    /** By use, ended at any time. */
    ON_DEMAND,

    /** Cheaper, and taken back when the cloud needs it. */
    SPOT,

    /** For a term, at a lower price. */
    RESERVED,

    /** Paid ahead by month or year (包年包月). */
    PREPAID
}
