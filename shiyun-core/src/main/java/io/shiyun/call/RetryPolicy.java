package io.shiyun.call;

import java.time.Duration;

/**
 * How often, how late and at what cost failed calls are tried again. Immutable.
 *
 * <p>The {@linkplain #standard() default} takes 3 attempts, each retry paid with 5 of 500 tokens. Measured over 10,000
 * calls it keeps 99.9 % of calls at 10 % faults, 60 % at 50 % faults for 1.22 calls a request, and costs 1.01 calls a
 * request while nothing answers; three plain attempts would cost 3.
 *
 * @param maxAttempts calls in all, the first one counted
 * @param transientBackoff delays after a failure that may pass by itself
 * @param throttlingBackoff delays after "too many requests"
 * @param budget tokens of a full bucket
 * @param transientCost tokens a retry after a transient failure takes
 * @param throttlingCost tokens a retry after throttling takes
 * @param reward tokens a success at the first attempt brings; a success after a retry brings back the last cost instead
 * @param charge which failures take tokens
 */
public record RetryPolicy(
        int maxAttempts,
        Backoff transientBackoff,
        Backoff throttlingBackoff,
        int budget,
        int transientCost,
        int throttlingCost,
        int reward,
        Charge charge) {

    /** Which failures take tokens from the budget. */
    public enum Charge {
        /** Only those that are followed by a retry. */
        RETRIES,
        /** Every one, also the last and the one nobody can retry: failures that cannot be helped slow retries down too. */
        FAILURES
    }

    private static final Duration CAP = Duration.ofSeconds(20);
    private static final RetryPolicy STANDARD = new RetryPolicy(
            3,
            new Backoff(Duration.ofMillis(50), CAP),
            new Backoff(Duration.ofSeconds(1), CAP),
            500,
            5,
            5,
            1,
            Charge.RETRIES);

    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException(
                    "maxAttempts must be at least 1 (the first call), but is " + maxAttempts);
        }
        if (budget < 0 || transientCost < 0 || throttlingCost < 0 || reward < 0) {
            throw new IllegalArgumentException("budget, costs and reward must not be negative: budget " + budget
                    + ", transient " + transientCost + ", throttling " + throttlingCost + ", reward " + reward);
        }
    }

    /** The default. */
    public static RetryPolicy standard() {
        return STANDARD;
    }

    public RetryPolicy maxAttempts(int attempts) {
        return new RetryPolicy(
                attempts, transientBackoff, throttlingBackoff, budget, transientCost, throttlingCost, reward, charge);
    }

    public RetryPolicy backoff(Backoff afterTransient, Backoff afterThrottling) {
        return new RetryPolicy(
                maxAttempts, afterTransient, afterThrottling, budget, transientCost, throttlingCost, reward, charge);
    }

    public RetryPolicy budget(int tokens, int afterTransient, int afterThrottling) {
        return new RetryPolicy(
                maxAttempts,
                transientBackoff,
                throttlingBackoff,
                tokens,
                afterTransient,
                afterThrottling,
                reward,
                charge);
    }

    public RetryPolicy charge(Charge which) {
        return new RetryPolicy(
                maxAttempts, transientBackoff, throttlingBackoff, budget, transientCost, throttlingCost, reward, which);
    }
}
