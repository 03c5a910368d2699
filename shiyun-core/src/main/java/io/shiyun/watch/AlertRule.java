package io.shiyun.watch;

import io.shiyun.metrics.Aggregation;
import io.shiyun.metrics.Comparison;
import io.shiyun.metrics.Grade;
import io.shiyun.metrics.GradedRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When to call whom: a metric, the subjects it is about, how their points become one value, and graded thresholds.
 *
 * <p>Each subject (each set of labels the metric comes with) has an alert of its own. Immutable.
 */
public final class AlertRule {
    private final String name;
    private final String metric;
    private final List<Matcher> where;
    private final Aggregation aggregation;
    private final Duration window;
    private final boolean anomaly;
    private final Optional<Limit> limit;
    private final GradedRule thresholds;
    private final Duration every;
    private final Map<String, String> labels;
    private final Map<String, String> annotations;

    private AlertRule(Builder builder) {
        name = builder.name;
        metric = builder.metric;
        where = List.copyOf(builder.where);
        aggregation = builder.aggregation;
        window = builder.window;
        anomaly = builder.anomaly;
        limit = builder.limitSide == null ? Optional.empty() : Optional.of(new Limit(builder.limitSide, builder.limit));
        thresholds = new GradedRule(builder.comparison, builder.grades, builder.keepFiring, builder.onNoData);
        every = builder.every;
        labels = Collections.unmodifiableMap(new TreeMap<>(builder.labels));
        annotations = Collections.unmodifiableMap(new TreeMap<>(builder.annotations));
    }

    /** Begins a rule of this name, which is unique among the rules of a watch. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /**
     * Begins a rule that fires when no point of a metric came for some time. It also fires when there never was one; the
     * alert then has the labels that {@link Builder#where} asks to be equal.
     *
     * @param name unique among the rules of a watch
     * @param metric whose points are expected
     * @param after how long without one
     * @param level for example {@code warning}
     */
    public static Builder absent(String name, String metric, Duration after, String level) {
        return new Builder(name)
                .metric(metric)
                .over(Aggregation.AGE, after)
                .comparison(Comparison.AT_LEAST)
                .grade(level, after.toMillis() / 1000.0, Duration.ZERO);
    }

    /**
     * Begins a rule that fires while a detector finds a metric, or a {@link Whole}, unusual, and five minutes longer.
     *
     * @param name unique among the rules of a watch
     * @param metric whose points are judged, or the name of a whole
     * @param level for example {@code warning}
     */
    public static Builder anomaly(String name, String metric, String level) {
        Builder builder = new Builder(name)
                .metric(metric)
                .comparison(Comparison.AT_LEAST)
                .grade(level, 0.5, Duration.ZERO)
                .keepFiring(Duration.ofMinutes(5));
        builder.anomaly = true;
        return builder;
    }

    /**
     * Begins a rule that fires while a metric is expected to reach a limit before long, or has reached it, and five minutes
     * longer. Its value is the seconds until the time at which the limit is likely reached; the annotation {@code forecast} of
     * its alerts tells that time, the earliest and the latest.
     *
     * <p>Looks ahead no farther than a {@link io.shiyun.metrics.Forecaster} does: twice as far as it has tried, and at most
     * 4,096 usual intervals of the points, which is 17 hours where one comes every 15 seconds. Evaluated once a minute when
     * nothing else is said. {@link Builder#grade} adds worse levels, by fewer seconds.
     *
     * @param name unique among the rules of a watch
     * @param metric whose points are foretold
     * @param side {@link Comparison#AT_LEAST} when the limit is reached from below, {@link Comparison#AT_MOST} when from above
     * @param limit a finite value in the unit of the metric
     * @param within how far ahead matters, a second to 365 days
     * @param level for example {@code warning}
     */
    public static Builder ahead(
            String name, String metric, Comparison side, double limit, Duration within, String level) {
        Builder builder = new Builder(name)
                .metric(metric)
                .comparison(Comparison.AT_MOST)
                .grade(level, within.getSeconds() + within.getNano() / 1e9, Duration.ZERO)
                .keepFiring(Duration.ofMinutes(5))
                .every(Duration.ofMinutes(1));
        builder.limitSide = Objects.requireNonNull(side, "side");
        builder.limit = limit;
        return builder;
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns what is measured. */
    public String metric() {
        return metric;
    }

    /** Returns which subjects it is about; all when empty. */
    public List<Matcher> where() {
        return where;
    }

    /** Returns how the points of the window become one value. */
    public Aggregation aggregation() {
        return aggregation;
    }

    /** Returns how far back points count. */
    public Duration window() {
        return window;
    }

    /** Answers whether the value is a detector's score in place of an aggregation. */
    public boolean isAnomaly() {
        return anomaly;
    }

    /** Returns the limit that is looked ahead to; the value is then the seconds until it is reached. */
    public Optional<Limit> limit() {
        return limit;
    }

    /** Returns the thresholds. */
    public GradedRule thresholds() {
        return thresholds;
    }

    /** Returns how often it is evaluated. */
    public Duration every() {
        return every;
    }

    /** Returns labels added to its alerts. */
    public Map<String, String> labels() {
        return labels;
    }

    /** Returns texts for people added to its alerts. */
    public Map<String, String> annotations() {
        return annotations;
    }

    /** Answers whether the rule is about a subject of these labels. */
    public boolean covers(Map<String, String> subject) {
        return where.stream().allMatch(each -> each.matches(subject));
    }

    @Override
    public String toString() {
        String value = limit.map(each -> "seconds until " + each)
                .orElse(anomaly ? "anomaly score" : aggregation + " over " + window);
        return name + ": " + value + " of " + metric + where + " "
                + thresholds.comparison().symbol() + " " + thresholds.grades();
    }

    /** Collects the parts of a rule. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private String metric = "";
        private final List<Matcher> where = new ArrayList<>();
        private Aggregation aggregation = Aggregation.LAST;
        private Duration window = Duration.ofMinutes(5);
        private boolean anomaly;
        private @Nullable Comparison limitSide;
        private double limit;
        private Comparison comparison = Comparison.ABOVE;
        private final List<Grade> grades = new ArrayList<>();
        private Duration keepFiring = Duration.ZERO;
        private GradedRule.OnNoData onNoData = GradedRule.OnNoData.CLEAR;
        private Duration every = Duration.ofSeconds(15);
        private final Map<String, String> labels = new TreeMap<>();
        private final Map<String, String> annotations = new TreeMap<>();

        private Builder(String name) {
            this.name = name;
        }

        /** Sets what is measured. */
        public Builder metric(String name) {
            metric = name;
            return this;
        }

        /** Adds conditions on the labels of subjects. */
        public Builder where(Matcher... matchers) {
            where.addAll(Arrays.asList(matchers));
            return this;
        }

        /** Sets how the points of a window become one value; the latest within five minutes when not set. */
        public Builder over(Aggregation how, Duration span) {
            aggregation = how;
            window = span;
            return this;
        }

        /** Sets the bad side of the thresholds; above when not set. */
        public Builder comparison(Comparison side) {
            comparison = side;
            return this;
        }

        /** Has values above the thresholds fire. */
        public Builder above() {
            return comparison(Comparison.ABOVE);
        }

        /** Has values below the thresholds fire. */
        public Builder below() {
            return comparison(Comparison.BELOW);
        }

        /** Adds a level, the mildest first, that begins and ends at one value. */
        public Builder grade(String level, double raise, Duration hold) {
            return grade(level, raise, raise, hold);
        }

        /** Adds a level, the mildest first, that begins at {@code raise} and ends at {@code clear}. */
        public Builder grade(String level, double raise, double clear, Duration hold) {
            grades.add(new Grade(level, raise, clear, hold));
            return this;
        }

        /** Sets how long a level fires on after its condition ended. */
        public Builder keepFiring(Duration duration) {
            keepFiring = duration;
            return this;
        }

        /** Sets what becomes of the alert when there is no value. */
        public Builder onNoData(GradedRule.OnNoData what) {
            onNoData = what;
            return this;
        }

        /** Sets how often it is evaluated, 100 milliseconds to an hour; 15 seconds when not set. */
        public Builder every(Duration interval) {
            every = interval;
            return this;
        }

        /** Adds a label to its alerts, for routing. */
        public Builder label(String key, String value) {
            labels.put(key, value);
            return this;
        }

        /** Adds a text for people to its alerts. */
        public Builder annotation(String key, String value) {
            annotations.put(key, value);
            return this;
        }

        /**
         * Returns the rule.
         *
         * @throws IllegalArgumentException naming every fault with the path of its field
         */
        public AlertRule build() {
            List<String> faults = RuleFaults.of(name, metric, window, every);
            if (limitSide != null) {
                faults.addAll(RuleFaults.ofAhead(limitSide, limit, comparison, grades));
            }
            faults.addAll(GradedRule.faults(comparison, grades, keepFiring));
            faults.addAll(RuleFaults.ofTexts(labels, annotations));
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException("Alert rule '" + name + "' has " + faults.size() + " fault"
                        + (faults.size() == 1 ? "" : "s") + ": " + String.join("; ", faults));
            }
            return new AlertRule(this);
        }
    }
}
