package io.shiyun.metrics;

/**
 * The part of one metric in what is unusual about the whole.
 *
 * @param metric its index in the rows
 * @param value the latest
 * @param expected what the baseline foretold, in the unit of the metric; NaN while the metric is too young
 * @param direction on which side of it the metric lies, the latest points taken together where the baseline is slow
 * @param baseline against which it is most unusual
 * @param deviation how unusual the metric is, in standard deviations of its whole life, from 0 to 30, faded over the
 *     latest few points
 * @param share of all metrics' deviations, from 0 to 1
 */
public record Contribution(
        int metric,
        double value,
        double expected,
        Direction direction,
        Baseline baseline,
        double deviation,
        double share) {}
