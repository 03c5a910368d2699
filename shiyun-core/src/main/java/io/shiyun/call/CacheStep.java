package io.shiyun.call;

import io.shiyun.call.CallContext.Source;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Effect;
import io.shiyun.spi.Progress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Gives an answer again while it is fresh, asks once where many ask at the same time, and makes answers old when
 * something changes. It lies outside the guards, so that what is known outlives a dead cloud. Failures are not kept.
 */
final class CacheStep implements Step {
    private final AnswerStore store;
    private final InstantSource clock;
    private final Executor executor;
    private final SafeListener listener;

    CacheStep(AnswerStore store, InstantSource clock, Executor executor, SafeListener listener) {
        this.store = store;
        this.clock = clock;
        this.executor = executor;
        this.listener = listener;
    }

    @Override
    public <S extends CloudService, T> T around(Invocation<S, T> invocation, Next next) {
        Plan plan = invocation.plan();
        if (plan.effect() != Effect.READ) {
            return plan.effect() == Effect.READ_SECRET || plan.effect() == Effect.STREAM
                    ? next.proceed(invocation)
                    : changing(invocation, next);
        }
        Source source = invocation.call().source();
        if (source == Source.MEMORY) {
            return lastKnown(invocation);
        }
        if (source == Source.ANY && plan.freshNanos() > 0) {
            return fresh(invocation, next);
        }
        long generation = generation(invocation);
        T value = next.proceed(invocation);
        if (Answer.worthKeeping(value)
                && (plan.freshNanos() > 0 || plan.limits().remembered())) {
            keep(invocation, answer(value, invocation, generation));
        }
        return value;
    }

    private void keep(Invocation<?, ?> invocation, Answer answer) {
        store.keep(key(invocation), answer);
    }

    /** Whatever was changed is asked for anew, also when it is not certain that it was changed. */
    private static <S extends CloudService, T> T changing(Invocation<S, T> invocation, Next next) {
        Plan plan = invocation.plan();
        boolean changed = true;
        try {
            T answer = next.proceed(invocation);
            changed = plan.effect() != Effect.STEP || !(answer instanceof Progress.Ongoing);
            return answer;
        } catch (CloudException failure) {
            changed = failure.certainty() != Certainty.NOT_SENT;
            throw failure;
        } finally {
            if (changed) {
                invocation.lane().changed(plan.service());
            }
        }
    }

    @SuppressWarnings("unchecked") // the key holds the operation, which fixes the type of the answer
    private <S extends CloudService, T> T fresh(Invocation<S, T> invocation, Next next) {
        CacheKey key = key(invocation);
        Answer answer = store.find(key);
        long age = answer == null ? 0 : invocation.call().now() - answer.loadedNanos();
        if (answer != null && current(answer, invocation)) {
            if (age < invocation.plan().freshNanos()) {
                listener.cacheHit(invocation);
                return (T) answer.value();
            }
            if (age < invocation.plan().staleNanos()) {
                listener.cacheStale(invocation, Duration.ofNanos(age));
                renew(answer, invocation, next);
                return (T) answer.value();
            }
        }
        listener.cacheMiss(invocation);
        return (T) load(key, invocation, next).value();
    }

    /** The stored answer, if it is fresh; what {@link #around} would find, for a pipeline with nothing before this step. */
    @Nullable Answer peek(Plan plan, Lane lane, CacheKey key, long now) {
        Answer answer = store.find(key);
        return answer != null
                        && now - answer.loadedNanos() < plan.freshNanos()
                        && answer.generation() == lane.generation(plan.service())
                ? answer
                : null;
    }

    private static boolean current(Answer answer, Invocation<?, ?> invocation) {
        return answer.generation() == generation(invocation);
    }

    /** Joins whoever asks this already, or asks and lets others join. */
    private Answer load(CacheKey key, Invocation<?, ?> invocation, Next next) {
        while (true) {
            Flight own = new Flight(generation(invocation));
            Flight other = store.depart(key, own);
            if (other == null) {
                return fly(key, own, invocation, next);
            }
            if (other.generation() != own.generation()) {
                if (store.overtake(key, other, own)) {
                    return fly(key, own, invocation, next);
                }
            } else {
                Answer joined = join(other, invocation);
                if (joined != null) {
                    return joined;
                }
            }
        }
    }

    private Answer fly(CacheKey key, Flight flight, Invocation<?, ?> invocation, Next next) {
        try {
            Answer answer = peek(
                    invocation.plan(), invocation.lane(), key, invocation.call().now());
            if (answer == null) {
                Object value = next.proceed(invocation);
                answer = answer(value, invocation, flight.generation());
                if (Answer.worthKeeping(value)) {
                    store.keep(key, answer);
                }
            }
            store.land(key, flight);
            flight.complete(answer);
            return answer;
        } catch (RuntimeException | Error failure) {
            store.land(key, flight);
            flight.completeExceptionally(failure);
            throw failure;
        }
    }

    /** The answer that another call brings; null when that call ended for reasons of its own, such as less time. */
    private static @Nullable Answer join(Flight flight, Invocation<?, ?> invocation) {
        try {
            return flight.get(invocation.call().nanosLeft(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw invocation.call().over(Certainty.NOT_SENT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CallContext.cancelled(Certainty.NOT_SENT);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CloudException failure
                    && failure.reason() != Reason.TIMEOUT
                    && failure.reason() != Reason.CANCELLED) {
                throw shared(failure);
            }
            return null;
        }
    }

    private static CloudException shared(CloudException failure) {
        CloudException.Builder builder = CloudException.of(
                        failure.certainty(), failure.reason(), failure.problem().message())
                .scope(failure.scope())
                .code(failure.problem().code())
                .requestId(failure.problem().requestId())
                .cause(failure);
        failure.retryAfter().ifPresent(builder::retryAfter);
        return builder.build();
    }

    private <S extends CloudService, T> void renew(Answer old, Invocation<S, T> invocation, Next next) {
        if (!old.renewing().compareAndSet(false, true)) {
            return;
        }
        Plan plan = invocation.plan();
        CallContext own = invocation.call().another(plan.wholeNanos());
        long generation = generation(invocation);
        try {
            executor.execute(() -> {
                try {
                    T value = next.proceed(invocation.again(own));
                    Answer answer = answer(value, invocation, generation);
                    if (Answer.worthKeeping(value)) {
                        keep(invocation, answer);
                    }
                } catch (CloudException failure) {
                    listener.attemptFailed(invocation, 1, failure);
                } finally {
                    old.renewing().set(false);
                }
            });
        } catch (RejectedExecutionException full) {
            old.renewing().set(false);
        }
    }

    @SuppressWarnings("unchecked") // as in fresh
    private <S extends CloudService, T> T lastKnown(Invocation<S, T> invocation) {
        Answer answer = store.find(key(invocation));
        if (answer == null) {
            throw CloudException.notSent(Reason.UNAVAILABLE, "nothing is known of this from before")
                    .build();
        }
        invocation.call().answeredAsOf(answer.loaded());
        listener.cacheStale(invocation, Duration.between(answer.loaded(), clock.instant()));
        return (T) answer.value();
    }

    private static CacheKey key(Invocation<?, ?> invocation) {
        return new CacheKey(invocation.operation(), invocation.subject(), invocation.argument());
    }

    private static long generation(Invocation<?, ?> invocation) {
        return invocation.lane().generation(invocation.plan().service());
    }

    private Answer answer(Object value, Invocation<?, ?> invocation, long generation) {
        long now = invocation.call().now();
        return new Answer(value, clock.instant(), now, generation, new AtomicBoolean());
    }
}
