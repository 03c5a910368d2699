package io.shiyun.call;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A question on its way, which others who ask the same wait for. */
final class Flight extends CompletableFuture<Answer> {
    private final long generation;
    private volatile @Nullable Throwable failure;

    Flight(long generation) {
        this.generation = generation;
    }

    /** Of the service's answers when the question was asked: what changed since may be missing in the answer. */
    long generation() {
        return generation;
    }

    /** Ends without an answer. It ends normally, since the cache logs whatever fails as its own failure. */
    void fail(Throwable why) {
        failure = why;
        complete(Answer.NONE);
    }

    /** Why it brought no answer; null when it did, or is on its way. */
    @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
