package io.shiyun.metrics;

import java.time.Duration;

/**
 * How much a bank of detectors takes in.
 *
 * @param series most held in memory; about {@link DetectorBank#bytes(int)} bytes
 * @param newSeries most that are let in an interval
 * @param interval in which new ones are counted
 */
public record BankLimits(int series, int newSeries, Duration interval) {
    /** A usual interval. */
    public static final Duration MINUTE = Duration.ofMinutes(1);

    /** Checks the limits. */
    public BankLimits {
        if (series < 1 || newSeries < 1) {
            throw new IllegalArgumentException(
                    "series: " + series + " and newSeries: " + newSeries + " must be positive");
        }
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException("interval: " + interval + " must be a millisecond or longer");
        }
    }

    /** So many series, of which all may be new at once. */
    public static BankLimits of(int series) {
        return new BankLimits(series, series, MINUTE);
    }

    /** The same with a limit of new series. */
    public BankLimits newSeries(int most, Duration every) {
        return new BankLimits(series, most, every);
    }
}
