package io.shiyun.spi;

import io.shiyun.model.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A question for samples of one metric.
 *
 * @param metric the cloud's own name
 * @param labels which series; an empty value matches any
 * @param from the first moment, included
 * @param to the last moment, excluded
 * @param step from one sample to the next
 * @param statistic how raw samples of a step become one
 */
public record MetricQuery(
        String metric, Map<String, String> labels, Instant from, Instant to, Duration step, Statistic statistic) {
    public MetricQuery {
        Objects.requireNonNull(metric, "metric");
        labels = Map.copyOf(labels);
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(statistic, "statistic");
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a query from " + from + " to " + to + " asks for nothing");
        }
        if (step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("a query with a step of " + step + "; it must be positive");
        }
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(String metric, Instant from, Instant to) {
        return new Builder(metric, from, to);
    }

    /** Builds a {@link MetricQuery}; not safe for use by several threads. */
    public static final class Builder {
        private final String metric;
        private final Instant from;
        private final Instant to;
        private Map<String, String> labels = Map.of();
        private Duration step = Duration.ofMinutes(1);
        private Statistic statistic = Statistic.AVERAGE;

        private Builder(String metric, Instant from, Instant to) {
            this.metric = metric;
            this.from = from;
            this.to = to;
        }

        /** Sets {@link MetricQuery#labels}. */
        public Builder labels(Map<String, String> labels) {
            this.labels = labels;
            return this;
        }

        /** Sets {@link MetricQuery#step}. */
        public Builder step(Duration step) {
            this.step = step;
            return this;
        }

        /** Sets {@link MetricQuery#statistic}. */
        public Builder statistic(Statistic statistic) {
            this.statistic = statistic;
            return this;
        }

        /** Returns the finished value. */
        public MetricQuery build() {
            return new MetricQuery(metric, labels, from, to, step, statistic);
        }
    }
}
