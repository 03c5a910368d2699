package io.shiyun.watch.engine;

import io.shiyun.metrics.Series;
import io.shiyun.watch.Follower;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who follows metrics. One that throws hurts no other. Thread-safe. */
final class Followers {
    private static final Logger LOG = LoggerFactory.getLogger(Followers.class);

    private final List<Follower> followers = new CopyOnWriteArrayList<>();

    void add(Follower follower) {
        followers.add(follower);
    }

    boolean remove(Follower follower) {
        return followers.remove(follower);
    }

    /** Returns these metrics and those that are followed. */
    Set<String> join(Set<String> metrics) {
        if (followers.isEmpty()) {
            return metrics;
        }
        Set<String> all = new TreeSet<>(metrics);
        followers.forEach(each -> all.add(each.metric()));
        return all;
    }

    void take(List<Series> batch) {
        for (Series series : batch) {
            each(follower -> {
                if (follower.metric().equals(series.name())) {
                    follower.take(series);
                }
            });
        }
    }

    void tick(long now) {
        Instant instant = Instant.ofEpochMilli(now);
        each(follower -> follower.tick(instant));
    }

    private void each(Consumer<Follower> work) {
        for (Follower follower : followers) {
            try {
                work.accept(follower);
            } catch (RuntimeException e) {
                LOG.warn("A follower of {} threw", follower.metric(), e);
            }
        }
    }
}
