package io.shiyun.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many replicas a load calls for, and how the number may change.
 *
 * @param target what one replica is to carry, in the unit of the load, above zero; leave room below what it can carry
 * @param min the fewest replicas, 1 or more
 * @param max the most replicas
 * @param ahead how far to look ahead: the time a replica takes to be ready, at most a day; zero goes by the present load alone
 * @param stabilization for how long a load must have called for fewer before there are fewer, at most a day; where {@code ahead} is
 *     longer it counts instead, since what is taken away is missed for as long as a replica takes to be ready
 * @param tolerance part by which the load may differ from the target before the number changes, 0 or more and below 1
 * @param mostDown the greatest part of the replicas that is taken away at once, though always one, above 0 and at most 1
 * @param stale age of the latest load from which on it is missing, above zero and at most a day
 */
public record ScaleRule(
        double target,
        int min,
        int max,
        Duration ahead,
        Duration stabilization,
        double tolerance,
        double mostDown,
        Duration stale) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Checks the rule.
     *
     * @throws IllegalArgumentException naming every fault with the name of its part
     */
    public ScaleRule {
        List<String> faults = new ArrayList<>();
        if (!(target > 0) || !Double.isFinite(target)) {
            faults.add("target: " + target + " must be a load above zero, what one replica is to carry");
        }
        if (min < 1 || max < min) {
            faults.add("min, max: " + min + " and " + max + " need 1 <= min <= max");
        }
        duration("ahead", ahead, Duration.ZERO, faults);
        duration("stabilization", stabilization, Duration.ZERO, faults);
        duration("stale", stale, Duration.ofMillis(1), faults);
        if (!(tolerance >= 0 && tolerance < 1)) {
            faults.add("tolerance: " + tolerance + " must be a part of 0 or more and below 1, such as 0.1");
        }
        if (!(mostDown > 0 && mostDown <= 1)) {
            faults.add("mostDown: " + mostDown + " must be a part above 0 and at most 1, such as 0.5");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }

    private static void duration(String name, Duration value, Duration least, List<String> faults) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            faults.add(name + ": " + value + " must lie between " + least + " and a day");
        }
    }

    /**
     * Returns a rule that looks three minutes ahead, waits five before it takes replicas away, and then at most half of them at
     * once, tolerates 10 % (the last three as the autoscaler of Kubernetes), and takes a load of more than two minutes ago for missing.
     *
     * @param target what one replica is to carry
     * @param min the fewest replicas
     * @param max the most replicas
     */
    public static ScaleRule of(double target, int min, int max) {
        return new ScaleRule(
                target, min, max, Duration.ofMinutes(3), Duration.ofMinutes(5), 0.1, 0.5, Duration.ofMinutes(2));
    }

    /** Returns the same rule that looks so far ahead; zero goes by the present load alone. */
    public ScaleRule ahead(Duration time) {
        return new ScaleRule(target, min, max, time, stabilization, tolerance, mostDown, stale);
    }

    /** Returns the same rule that takes replicas away after so long, and at most this part of them at once. */
    public ScaleRule down(Duration after, double most) {
        return new ScaleRule(target, min, max, ahead, after, tolerance, most, stale);
    }

    /** Returns the same rule with another tolerance. */
    public ScaleRule tolerance(double part) {
        return new ScaleRule(target, min, max, ahead, stabilization, part, mostDown, stale);
    }

    /** Returns the same rule that takes a load of this age for missing. */
    public ScaleRule stale(Duration age) {
        return new ScaleRule(target, min, max, ahead, stabilization, tolerance, mostDown, age);
    }

    /** For how long a load must have called for fewer, in milliseconds. */
    long calm() {
        return Math.max(stabilization.toMillis(), ahead.toMillis());
    }

    /** How many replicas carry a load, within the limits. */
    int replicasFor(double load) {
        // A load of exactly three targets needs three, whatever the last bit of the quotient.
        return within((int) Math.min(Integer.MAX_VALUE, Math.ceil(load / target * (1 - 1e-12))));
    }

    int within(int replicas) {
        return Math.max(min, Math.min(max, replicas));
    }
}
