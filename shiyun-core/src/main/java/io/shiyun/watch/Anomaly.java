package io.shiyun.watch;

import io.shiyun.metrics.Verdict;
import java.util.Map;

/**
 * The beginning of an unusual event in one series.
 *
 * @param metric what is measured
 * @param labels of the series
 * @param verdict what the detector says of the point that began it
 */
public record Anomaly(String metric, Map<String, String> labels, Verdict verdict) {

    /** Copies the labels. */
    public Anomaly {
        labels = Map.copyOf(labels);
    }
}
