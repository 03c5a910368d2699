package io.shiyun.spi;

import io.shiyun.model.Problem;

/**
 * What became of one part of a batch. A plugin must not switch over this without a default branch.
 *
 * @param <T> what a part leads to
 */
public sealed interface Outcome<T> permits Outcome.Succeeded, Outcome.Refused, Outcome.Unknown {
    /**
     * It was carried out.
     *
     * @param value what it led to
     */
    record Succeeded<T>(T value) implements Outcome<T> {}

    /**
     * It was refused, and nothing was made.
     *
     * @param problem why
     */
    record Refused<T>(Problem problem) implements Outcome<T> {}

    /**
     * It may have been carried out.
     *
     * @param problem why that is not known
     */
    record Unknown<T>(Problem problem) implements Outcome<T> {}
}
