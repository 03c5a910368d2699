package io.shiyun.watch;

import io.shiyun.metrics.Series;

/** Takes points: a detector, a bank of them, a store. */
@FunctionalInterface
public interface SeriesSink {
    /** Takes new points of a series, which come in the order of time, none twice. */
    void take(Series fresh);
}
