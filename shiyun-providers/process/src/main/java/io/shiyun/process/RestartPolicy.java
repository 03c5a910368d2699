package io.shiyun.process;

import java.time.Duration;

/**
 * When to start again a process that ended by itself. The first restart is at once; each further one waits {@code factor} times
 * longer than the one before, from {@code first} to {@code longest}. A process that ran for {@code stableAfter} has a clean slate.
 *
 * @param crashLoopAfter fast exits in a row that are called a crash loop; restarts go on at their pace
 */
public record RestartPolicy(Duration first, Duration longest, double factor, Duration stableAfter, int crashLoopAfter) {
    /** From 100 ms doubling to 30 s, stable after 10 s, a crash loop from the fifth fast exit. */
    public static final RestartPolicy USUAL =
            new RestartPolicy(Duration.ofMillis(100), Duration.ofSeconds(30), 2, Duration.ofSeconds(10), 5);

    public RestartPolicy {
        if (first.isNegative() || longest.compareTo(first) < 0 || !(factor >= 1) || crashLoopAfter < 1) {
            throw new IllegalArgumentException(
                    "a restart policy needs 0 <= first <= longest, factor >= 1 and a positive count");
        }
    }

    /**
     * What to do after an exit.
     *
     * @param fastExits exits in a row before the process was stable, this one included
     */
    public record Decision(Duration delay, int fastExits, boolean crashLoop) {}

    /** Decides after one more exit of a process that ran so long, given the fast exits in a row before it. */
    public Decision after(Duration ranFor, int fastExitsBefore) {
        if (ranFor.compareTo(stableAfter) >= 0) {
            return new Decision(Duration.ZERO, 0, false);
        }
        int exits = fastExitsBefore + 1;
        double millis = exits == 1 ? 0 : first.toMillis() * Math.pow(factor, exits - 2);
        Duration delay = millis >= longest.toMillis() ? longest : Duration.ofMillis((long) millis);
        return new Decision(delay, exits, exits >= crashLoopAfter);
    }
}
