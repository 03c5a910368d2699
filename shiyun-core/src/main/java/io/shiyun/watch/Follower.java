package io.shiyun.watch;

import io.shiyun.metrics.Series;
import java.time.Instant;

/**
 * Follows a metric: hears of its points as they come, and of each tick. When several processes watch on one store, only the follower in
 * the process that evaluates hears anything. Called on the ticking thread: be quick, and do not throw.
 */
public interface Follower {
    /** Returns the metric that the sources are to be asked for. */
    String metric();

    /** Takes points of one of its series. The same points may come again. */
    void take(Series points);

    /** Hears that the points of this moment have been taken. */
    void tick(Instant now);
}
