package io.shiyun.metrics;

import java.util.OptionalLong;

/**
 * When a series is expected to reach a limit. A time is empty where the limit is not reached as far ahead as can be foretold.
 *
 * @param earliest when the nearer edge of the interval reaches the limit, in milliseconds since the epoch
 * @param likely when the expected value does
 * @param latest when the farther edge does
 * @param horizon how far ahead was looked, in milliseconds since the epoch
 */
public record Reach(OptionalLong earliest, OptionalLong likely, OptionalLong latest, long horizon) {}
