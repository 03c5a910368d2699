package io.shiyun.model;

/**
 * How the samples of a period become one value.
 */
public enum Statistic {
    /** Their mean. */
    AVERAGE,

    /** The least. */
    MINIMUM,

    /** The greatest. */
    MAXIMUM,

    /** Their sum. */
    SUM,

    /** How many. */
    COUNT,

    /** The newest. */
    LAST,

    /** The increase of a counter, per second. */
    RATE,

    /** The median. */
    P50,

    /** The 90th percentile. */
    P90,

    /** The 95th percentile. */
    P95,

    /** The 99th percentile. */
    P99
}
