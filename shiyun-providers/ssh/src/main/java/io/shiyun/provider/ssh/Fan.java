package io.shiyun.provider.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks many machines at once. The calling thread takes part, so that it comes to an end however busy the executor is, and what one
 * machine answers is no matter of another.
 */
final class Fan {
    private static final int AT_ONCE = 32;
    private static final Logger LOG = LoggerFactory.getLogger(Fan.class);

    private final Executor executor;

    Fan(Executor executor) {
        this.executor = executor;
    }

    /** Returns the answers in the order of the questions; the question itself must not throw. */
    <Q, A> List<A> ask(List<Q> questions, Function<Q, A> question) {
        List<CompletableFuture<A>> answers = new ArrayList<>();
        questions.forEach(each -> answers.add(new CompletableFuture<>()));
        AtomicInteger next = new AtomicInteger();
        Runnable worker = () -> {
            for (int i = next.getAndIncrement(); i < questions.size(); i = next.getAndIncrement()) {
                try {
                    answers.get(i).complete(question.apply(questions.get(i)));
                } catch (RuntimeException | Error failed) {
                    answers.get(i).completeExceptionally(failed);
                }
            }
        };
        try {
            for (int i = 1; i < Math.min(AT_ONCE, questions.size()); i++) {
                executor.execute(worker);
            }
        } catch (RejectedExecutionException busy) {
            LOG.debug("no thread is free; the calling thread asks the rest: {}", busy.toString());
        }
        worker.run();
        List<A> all = new ArrayList<>();
        for (CompletableFuture<A> answer : answers) {
            all.add(value(answer));
        }
        return all;
    }

    private static <A> A value(CompletableFuture<A> answer) {
        try {
            return answer.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return answer.join();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException own) {
                throw own;
            }
            throw new IllegalStateException("a machine could not be asked", failed);
        }
    }
}
