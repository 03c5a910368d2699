package io.shiyun.metrics;

/** How the points of a stretch of time become one number. */
public enum Aggregation {
    /** Arithmetic mean. */
    AVG,
    /** Least value. */
    MIN,
    /** Greatest value. */
    MAX,
    /** Sum. */
    SUM,
    /** Number of points; 0 when there is none. */
    COUNT,
    /** Latest value. */
    LAST,
    /**
     * Rise of a cumulative counter a second: the sum of the rises between neighbours over the time from the first to the
     * last point. A fall is a restart from zero, as in Prometheus' {@code rate}, but nothing is extrapolated to the edges.
     */
    RATE,
    /** 95th percentile, interpolated between the closest ranks (type 7 of Hyndman and Fan, 1996). */
    P95,
    /** Seconds since the latest point, however old; since the window began where there never was one. */
    AGE
}
