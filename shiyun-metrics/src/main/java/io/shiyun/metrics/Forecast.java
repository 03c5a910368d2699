package io.shiyun.metrics;

/**
 * What a series is expected to be at a time to come.
 *
 * @param time milliseconds since the epoch
 * @param expected the value expected
 * @param lower below it lie about 5 of 100 values
 * @param upper above it lie about 5 of 100 values
 * @param tried how many forecasts this far ahead have come due so far and taught the interval its width
 */
public record Forecast(long time, double expected, double lower, double upper, long tried) {}
