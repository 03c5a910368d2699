package io.shiyun.watch.engine;

import io.shiyun.metrics.Aggregation;
import io.shiyun.watch.AlertRule;
import io.shiyun.watch.Limit;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** The value of a rule for a subject: an aggregate of its points, a detector's score, or the seconds until a limit. */
final class Readings {
    private final Samples samples;
    private final Learners learners;
    private final long grace;

    Readings(Samples samples, Learners learners, Duration grace) {
        this.samples = samples;
        this.learners = learners;
        this.grace = grace.toMillis();
    }

    /** Returns the value now, empty when there is none, and keeps what explains it for the texts of the alert. */
    OptionalDouble value(RuleBook book, Tracked tracked, SeriesKey key, long now) {
        AlertRule rule = book.rule;
        learners.wholes.latest(key).ifPresent(tracked::explain);
        if (rule.limit().isPresent()) {
            return current(rule, key, now)
                    ? foresee(rule, rule.limit().get(), tracked, key, now)
                    : OptionalDouble.empty();
        }
        if (rule.isAnomaly()) {
            tracked.said(learners.detectors.said(key));
            return score(key);
        }
        Samples.Entry entry = samples.get(key);
        if (entry != null) {
            return entry.window.aggregate(rule.aggregation(), now, rule.window().toMillis());
        }
        boolean absent = rule.aggregation() == Aggregation.AGE && !book.seen;
        return absent ? OptionalDouble.of((now - book.since) / 1000.0) : OptionalDouble.empty();
    }

    /**
     * Returns how long a restored alert waits for a value: one that looks ahead as long as a forecaster that starts anew
     * needs to see as far again, provided that points come from which it can learn.
     */
    long patience(AlertRule rule, SeriesKey key, long now) {
        return rule.limit().isPresent() && current(rule, key, now)
                ? Math.max(grace, (long) (1000 * within(rule)))
                : grace;
    }

    /** Answers whether the latest point is so young that what is foretold from it holds. */
    private boolean current(AlertRule rule, SeriesKey key, long now) {
        Samples.Entry entry = samples.get(key);
        return entry != null
                && now - entry.window.latest() <= Math.max(rule.window().toMillis(), grace);
    }

    private OptionalDouble foresee(AlertRule rule, Limit limit, Tracked tracked, SeriesKey key, long now) {
        Optional<Foresight> found = learners.forecasters.foresee(key, limit, now, within(rule));
        found.ifPresent(tracked::foresee);
        return found.map(Foresight::seconds).orElse(OptionalDouble.empty());
    }

    private static double within(AlertRule rule) {
        return rule.thresholds().grades().get(0).raise();
    }

    private OptionalDouble score(SeriesKey key) {
        return learners.wholes
                .latest(key)
                .map(whole -> judged(whole.verdict().ongoing(), whole.verdict().score()))
                .or(() -> learners.detectors.latest(key).map(verdict -> judged(verdict.ongoing(), verdict.score())))
                .orElse(OptionalDouble.empty());
    }

    private static OptionalDouble judged(boolean ongoing, double score) {
        return OptionalDouble.of(ongoing ? Math.max(0.5, score) : Math.min(0.49, score));
    }
}
