package io.shiyun.call;

import java.util.concurrent.CompletableFuture;

/** A question on its way, which others who ask the same wait for. */
final class Flight extends CompletableFuture<Answer> {
    private final long generation;

    Flight(long generation) {
        this.generation = generation;
    }

    /** Of the service's answers when the question was asked: what changed since may be missing in the answer. */
    long generation() {
        return generation;
    }
}
