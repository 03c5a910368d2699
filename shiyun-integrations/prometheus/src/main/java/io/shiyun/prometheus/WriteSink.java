package io.shiyun.prometheus;

import io.shiyun.metrics.Series;
import java.util.function.Predicate;

/** Takes what remote write brings, a request at a time, called by one thread at a time. */
@FunctionalInterface
public interface WriteSink {
    /**
     * Takes a batch. It is read before this returns: its arrays serve the next request.
     *
     * @return false when there is no room now; the sender is told to come again, with all of it. What it took of the batch
     *     before then comes twice.
     */
    boolean take(WriteBatch batch);

    /**
     * Returns a sink that hands over series by series, such as {@code series -> watch.push("prometheus", series)}.
     *
     * @param each takes a series of at least one point, or answers false when there is no room
     */
    static WriteSink eachSeries(Predicate<Series> each) {
        return batch -> {
            for (int i = 0; i < batch.size(); i++) {
                if (batch.end(i) > batch.begin(i) && !each.test(batch.series(i))) {
                    return false;
                }
            }
            return true;
        };
    }
}
