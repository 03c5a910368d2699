package io.shiyun.model;

/**
 * How the values of a metric are to be read.
 */
public enum MetricKind {
    /** A level that goes up and down. */
    GAUGE,

    /** A count since the start, that only grows. */
    COUNTER,

    /** A count since the sample before. */
    DELTA
}
