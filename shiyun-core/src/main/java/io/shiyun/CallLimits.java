package io.shiyun;

import java.time.Duration;

/**
 * What one operation may take, and what is kept of it. Immutable.
 *
 * @param attempt the most one attempt may take
 * @param whole the most a call may take, with its retries and waits
 * @param attempts attempts at most; the retry policy may allow fewer
 * @param fresh how long an answer is given again without asking; zero for never
 * @param stale how much longer an answer is given again while it is renewed in the background; zero for never
 * @param remembered whether the last answer is kept for the time when the cloud is out of reach
 * @param audited whether the call goes into the audit log
 */
public record CallLimits(
        Duration attempt,
        Duration whole,
        int attempts,
        Duration fresh,
        Duration stale,
        boolean remembered,
        boolean audited) {

    public CallLimits {
        if (attempt.isNegative() || attempt.isZero() || whole.compareTo(attempt) < 0) {
            throw new IllegalArgumentException(
                    "limits need 0 < attempt <= whole, but attempt is " + attempt + " and whole is " + whole);
        }
        if (attempts < 1 || fresh.isNegative() || stale.isNegative()) {
            throw new IllegalArgumentException(
                    "limits need at least 1 attempt and times that are not negative, but have " + attempts
                            + " attempts, fresh " + fresh + ", stale " + stale);
        }
    }

    public CallLimits within(Duration oneAttempt, Duration wholeCall) {
        return new CallLimits(oneAttempt, wholeCall, attempts, fresh, stale, remembered, audited);
    }

    public CallLimits attempts(int most) {
        return new CallLimits(attempt, whole, most, fresh, stale, remembered, audited);
    }

    public CallLimits fresh(Duration time) {
        return new CallLimits(attempt, whole, attempts, time, stale, remembered, audited);
    }

    public CallLimits stale(Duration time) {
        return new CallLimits(attempt, whole, attempts, fresh, time, remembered, audited);
    }

    public CallLimits remembered(boolean yes) {
        return new CallLimits(attempt, whole, attempts, fresh, stale, yes, audited);
    }

    public CallLimits audited(boolean yes) {
        return new CallLimits(attempt, whole, attempts, fresh, stale, remembered, yes);
    }
}
