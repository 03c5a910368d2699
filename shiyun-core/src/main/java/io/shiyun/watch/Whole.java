package io.shiyun.watch;

import io.shiyun.metrics.JointDetector;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

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

    /**
     * Returns why there may be no such rule beside the whole: one on its name that {@link AlertRule#anomaly} did not make. A
     * whole has a score and no values.
     */
    public Optional<String> refusal(AlertRule rule) {
        return rule.metric().equals(name) && !rule.isAnomaly()
                ? Optional.of("rules." + rule.name() + ".metric: '" + name + "' is a whole and has no value to "
                        + (rule.limit().isPresent() ? "look ahead of" : "compare")
                        + "; make it with AlertRule.anomaly, or name one of its metrics " + metrics)
                : Optional.empty();
    }
}
