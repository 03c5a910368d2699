package io.shiyun.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What to watch, whom to tell, and how often. The defaults follow Prometheus and Alertmanager where those have them.
 * Immutable.
 */
public final class WatchSpec {
    private final List<MetricSource> sources;
    private final List<Notifier> notifiers;
    private final List<AlertRule> rules;
    private final List<String> detected;
    private final List<Whole> wholes;
    private final Duration tick;
    private final Duration collect;
    private final Duration interval;
    private final Duration repeat;
    private final Duration tolerance;
    private final Duration grace;
    private final Duration giveUpAfter;
    private final int mostSeries;
    private final int mostDetectors;

    private WatchSpec(Builder builder) {
        sources = List.copyOf(builder.sources);
        notifiers = List.copyOf(builder.notifiers);
        rules = List.copyOf(builder.rules);
        detected = List.copyOf(builder.detected);
        wholes = List.copyOf(builder.wholes);
        tick = builder.tick;
        collect = builder.collect;
        interval = builder.interval;
        repeat = builder.repeat;
        tolerance = builder.tolerance;
        grace = builder.grace;
        giveUpAfter = builder.giveUpAfter;
        mostSeries = builder.mostSeries;
        mostDetectors = builder.mostDetectors;
    }

    /** Begins a specification that watches the metrics of the connected clouds and tells nobody. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the sources of points besides the connected clouds. */
    public List<MetricSource> sources() {
        return sources;
    }

    /** Returns whom to tell. */
    public List<Notifier> notifiers() {
        return notifiers;
    }

    /** Returns the rules. */
    public List<AlertRule> rules() {
        return rules;
    }

    /** Returns the metrics whose series a detector judges. */
    public List<String> detected() {
        return detected;
    }

    /** Returns the wholes that joint detectors judge. */
    public List<Whole> wholes() {
        return wholes;
    }

    /** Returns how often rules and deliveries are looked at. */
    public Duration tick() {
        return tick;
    }

    /** Returns how often sources are read. */
    public Duration collect() {
        return collect;
    }

    /** Returns the least time between two notices of one alert, but for a rise in severity. */
    public Duration interval() {
        return interval;
    }

    /** Returns the time after which what still fires is told again. */
    public Duration repeat() {
        return repeat;
    }

    /** Returns the longest outage over which the wait of a pending alert is remembered. */
    public Duration tolerance() {
        return tolerance;
    }

    /** Returns the least wait of a pending alert after an outage, and how long a restored alert waits for a value. */
    public Duration grace() {
        return grace;
    }

    /** Returns the age at which a notice that cannot be delivered is given up. */
    public Duration giveUpAfter() {
        return giveUpAfter;
    }

    /** Returns the most series held; points of others are refused. */
    public int mostSeries() {
        return mostSeries;
    }

    /** Returns the most detectors held, and the most forecasters; the least recently fed one leaves. */
    public int mostDetectors() {
        return mostDetectors;
    }

    /** Collects the parts of a specification. Not thread-safe. */
    public static final class Builder {
        private final List<MetricSource> sources = new ArrayList<>();
        private final List<Notifier> notifiers = new ArrayList<>();
        private final List<AlertRule> rules = new ArrayList<>();
        private final Set<String> detected = new LinkedHashSet<>();
        private final List<Whole> wholes = new ArrayList<>();
        private Duration tick = Duration.ofSeconds(1);
        private Duration collect = Duration.ofSeconds(15);
        private Duration interval = Duration.ofMinutes(5);
        private Duration repeat = Duration.ofHours(4);
        private Duration tolerance = Duration.ofHours(1);
        private Duration grace = Duration.ofMinutes(10);
        private Duration giveUpAfter = Duration.ofHours(24);
        private int mostSeries = 100_000;
        private int mostDetectors = 10_000;

        private Builder() {}

        /** Adds a source of points besides the connected clouds. */
        public Builder source(MetricSource source) {
            sources.add(source);
            return this;
        }

        /** Adds someone to tell. */
        public Builder notifier(Notifier notifier) {
            notifiers.add(notifier);
            return this;
        }

        /** Adds a rule; on a whole only one that {@link AlertRule#anomaly} made. */
        public Builder rule(AlertRule rule) {
            rules.add(rule);
            return this;
        }

        /** Has a detector judge every series of a metric. */
        public Builder detect(String metric) {
            detected.add(metric);
            return this;
        }

        /** Has a detector judge each subject of a whole by all its metrics together. */
        public Builder detect(Whole whole) {
            wholes.add(whole);
            return this;
        }

        /** Sets how often rules and deliveries are looked at, and how often sources are read; 1 and 15 s when not set. */
        public Builder rhythm(Duration tick, Duration collect) {
            this.tick = tick;
            this.collect = collect;
            return this;
        }

        /**
         * Sets the least time between two notices of one alert (a rise in severity is told at once all the same), zero for
         * none, and the time after which what still fires is told again; 5 minutes and 4 hours when not set.
         */
        public Builder notices(Duration interval, Duration repeat) {
            this.interval = interval;
            this.repeat = repeat;
            return this;
        }

        /**
         * Sets the longest outage over which the wait of a pending alert is remembered, and the least wait after one; an
         * hour and 10 minutes when not set.
         */
        public Builder outage(Duration tolerance, Duration grace) {
            this.tolerance = tolerance;
            this.grace = grace;
            return this;
        }

        /** Sets the age at which a notice that cannot be delivered is given up; a day when not set. */
        public Builder giveUpAfter(Duration age) {
            giveUpAfter = age;
            return this;
        }

        /**
         * Sets the most series and the most detectors held, a whole counting as one a metric; 100,000 and 10,000 when not set.
         * As many forecasters are held as detectors, for the series of rules that look ahead.
         */
        public Builder most(int series, int detectors) {
            mostSeries = series;
            mostDetectors = detectors;
            return this;
        }

        /**
         * Returns the specification.
         *
         * @throws IllegalArgumentException naming every fault with the path of its field
         */
        public WatchSpec build() {
            List<String> faults = new ArrayList<>();
            atLeast("tick", tick, Duration.ofMillis(10), faults);
            atLeast("collect", collect, Duration.ofMillis(10), faults);
            atLeast("interval", interval, Duration.ZERO, faults);
            atLeast("repeat", repeat, Duration.ofSeconds(1), faults);
            atLeast("tolerance", tolerance, Duration.ZERO, faults);
            atLeast("grace", grace, Duration.ZERO, faults);
            atLeast("giveUpAfter", giveUpAfter, Duration.ofSeconds(1), faults);
            if (mostSeries < 1 || mostDetectors < 1) {
                faults.add("most: " + mostSeries + " series and " + mostDetectors + " detectors must be positive");
            }
            unique("rules", rules.stream().map(AlertRule::name).toList(), faults);
            unique("notifiers", notifiers.stream().map(Notifier::name).toList(), faults);
            unique("wholes", wholes.stream().map(Whole::name).toList(), faults);
            unique("sources", sources.stream().map(MetricSource::name).toList(), faults);
            for (AlertRule rule : rules) {
                wholes.forEach(whole -> whole.refusal(rule).ifPresent(faults::add));
            }
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", faults));
            }
            return new WatchSpec(this);
        }

        private static void atLeast(String field, Duration value, Duration least, List<String> faults) {
            if (value.compareTo(least) < 0 || value.compareTo(Duration.ofDays(365)) > 0) {
                faults.add(field + ": " + value + " must lie between " + least + " and a year");
            }
        }

        private static void unique(String field, List<String> names, List<String> faults) {
            for (int i = 0; i < names.size(); i++) {
                if (names.indexOf(names.get(i)) < i) {
                    faults.add(field + "[" + i + "].name: '" + names.get(i) + "' is used twice");
                }
            }
        }
    }
}
