package io.shiyun.process;

import java.time.Duration;

/**
 * What the answers so far say of a process; a pure state machine, one step an answer.
 *
 * @param verdict the state
 * @param streak how many answers in a row disagreed with the verdict
 * @param detail what the last answer said
 */
public record HealthState(Verdict verdict, int streak, String detail) {

    /** STARTING until the first verdict. */
    public enum Verdict {
        STARTING,
        HEALTHY,
        UNHEALTHY
    }

    /** Returns the state before any answer. */
    public static HealthState starting() {
        return new HealthState(Verdict.STARTING, 0, "not yet checked");
    }

    /**
     * Returns the state after one more answer.
     *
     * @param sinceStart how long the process had run when it was asked
     */
    public HealthState after(ProbeResult answer, Duration sinceStart, HealthPolicy policy) {
        return switch (verdict) {
            case HEALTHY ->
                answer.healthy()
                        ? new HealthState(verdict, 0, answer.detail())
                        : disagree(answer, policy.fall(), Verdict.UNHEALTHY);
            case UNHEALTHY ->
                answer.healthy()
                        ? disagree(answer, policy.rise(), Verdict.HEALTHY)
                        : new HealthState(verdict, 0, answer.detail());
            case STARTING -> starting(answer, sinceStart, policy);
        };
    }

    /** Counts good answers upwards and bad ones downwards: either may become the first verdict. */
    private HealthState starting(ProbeResult answer, Duration sinceStart, HealthPolicy policy) {
        if (answer.healthy()) {
            int good = Math.max(streak, 0) + 1;
            return good >= policy.rise()
                    ? new HealthState(Verdict.HEALTHY, 0, answer.detail())
                    : new HealthState(verdict, good, answer.detail());
        }
        if (sinceStart.compareTo(policy.startGrace()) < 0) {
            return new HealthState(verdict, 0, answer.detail());
        }
        int bad = Math.min(streak, 0) - 1;
        return -bad >= policy.fall()
                ? new HealthState(Verdict.UNHEALTHY, 0, answer.detail())
                : new HealthState(verdict, bad, answer.detail());
    }

    private HealthState disagree(ProbeResult answer, int needed, Verdict other) {
        return streak + 1 >= needed
                ? new HealthState(other, 0, answer.detail())
                : new HealthState(verdict, streak + 1, answer.detail());
    }
}
