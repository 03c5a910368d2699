package io.shiyun.call;

import static java.util.Objects.requireNonNullElse;

import io.shiyun.call.RetryDecision.GiveUp;
import io.shiyun.call.RetryDecision.Retry;
import io.shiyun.call.RetryDecision.Why;
import io.shiyun.call.RetryPolicy.Charge;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * A policy with the budget that its calls share. Decides, and never waits itself.
 *
 * <p>The rules and their figures follow the standard retry mode that the AWS SDKs publish, in its two versions: a
 * bucket of tokens, exponential delays with full jitter, a hint of the server heeded within bounds. Safe for use by many
 * threads; one {@link Attempts} belongs to one call.
 */
final class RetryStrategy {
    private final RetryPolicy policy;
    private final RetryBudget budget;
    private final DoubleSupplier jitter;

    RetryStrategy(RetryPolicy policy, DoubleSupplier jitter) {
        this(policy, new RetryBudget(policy.budget()), jitter);
    }

    RetryStrategy(RetryPolicy policy, RetryBudget budget, DoubleSupplier jitter) {
        this.policy = policy;
        this.budget = budget;
        this.jitter = jitter;
    }

    RetryBudget budget() {
        return budget;
    }

    /** To be told of a call that succeeded at its first attempt, and so needs no {@link Attempts}. */
    void succeededAtOnce() {
        budget.refill(policy.reward());
    }

    Attempts begin() {
        return new Attempts(policy.maxAttempts(), false);
    }

    /**
     * @param maxAttempts at most this many, whatever the policy allows
     * @param poll whether the caller will ask again soon whatever the answer
     */
    Attempts begin(int maxAttempts, boolean poll) {
        return new Attempts(Math.min(maxAttempts, policy.maxAttempts()), poll);
    }

    /** The attempts of one call, in order. Belongs to one thread. */
    final class Attempts {
        private final int most;
        private final boolean poll;
        private int failures;
        private int lastCost;

        private Attempts(int most, boolean poll) {
            this.most = most;
            this.poll = poll;
        }

        /** Attempts that failed so far. */
        int failures() {
            return failures;
        }

        void succeeded() {
            budget.refill(failures == 0 ? policy.reward() : lastCost);
        }

        RetryDecision failed(Failure failure) {
            failures++;
            int cost = switch (failure.kind()) {
                case THROTTLING -> policy.throttlingCost();
                case BUSY -> 0;
                case TRANSIENT, FINAL -> policy.transientCost();
            };
            boolean retryable = failure.kind() != Failure.Kind.FINAL;
            boolean oneMore = retryable && failures < most;
            boolean paid = (oneMore || policy.charge() == Charge.FAILURES) && budget.take(cost);
            if (!retryable) {
                return new GiveUp(Why.NOT_RETRYABLE, Duration.ZERO);
            }
            if (!oneMore) {
                return new GiveUp(Why.MAX_ATTEMPTS, Duration.ZERO);
            }
            if (!paid) {
                return new GiveUp(Why.QUOTA_EXCEEDED, poll ? delay(failure) : Duration.ZERO);
            }
            lastCost = cost;
            return new Retry(delay(failure));
        }

        /** To be told when the retry that {@link #failed} allowed is not made after all. */
        void notMade() {
            budget.refill(lastCost);
        }

        private Duration delay(Failure failure) {
            Backoff backoff =
                    failure.kind() == Failure.Kind.TRANSIENT ? policy.transientBackoff() : policy.throttlingBackoff();
            Duration own = backoff.delay(failures, jitter.getAsDouble());
            return Backoff.heed(own, requireNonNullElse(failure.retryAfter(), Duration.ZERO));
        }
    }
}
