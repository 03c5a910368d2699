package io.shiyun.model;

import java.util.List;
import java.util.Objects;

/**
 * A metric that can be asked for.
 *
 * @param name the cloud's own name
 * @param unit its unit, in UCUM where there is one, such as By, s, %; empty for a plain number
 * @param kind how to read it
 * @param labels the labels that tell its series apart
 * @param meaning what it measures
 */
public record Metric(String name, String unit, MetricKind kind, List<String> labels, String meaning) {
    public Metric {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(kind, "kind");
        labels = List.copyOf(labels);
        Objects.requireNonNull(meaning, "meaning");
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Builds a {@link Metric}; not safe for use by several threads. */
    public static final class Builder {
        private final String name;
        private String unit = "";
        private MetricKind kind = MetricKind.GAUGE;
        private List<String> labels = List.of();
        private String meaning = "";

        private Builder(String name) {
            this.name = name;
        }

        /** Sets {@link Metric#unit}. */
        public Builder unit(String unit) {
            this.unit = unit;
            return this;
        }

        /** Sets {@link Metric#kind}. */
        public Builder kind(MetricKind kind) {
            this.kind = kind;
            return this;
        }

        /** Sets {@link Metric#labels}. */
        public Builder labels(List<String> labels) {
            this.labels = labels;
            return this;
        }

        /** Sets {@link Metric#meaning}. */
        public Builder meaning(String meaning) {
            this.meaning = meaning;
            return this;
        }

        /** Returns the finished value. */
        public Metric build() {
            return new Metric(name, unit, kind, labels, meaning);
        }
    }
}
