package io.shiyun.spi;

import java.util.List;

/**
 * What became of each part of a batch, in the order asked.
 *
 * @param outcomes one for each part
 * @param <T> what a part leads to
 */
public record Batch<T>(List<Outcome<T>> outcomes) {
    public Batch {
        outcomes = List.copyOf(outcomes);
    }
}
