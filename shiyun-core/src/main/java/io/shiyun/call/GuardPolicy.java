package io.shiyun.call;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * When a region is left alone. Immutable.
 *
 * <p>The breaker opens when a region is dead, not when it is ill: 90 % of the last 50 calls must have failed. A breaker
 * that opens at 50 % turns a brown-out, in which every second call still succeeds, into an outage. Only what says that
 * the region does not answer counts: UNAVAILABLE, TIMEOUT, and UNKNOWN that leaves open what happened.
 *
 * @param breaker whether there is a circuit breaker
 * @param window how many of the last calls it looks at
 * @param minimum calls before it judges at all
 * @param failurePercent from this share of failures on it opens
 * @param openFor how long calls are refused before some pass again
 * @param probes how many pass then, to decide whether it closes
 * @param rates calls in flight and per second, for each kind of traffic
 */
public record GuardPolicy(
        boolean breaker,
        int window,
        int minimum,
        int failurePercent,
        Duration openFor,
        int probes,
        Map<Traffic, Rate> rates) {

    /**
     * How much may go to one region.
     *
     * @param inFlight calls at the same time
     * @param perSecond calls a second; what comes faster waits its turn
     */
    public record Rate(int inFlight, int perSecond) {
        public Rate {
            if (inFlight < 1 || perSecond < 1) {
                throw new IllegalArgumentException("a rate needs at least 1 call in flight and 1 a second, but has "
                        + inFlight + " and " + perSecond);
            }
        }
    }

    private static final GuardPolicy STANDARD = new GuardPolicy(
            true,
            50,
            30,
            90,
            Duration.ofSeconds(30),
            1,
            Map.of(
                    Traffic.READ, new Rate(128, 1_000),
                    Traffic.WRITE, new Rate(64, 500),
                    Traffic.STREAM, new Rate(256, 1_000)));

    public GuardPolicy {
        if (minimum < 1 || window < minimum || probes < 1 || failurePercent < 1 || failurePercent > 100) {
            throw new IllegalArgumentException("a breaker needs 1 <= minimum <= window, probes >= 1 and a share of 1 to"
                    + " 100 %, but has minimum " + minimum + ", window " + window + ", probes " + probes + " and "
                    + failurePercent + " %");
        }
        if (openFor.isNegative() || openFor.isZero()) {
            throw new IllegalArgumentException("a breaker must stay open for some time, but openFor is " + openFor);
        }
        rates = Map.copyOf(rates);
        for (Traffic traffic : Traffic.values()) {
            if (!rates.containsKey(traffic)) {
                throw new IllegalArgumentException("no rate is given for " + traffic);
            }
        }
    }

    /** The default. */
    public static GuardPolicy standard() {
        return STANDARD;
    }

    /** The same without circuit breakers. */
    public GuardPolicy withoutBreaker() {
        return new GuardPolicy(false, window, minimum, failurePercent, openFor, probes, rates);
    }

    /** The same, opening at this share of failures among the last calls. */
    public GuardPolicy breaker(int lastCalls, int atLeast, int percent) {
        return new GuardPolicy(true, lastCalls, atLeast, percent, openFor, probes, rates);
    }

    /** The same, open for this long and then letting this many calls pass. */
    public GuardPolicy open(Duration time, int thenProbes) {
        return new GuardPolicy(breaker, window, minimum, failurePercent, time, thenProbes, rates);
    }

    /** The same with this rate for this traffic. */
    public GuardPolicy rate(Traffic traffic, int inFlight, int perSecond) {
        Map<Traffic, Rate> changed = new EnumMap<>(rates);
        changed.put(traffic, new Rate(inFlight, perSecond));
        return new GuardPolicy(breaker, window, minimum, failurePercent, openFor, probes, changed);
    }
}
