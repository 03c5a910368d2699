package io.shiyun.scale.engine;

import io.shiyun.metrics.Aggregation;
import io.shiyun.metrics.RollingWindow;
import io.shiyun.metrics.Series;
import io.shiyun.scale.AutoscaleSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The load of one app as the sum of its series: of each the mean since the step before, or its latest point while that is fresh.
 *
 * <p>When a series falls silent nobody can tell a replica that was ended from a source that died. So the sum is only a part of the
 * load while a series is silent and fewer report than there are replicas; an hour later it is forgotten. Used by one thread at a time.
 */
final class Loads {
    private static final int MOST_SERIES = 10_000;
    private static final int MOST_POINTS = 512;
    private static final long FORGET_AFTER = Duration.ofHours(1).toMillis();

    private final AutoscaleSpec spec;
    private final Map<Map<String, String>, RollingWindow> series = new HashMap<>();
    private boolean crowded;

    /**
     * The load at a moment.
     *
     * @param sum of the series that report; empty when none does
     * @param reporting how many do
     * @param silent how many did within the hour and do not now
     * @param crowded whether there were more series than are held
     */
    record Load(OptionalDouble sum, int reporting, int silent, boolean crowded) {
        /** Whether it is all of the load of so many replicas. */
        boolean whole(int replicas) {
            return !crowded && (silent == 0 || reporting >= replicas);
        }

        String words() {
            String held = " series have fallen silent, so there are not to be fewer";
            return crowded
                    ? "; more than " + MOST_SERIES
                            + " series match, so there are not to be fewer: narrow the conditions"
                    : "; " + silent + " of " + (reporting + silent) + held;
        }
    }

    Loads(AutoscaleSpec spec) {
        this.spec = spec;
    }

    void take(Series points) {
        boolean counts = spec.where().stream().allMatch(each -> each.matches(points.labels()));
        if (!counts || points.size() == 0) {
            return;
        }
        RollingWindow window = series.get(points.labels());
        if (window == null) {
            if (series.size() >= MOST_SERIES) {
                crowded = true;
                return;
            }
            window = new RollingWindow(MOST_POINTS, 2 * spec.rule().stale().toMillis(), points.time(0));
            series.put(points.labels(), window);
        }
        for (int i = 0; i < points.size(); i++) {
            window.add(points.time(i), points.value(i));
        }
    }

    Load at(long now) {
        series.values().removeIf(window -> Math.abs(now - window.latest()) > FORGET_AFTER);
        double sum = 0;
        int reporting = 0;
        for (RollingWindow window : series.values()) {
            OptionalDouble value =
                    window.aggregate(Aggregation.AVG, now, spec.every().toMillis());
            if (value.isEmpty()) {
                value = window.aggregate(
                        Aggregation.LAST, now, spec.rule().stale().toMillis());
            }
            if (value.isPresent()) {
                sum += value.getAsDouble();
                reporting++;
            }
        }
        crowded &= series.size() >= MOST_SERIES;
        return new Load(
                reporting == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum),
                reporting,
                series.size() - reporting,
                crowded);
    }
}
