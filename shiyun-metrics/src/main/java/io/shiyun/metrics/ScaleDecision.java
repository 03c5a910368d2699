package io.shiyun.metrics;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many replicas are wanted, and why.
 *
 * @param time when it was decided, in milliseconds since the epoch
 * @param replicas there were to be until now
 * @param wanted there are to be from now on
 * @param cause what decided
 * @param load the latest load; empty while it is missing
 * @param peak the time ahead whose upper edge is the highest; empty when nothing was foretold
 * @param former the highest load of former days at the times ahead, in the measure of this day; empty when nothing is known or this
 *     day is another
 * @param words the same in a sentence for people
 */
public record ScaleDecision(
        long time,
        int replicas,
        int wanted,
        Cause cause,
        OptionalDouble load,
        Optional<Forecast> peak,
        OptionalDouble former,
        String words) {
    /** What decides on a number of replicas. */
    public enum Cause {
        /** There are none: someone stopped the app, and it stays so. */
        PAUSED,
        /** There is no load to go by: the number stays. */
        MISSING,
        /** There were fewer or more than the limits allow. */
        LIMITS,
        /** The present load needs more. */
        LOAD,
        /** The load that is to come needs more. */
        FORECAST,
        /** As many as are needed, within the tolerance or the limits. */
        STEADY,
        /** The load calls for fewer, and has not done so for long enough. */
        WAITING,
        /** The load has called for fewer for long enough. */
        FEWER
    }

    /** Returns whether the number is to change. */
    public boolean changes() {
        return wanted != replicas;
    }

    @Override
    public String toString() {
        return words;
    }
}
