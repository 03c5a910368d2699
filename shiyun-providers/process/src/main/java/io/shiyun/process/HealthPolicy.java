package io.shiyun.process;

import java.time.Duration;

/**
 * How often to ask and how many answers make a verdict.
 *
 * @param interval between the end of one check and the next
 * @param timeout of one check
 * @param rise healthy answers in a row that make it healthy
 * @param fall unhealthy answers in a row that make it unhealthy
 * @param startGrace after the start, unhealthy answers before the first verdict do not count
 */
public record HealthPolicy(Duration interval, Duration timeout, int rise, int fall, Duration startGrace) {
    /** Every second, a second each, one good answer, three bad ones, ten seconds to start. */
    public static final HealthPolicy USUAL =
            new HealthPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 3, Duration.ofSeconds(10));

    public HealthPolicy {
        if (interval.isNegative() || interval.isZero() || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the interval and the timeout of a health check must be positive");
        }
        if (rise < 1 || fall < 1) {
            throw new IllegalArgumentException("rise and fall of a health check must be at least 1");
        }
        if (startGrace.isNegative()) {
            throw new IllegalArgumentException("the start grace of a health check cannot be negative");
        }
    }
}
