package io.shiyun.watch;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one rule says of one subject. A rule and a subject have at most one alert at a time, at exactly one level.
 *
 * @param fingerprint names the pair of rule and subject, the same after a restart
 * @param rule name of the rule
 * @param metric what is measured
 * @param level the level by name; of a resolved alert the one it had
 * @param severity place of the level among the rule's levels, 0 the mildest
 * @param status where it stands
 * @param value the value that was judged last, NaN when there was none
 * @param since when the condition began
 * @param at when it came to where it stands
 * @param ended when it resolved
 * @param labels of the subject and the rule, with {@code alertname} and {@code level}
 * @param annotations texts for people
 */
public record Alert(
        String fingerprint,
        String rule,
        String metric,
        String level,
        int severity,
        AlertStatus status,
        double value,
        Instant since,
        Instant at,
        Optional<Instant> ended,
        Map<String, String> labels,
        Map<String, String> annotations) {

    /** Copies the maps, sorted by key. */
    public Alert {
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(ended, "ended");
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }

    /** Returns the alert in one line for people. */
    public String words() {
        return status + " " + rule + " [" + level + "] " + metric + " = " + value + " " + labels;
    }
}
