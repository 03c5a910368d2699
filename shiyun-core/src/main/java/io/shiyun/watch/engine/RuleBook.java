package io.shiyun.watch.engine;

import io.shiyun.watch.AlertRule;
import io.shiyun.watch.Matcher;
import java.util.HashMap;
import java.util.Map;

/** One rule with its subjects and its rhythm. */
final class RuleBook {
    final AlertRule rule;
    final Map<Map<String, String>, Tracked> subjects = new HashMap<>();
    final long since;
    /** Whether the metric ever had a series: until then its absence is an alert without a subject. */
    boolean seen;

    private long next = Long.MIN_VALUE;

    RuleBook(AlertRule rule, long now) {
        this.rule = rule;
        this.since = now;
    }

    /** Answers whether an evaluation is due, and plans the next one; a clock that is set back makes it due at once. */
    boolean due(long now) {
        long every = rule.every().toMillis();
        if (now < next && next - now <= every) {
            return false;
        }
        next = now + every;
        return true;
    }

    /** The subject of a metric that never was: the labels its rule asks to be equal. */
    Map<String, String> nobody() {
        Map<String, String> labels = new HashMap<>();
        for (Matcher matcher : rule.where()) {
            if (matcher.kind() == Matcher.Kind.IS) {
                labels.put(matcher.label(), matcher.value());
            }
        }
        return new SeriesKey(rule.metric(), labels).subject();
    }
}
