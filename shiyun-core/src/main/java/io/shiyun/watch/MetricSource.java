package io.shiyun.watch;

import io.shiyun.metrics.Series;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Where points come from. The labels of a series name its subject: rules select by them, and an alert carries them.
 *
 * <p>Called by one thread at a time, never by the thread that evaluates. When it throws, alerts on its series stay as
 * they are until it answers again.
 */
public interface MetricSource {
    /** Returns a name for logs. */
    String name();

    /**
     * Returns the points of these metrics. Points that were returned before may come again; they are dropped.
     *
     * @param metrics names that rules ask for; others are ignored
     * @param from first moment of interest
     * @param to now
     */
    List<Series> read(Set<String> metrics, Instant from, Instant to);
}
