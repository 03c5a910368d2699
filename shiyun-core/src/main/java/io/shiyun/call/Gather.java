package io.shiyun.call;

import io.shiyun.Gathered;
import io.shiyun.Missing;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cloud;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks many clouds the same at the same time. A slow or dead one delays nobody: each answer is told when it comes, and
 * when the time is over the others are answered without it. Thread-safe.
 */
public final class Gather {
    private final LongSupplier ticker;
    private final Executor executor;

    /**
     * Asks on these threads.
     *
     * @param executor one task a region is given to it at a time; it must not queue them behind each other
     */
    public Gather(Pipeline pipeline, Executor executor) {
        this.ticker = pipeline.ticker();
        this.executor = executor;
    }

    /**
     * A question to one region of one cloud. It may be asked twice: when the cloud does not answer, once more of what is
     * known from before, which never leaves this machine.
     *
     * @param <T> what is asked for
     */
    @FunctionalInterface
    public interface Question<T> {
        Found<T> ask(Cloud cloud, Region region, Call call);
    }

    /** As {@link #ask(Collection, Duration, Question, Consumer)}, with nobody told of parts. */
    public <T> Gathered<T> ask(Collection<? extends Cloud> clouds, Duration time, Question<T> question) {
        return ask(clouds, time, question, part -> {});
    }

    /**
     * Asks every region that these guarded clouds are set up to work in.
     *
     * @param time after which nobody is waited for any more
     * @param parts told of each region's answer as soon as it is there, on the thread that asked
     * @throws CloudException CANCELLED when the calling thread is interrupted
     */
    public <T> Gathered<T> ask(
            Collection<? extends Cloud> clouds, Duration time, Question<T> question, Consumer<? super Part<T>> parts) {
        List<Target> targets = new ArrayList<>();
        for (Cloud cloud : clouds) {
            cloud.regions().forEach(region -> targets.add(new Target(cloud, region)));
        }
        return new Round<>(targets, time.toNanos(), question, parts).gather();
    }

    private record Target(Cloud cloud, Region region) {}

    /** One question on its way to all its targets. A mistake in the question itself is the caller's to see. */
    private final class Round<T> {
        private final List<Target> targets;
        private final long begun = ticker.getAsLong();
        private final long nanos;
        private final Question<T> question;
        private final Consumer<? super Part<T>> parts;
        private final AtomicReferenceArray<@Nullable Part<T>> answers;
        private final CountDownLatch open;
        private volatile @Nullable RuntimeException mistake;

        Round(List<Target> targets, long nanos, Question<T> question, Consumer<? super Part<T>> parts) {
            this.targets = targets;
            this.nanos = nanos;
            this.question = question;
            this.parts = parts;
            this.answers = new AtomicReferenceArray<>(targets.size());
            this.open = new CountDownLatch(targets.size());
        }

        Gathered<T> gather() {
            for (int i = 0; i < targets.size(); i++) {
                start(i);
            }
            await();
            Gathered<T> gathered = collect();
            RuntimeException thrown = mistake;
            if (thrown != null) {
                throw thrown;
            }
            return gathered;
        }

        private void start(int i) {
            try {
                executor.execute(() -> run(i));
            } catch (RejectedExecutionException full) {
                Target target = targets.get(i);
                answer(
                        i,
                        without(target, Problem.of(Reason.THROTTLED, "no thread was free to ask " + target.region())));
            }
        }

        private void run(int i) {
            Target target = targets.get(i);
            try {
                answer(i, ask(target));
            } catch (RuntimeException e) {
                mistake = e;
                open.countDown();
            }
        }

        private Part<T> ask(Target target) {
            CallContext call = CallContext.lasting(nanosLeft(), ticker);
            try {
                Found<T> found = question.ask(target.cloud(), target.region(), call);
                List<Missing> gaps = found.gaps().stream()
                        .map(why -> new Missing(target.region(), why, Optional.empty()))
                        .toList();
                return new Part<>(target.region(), found.items(), List.of(), gaps, elapsed());
            } catch (CloudException failure) {
                return failure.reason() == Reason.UNSUPPORTED
                        ? new Part<>(target.region(), List.of(), List.of(), List.of(), elapsed())
                        : without(target, failure.problem());
            }
        }

        /** What is left to say of a region that did not answer: what it said before. */
        private Part<T> without(Target target, Problem why) {
            CallContext memory = CallContext.lastKnown(nanos, ticker);
            List<T> stale;
            try {
                stale = question.ask(target.cloud(), target.region(), memory).items();
            } catch (CloudException nothingKnown) {
                stale = List.of();
            }
            Optional<Instant> lastKnown = Optional.ofNullable(memory.oldest());
            Missing missing = new Missing(target.region(), why, lastKnown);
            return new Part<>(
                    target.region(), List.of(), lastKnown.isPresent() ? stale : List.of(), List.of(missing), elapsed());
        }

        private void answer(int i, Part<T> part) {
            if (answers.compareAndSet(i, null, part)) {
                try {
                    parts.accept(part);
                } catch (RuntimeException e) {
                    mistake = e;
                } finally {
                    open.countDown();
                }
            }
        }

        private void await() {
            try {
                if (!open.await(nanosLeft(), TimeUnit.NANOSECONDS)) {
                    giveUpOnTheRest();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw CallContext.cancelled(Certainty.AMBIGUOUS);
            }
        }

        private void giveUpOnTheRest() {
            for (int i = 0; i < targets.size(); i++) {
                if (answers.get(i) == null) {
                    Target target = targets.get(i);
                    String message = target.region() + " gave no answer within "
                            + Duration.ofNanos(nanos).toMillis() + " ms";
                    answer(i, without(target, Problem.of(Reason.TIMEOUT, message)));
                }
            }
        }

        private Gathered<T> collect() {
            List<T> items = new ArrayList<>();
            List<T> stale = new ArrayList<>();
            List<Missing> missing = new ArrayList<>();
            for (int i = 0; i < targets.size(); i++) {
                Part<T> part = answers.get(i);
                if (part != null) {
                    items.addAll(part.items());
                    stale.addAll(part.stale());
                    missing.addAll(part.missing());
                }
            }
            return new Gathered<>(items, stale, missing);
        }

        private long nanosLeft() {
            return Math.max(0, nanos - (ticker.getAsLong() - begun));
        }

        private Duration elapsed() {
            return Duration.ofNanos(ticker.getAsLong() - begun);
        }
    }
}
