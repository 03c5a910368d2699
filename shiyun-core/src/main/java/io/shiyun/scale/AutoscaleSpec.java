package io.shiyun.scale;

import io.shiyun.metrics.ScaleRule;
import io.shiyun.model.AppId;
import io.shiyun.watch.Matcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Which app is to be scaled by which metric.
 *
 * <p>The load is the sum of the metric's series whose labels fulfil the conditions: one series of the app as a whole, such as the
 * requests a second that its balancer counts, or one of each replica. It is a present amount; of a counter that only rises, have the
 * source tell the rate.
 *
 * @param app to be scaled
 * @param metric what its load is measured by, as sources and rules name it
 * @param where conditions on labels; all series of the metric count when empty
 * @param rule how many replicas a load calls for
 * @param every how often is decided, 10 ms to 5 min
 */
public record AutoscaleSpec(AppId app, String metric, List<Matcher> where, ScaleRule rule, Duration every) {
    private static final Duration LEAST = Duration.ofMillis(10);
    private static final Duration USUAL = Duration.ofSeconds(15);
    private static final Duration MOST = Duration.ofMinutes(5);

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException naming every fault with the name of its part
     */
    public AutoscaleSpec {
        Objects.requireNonNull(app, "app");
        where = List.copyOf(where);
        List<String> faults = new ArrayList<>();
        if (metric.isBlank()) {
            faults.add("metric: a name is needed, such as http.requests");
        }
        if (every.compareTo(LEAST) < 0 || every.compareTo(MOST) > 0) {
            faults.add("every: " + every + " must lie between 10 ms and 5 min");
        }
        if (rule.stale().compareTo(every) <= 0) {
            faults.add("rule.stale: " + rule.stale() + " is not above every, " + every
                    + ", so that each load would be taken for missing; raise it with stale(...)");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }

    /**
     * Returns that an app is scaled by all series of a metric, decided on every 15 s, or a quarter of the time after which a load is
     * missing where that is less.
     */
    public static AutoscaleSpec of(AppId app, String metric, ScaleRule rule) {
        Duration quarter = rule.stale().dividedBy(4);
        Duration every = quarter.compareTo(USUAL) < 0 ? quarter : USUAL;
        return new AutoscaleSpec(app, metric, List.of(), rule, every);
    }

    /** Counts only series whose labels fulfil these conditions. */
    public AutoscaleSpec where(Matcher... conditions) {
        return new AutoscaleSpec(app, metric, List.of(conditions), rule, every);
    }

    /** Decides so often. */
    public AutoscaleSpec every(Duration time) {
        return new AutoscaleSpec(app, metric, where, rule, time);
    }
}
