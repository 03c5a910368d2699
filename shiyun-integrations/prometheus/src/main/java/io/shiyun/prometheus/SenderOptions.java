package io.shiyun.prometheus;

import java.time.Duration;
import java.util.List;

/**
 * How a {@link RemoteWriteSender} batches, waits and gives up.
 *
 * @param batch most samples in a request
 * @param linger how long a sample waits for others before it is sent
 * @param queue most samples that wait; beyond it the oldest are dropped and counted
 * @param firstWait after the first failure of a request; doubled after each other, give or take a quarter
 * @param longestWait between two tries, unless the receiver asks for more
 * @param giveUpAfter how long one request is tried before its samples are dropped and counted
 */
public record SenderOptions(
        int batch, Duration linger, int queue, Duration firstWait, Duration longestWait, Duration giveUpAfter) {
    private static final Duration LONGEST = Duration.ofDays(36_525);

    /** 2,000 samples or 5 seconds; 100,000 wait; 30 ms to 5 s between tries, for 10 minutes. */
    public static final SenderOptions DEFAULT = new SenderOptions(
            2_000,
            Duration.ofSeconds(5),
            100_000,
            Duration.ofMillis(30),
            Duration.ofSeconds(5),
            Duration.ofMinutes(10));

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException when one makes no sense
     */
    public SenderOptions {
        if (batch < 1 || batch > 100_000 || queue < batch || queue > 100_000_000) {
            throw new IllegalArgumentException("batch must be 1 to 100,000, and queue batch to 100,000,000 samples");
        }
        for (Duration time : List.of(linger, firstWait, longestWait, giveUpAfter)) {
            if (time.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("linger, waits and giveUpAfter are at most 100 years, not " + time);
            }
        }
        if (linger.isNegative() || firstWait.toMillis() < 1 || longestWait.compareTo(firstWait) < 0) {
            throw new IllegalArgumentException(
                    "linger must not be negative, firstWait 1 ms or more, longestWait not shorter than that");
        }
        if (giveUpAfter.toMillis() < 1) {
            throw new IllegalArgumentException("giveUpAfter: must be a millisecond or more");
        }
    }
}
