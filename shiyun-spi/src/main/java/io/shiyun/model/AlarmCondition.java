package io.shiyun.model;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * When an alarm of a cloud fires.
 *
 * @param metric the cloud's own name of the metric
 * @param labels which resource
 * @param statistic how samples become a value
 * @param period over how long
 * @param comparison how it is held against the threshold
 * @param threshold the threshold, in the unit of the metric
 * @param held for how long it must hold before the alarm fires
 */
public record AlarmCondition(
        String metric,
        Map<String, String> labels,
        Statistic statistic,
        Duration period,
        Comparison comparison,
        double threshold,
        Duration held) {
    public AlarmCondition {
        Objects.requireNonNull(metric, "metric");
        labels = Map.copyOf(labels);
        Objects.requireNonNull(statistic, "statistic");
        Objects.requireNonNull(period, "period");
        Objects.requireNonNull(comparison, "comparison");
        Objects.requireNonNull(held, "held");
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(
            String metric, Statistic statistic, Duration period, Comparison comparison, double threshold) {
        return new Builder(metric, statistic, period, comparison, threshold);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(metric, statistic, period, comparison, threshold);
        builder.labels = labels;
        builder.held = held;
        return builder;
    }

    /** Writes every part, for the journal. */
    public void write(Fields.Writer fields) {
        fields.put("metric", metric);
        fields.putMap("labels", labels);
        fields.put("statistic", statistic.name());
        fields.put("period", period.toString());
        fields.put("comparison", comparison.name());
        fields.put("threshold", threshold);
        fields.put("held", held.toString());
    }

    /** Builds a {@link AlarmCondition}; not safe for use by several threads. */
    public static final class Builder {
        private final String metric;
        private final Statistic statistic;
        private final Duration period;
        private final Comparison comparison;
        private double threshold;
        private Map<String, String> labels = Map.of();
        private Duration held = Duration.ZERO;

        private Builder(String metric, Statistic statistic, Duration period, Comparison comparison, double threshold) {
            this.metric = metric;
            this.statistic = statistic;
            this.period = period;
            this.comparison = comparison;
            this.threshold = threshold;
        }

        /** Sets {@link AlarmCondition#labels}. */
        public Builder labels(Map<String, String> labels) {
            this.labels = labels;
            return this;
        }

        /** Sets {@link AlarmCondition#threshold}. */
        public Builder threshold(double threshold) {
            this.threshold = threshold;
            return this;
        }

        /** Sets {@link AlarmCondition#held}. */
        public Builder held(Duration held) {
            this.held = held;
            return this;
        }

        /** Returns the finished value. */
        public AlarmCondition build() {
            return new AlarmCondition(metric, labels, statistic, period, comparison, threshold, held);
        }
    }
}
