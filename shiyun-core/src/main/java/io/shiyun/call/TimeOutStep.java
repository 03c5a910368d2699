package io.shiyun.call;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.CloudService;

/**
 * Asks the provider, within the time of one attempt, and puts whatever it throws into the one exception. The last step.
 */
final class TimeOutStep implements Step {
    private final Watchdog watchdog;

    TimeOutStep(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    @Override
    public <S extends CloudService, T> T around(Invocation<S, T> invocation, Next next) {
        return within(
                new Attempt(invocation.call(), invocation, invocation.plan().attemptNanos()), invocation);
    }

    /** Asks on the calling thread, for as long as the attempt has time. */
    <T> T within(Attempt attempt, Question<T> question) {
        watchdog.watch(attempt);
        try {
            return question.ask(attempt);
        } catch (CloudException failure) {
            throw failure;
        } catch (VirtualMachineError fatal) {
            throw fatal;
        } catch (Throwable unexpected) {
            throw inTheOneException(unexpected, attempt);
        } finally {
            attempt.leave();
        }
    }

    /** Anything a provider can be asked within an attempt. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Attempt attempt);
    }

    /** An exception of any other kind says nothing certain; one that our own interrupt provoked says that time is over. */
    private static CloudException inTheOneException(Throwable unexpected, Attempt attempt) {
        CloudException.Builder builder;
        if (attempt.cut()) {
            CloudException over = attempt.over(Certainty.AMBIGUOUS);
            builder = CloudException.ambiguous(over.reason(), over.problem().message());
        } else {
            String what = unexpected.getClass().getName();
            builder = CloudException.ambiguous(
                    Reason.UNKNOWN, "the provider failed with " + what + ", which it should have explained");
        }
        return builder.cause(unexpected).build();
    }
}
