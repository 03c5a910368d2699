package io.shiyun.metrics;

import java.time.Duration;

/**
 * How much a bank of detectors takes in.
 *
 * @param series most held in memory; about {@link DetectorBank#bytes(int)} bytes
 * @param newSeries most that are let in an interval
 * @param interval in which new ones are counted
 * @param remarked most series on which there are remarks; each takes up to 32 KiB more
 */
public record BankLimits(int series, int newSeries, Duration interval, int remarked) {
    /** A usual interval. */
    public static final Duration MINUTE = Duration.ofMinutes(1);
    /** Series with remarks, when nothing else is said. */
    public static final int REMARKED = 1_000;

    /** Checks the limits. */
    public BankLimits {
        if (series < 1 || newSeries < 1) {
            throw new IllegalArgumentException(
                    "series: " + series + " and newSeries: " + newSeries + " must be positive");
        }
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException("interval: " + interval + " must be a millisecond or longer");
        }
        if (remarked < 0) {
            throw new IllegalArgumentException("remarked: " + remarked + " must not be negative; 0 takes no remarks");
        }
    }

    /** Limits with remarks on {@value #REMARKED} series at most. */
    public BankLimits(int series, int newSeries, Duration interval) {
        this(series, newSeries, interval, REMARKED);
    }

    /** So many series, of which all may be new at once. */
    public static BankLimits of(int series) {
        return new BankLimits(series, series, MINUTE);
    }

    /** The same with a limit of new series. */
    public BankLimits newSeries(int most, Duration every) {
        return new BankLimits(series, most, every, remarked);
    }

    /** The same with a limit of series on which there are remarks. */
    public BankLimits remarked(int most) {
        return new BankLimits(series, newSeries, interval, most);
    }
}
