package io.shiyun.call;

import io.shiyun.call.RetryDecision.GiveUp;
import io.shiyun.call.RetryDecision.Retry;
import io.shiyun.call.RetryDecision.Why;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Effect;
import java.time.Duration;

/** Tries again what may pass by itself, as far as the policy, the region's budget and the time of the call allow. */
final class RetryStep implements Step {
    private final Sleeper sleeper;
    private final SafeListener listener;

    RetryStep(Sleeper sleeper, SafeListener listener) {
        this.sleeper = sleeper;
        this.listener = listener;
    }

    @Override
    public <S extends CloudService, T> T around(Invocation<S, T> invocation, Next next) {
        T answer;
        try {
            answer = next.proceed(invocation);
        } catch (CloudException failure) {
            return again(invocation, next, failure);
        }
        invocation.lane().retries().succeededAtOnce();
        return answer;
    }

    private <S extends CloudService, T> T again(Invocation<S, T> invocation, Next next, CloudException first) {
        Plan plan = invocation.plan();
        RetryStrategy.Attempts attempts =
                invocation.lane().retries().begin(plan.limits().attempts(), plan.effect() == Effect.STEP);
        CloudException failure = first;
        while (true) {
            waitOrGiveUp(invocation, attempts, failure);
            T answer;
            try {
                answer = next.proceed(invocation);
            } catch (CloudException another) {
                failure = inDoubt(failure, another, plan.effect());
                continue;
            }
            attempts.succeeded();
            return answer;
        }
    }

    private void waitOrGiveUp(Invocation<?, ?> invocation, RetryStrategy.Attempts attempts, CloudException failure) {
        int attempt = attempts.failures() + 1;
        listener.attemptFailed(invocation, attempt, failure);
        Failure sorted = Retries.sort(failure, invocation.plan().effect(), invocation.repeatable());
        RetryDecision decision = attempts.failed(sorted);
        Duration delay = decision instanceof Retry retry ? retry.delay() : ((GiveUp) decision).pause();
        boolean inTime = delay.toNanos() < invocation.call().nanosLeft();
        if (decision instanceof GiveUp giveUp) {
            if (giveUp.why() == Why.QUOTA_EXCEEDED) {
                listener.retryRefused(invocation, attempt);
            }
            sleep(inTime ? delay : Duration.ZERO, invocation, failure);
            throw failure;
        }
        if (!inTime) {
            attempts.notMade();
            throw failure;
        }
        listener.retryScheduled(invocation, attempt, delay);
        sleep(delay, invocation, failure);
    }

    private void sleep(Duration delay, Invocation<?, ?> invocation, CloudException failure) {
        if (delay.isZero()) {
            return;
        }
        try {
            sleeper.sleep(delay, invocation.call());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CallContext.cancelled(failure.certainty());
        }
    }

    /** The later failure, as uncertain as the earlier: a refusal now does not undo what the first attempt may have done. */
    private static CloudException inDoubt(CloudException earlier, CloudException later, Effect effect) {
        boolean doubt = earlier.certainty() == Certainty.AMBIGUOUS
                && later.certainty() != Certainty.AMBIGUOUS
                && effect != Effect.READ
                && effect != Effect.READ_SECRET;
        if (!doubt) {
            return later;
        }
        CloudException.Builder builder = CloudException.ambiguous(
                        later.reason(), later.problem().message() + " (an earlier attempt may have been carried out)")
                .scope(later.scope())
                .code(later.problem().code())
                .requestId(later.problem().requestId())
                .cause(later);
        later.retryAfter().ifPresent(builder::retryAfter);
        return builder.build();
    }
}
