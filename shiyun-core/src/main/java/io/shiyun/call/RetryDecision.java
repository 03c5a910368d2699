package io.shiyun.call;

import java.time.Duration;

/** What to do after a failed attempt. */
sealed interface RetryDecision {
    /** Try again after the delay. */
    record Retry(Duration delay) implements RetryDecision {}

    /**
     * Report the failure.
     *
     * @param pause to be waited before reporting; zero but for a poll that found the budget empty, whose caller would
     *     otherwise come back at once
     */
    record GiveUp(Why why, Duration pause) implements RetryDecision {}

    /** Why no retry follows. */
    enum Why {
        MAX_ATTEMPTS,
        QUOTA_EXCEEDED,
        NOT_RETRYABLE
    }
}
