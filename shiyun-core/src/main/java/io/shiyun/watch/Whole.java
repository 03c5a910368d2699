package io.shiyun.watch;

import io.shiyun.metrics.JointDetector;
import java.util.HashSet;
import java.util.List;

/**
 * Several metrics of one subject, a host or an app, that are judged together as one thing. A rule made by {@link
 * AlertRule#anomaly} on the name of the whole fires while the whole is unusual.
 *
 * @param name takes the place of a metric's name in rules; no metric may have it
 * @param by the label whose value names the subject, for example {@code host}; series without it are left out
 * @param metrics that make up the whole, each once, 2 to {@value JointDetector#MOST_METRICS}
 */
public record Whole(String name, String by, List<String> metrics) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException when a part is empty, or the metrics are too few, too many or named twice
     */
    public Whole {
        metrics = List.copyOf(metrics);
        if (name.isBlank() || by.isBlank()) {
            throw new IllegalArgumentException("Whole '" + name + "': its name and the label 'by' must not be empty");
        }
        if (metrics.size() < 2 || metrics.size() > JointDetector.MOST_METRICS) {
            throw new IllegalArgumentException(
                    "Whole '" + name + "': " + metrics.size() + " metrics, must be 2 to " + JointDetector.MOST_METRICS);
        }
        if (new HashSet<>(metrics).size() < metrics.size() || metrics.contains(name)) {
            throw new IllegalArgumentException(
                    "Whole '" + name + "': each metric once, and none that has the name of the whole");
        }
    }
}
