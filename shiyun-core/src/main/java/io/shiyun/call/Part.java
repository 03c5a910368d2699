package io.shiyun.call;

import io.shiyun.Missing;
import io.shiyun.model.Region;
import java.time.Duration;
import java.util.List;

/**
 * The answer of one region, told as soon as it is there.
 *
 * @param region whose
 * @param items what it has; empty when it did not answer
 * @param stale what it answered last, when it did not answer now
 * @param missing what is not among the items, and why
 * @param elapsed since the question was asked
 * @param <T> what was asked for
 */
public record Part<T>(Region region, List<T> items, List<T> stale, List<Missing> missing, Duration elapsed) {
    public Part {
        items = List.copyOf(items);
        stale = List.copyOf(stale);
        missing = List.copyOf(missing);
    }
}
