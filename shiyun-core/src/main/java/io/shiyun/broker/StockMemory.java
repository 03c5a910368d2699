package io.shiyun.broker;

import io.shiyun.Candidate;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import io.shiyun.model.Zone;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What could not be had lately, by shape and zone, zone, region or cloud. Each time it still cannot be had, it is left
 * alone for twice as long, from 30 seconds to 30 minutes; then one request may try again, and what it finds holds for all.
 * What is not sold at all is left alone for a day. Bounded: the oldest are forgotten first. Thread-safe.
 */
final class StockMemory {
    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration NOT_SOLD = Duration.ofDays(1);
    /** How long a probe may take before another is let through. */
    private static final Duration PROBE = Duration.ofMinutes(2);

    private static final int MOST = 10_000;

    private final LongSupplier ticker;
    private final long origin;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<List<String>, Shortage> entries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, Shortage> eldest) {
            return size() > MOST;
        }
    };

    private record Shortage(Problem problem, int times, long until) {}

    StockMemory(LongSupplier ticker) {
        this.ticker = ticker;
        this.origin = ticker.getAsLong();
    }

    private long now() {
        return ticker.getAsLong() - origin;
    }

    /**
     * Returns why a place is left alone, or empty when it may be tried. A place whose time is over may be tried once: until
     * {@link #failed} or {@link #worked} tells what came of it, others are kept away.
     */
    Optional<Problem> admit(Candidate place) {
        lock.lock();
        try {
            List<List<String>> keys = keys(place);
            for (List<String> key : keys) {
                Shortage entry = entries.get(key);
                if (entry != null && now() < entry.until()) {
                    long left = Duration.ofNanos(entry.until() - now()).toSeconds() + 1;
                    return Optional.of(new Problem(
                            entry.problem().reason(),
                            entry.problem().scope(),
                            "it had none lately, and is left alone for " + left + " s more ("
                                    + entry.problem().message() + ")",
                            entry.problem().code(),
                            ""));
                }
            }
            for (List<String> key : keys) {
                entries.computeIfPresent(
                        key, (same, entry) -> new Shortage(entry.problem(), entry.times(), now() + PROBE.toNanos()));
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** A place could not take a wish. */
    void failed(Candidate place, Problem problem) {
        boolean kept = problem.reason() == Reason.STOCK
                || problem.reason() == Reason.QUOTA
                || problem.reason() == Reason.NOT_SOLD;
        if (!kept) {
            released(place);
            return;
        }
        lock.lock();
        try {
            List<String> key = key(place, problem.scope());
            Shortage before = entries.get(key);
            int times = before == null ? 1 : before.times() + 1;
            Duration pause = problem.reason() == Reason.NOT_SOLD ? NOT_SOLD : pause(times);
            entries.put(key, new Shortage(problem, times, now() + pause.toNanos()));
            keys(place).stream().filter(other -> !other.equals(key)).forEach(this::release);
        } finally {
            lock.unlock();
        }
    }

    private static Duration pause(int times) {
        Duration pause = SHORTEST.multipliedBy(1L << Math.min(times - 1, 10));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }

    /** A place was tried and could not tell: the next request may try. */
    private void released(Candidate place) {
        lock.lock();
        try {
            keys(place).forEach(this::release);
        } finally {
            lock.unlock();
        }
    }

    private void release(List<String> key) {
        entries.computeIfPresent(key, (same, entry) -> new Shortage(entry.problem(), entry.times(), 0));
    }

    /** A place took a wish: all that was remembered of it is over. */
    void worked(Candidate place) {
        lock.lock();
        try {
            keys(place).forEach(entries::remove);
        } finally {
            lock.unlock();
        }
    }

    private static List<List<String>> keys(Candidate place) {
        return List.of(
                key(place, Scope.SHAPE), key(place, Scope.ZONE), key(place, Scope.REGION), key(place, Scope.CLOUD));
    }

    private static List<String> key(Candidate place, Scope scope) {
        String cloud = place.cloud().name();
        String region = place.region().name();
        String zone = place.zone().map(Zone::name).orElse("");
        return switch (scope) {
            case REQUEST, SHAPE ->
                List.of(
                        cloud,
                        region,
                        zone,
                        place.shape().name(),
                        place.purchase().name());
            case ZONE -> List.of(cloud, region, zone);
            case REGION -> List.of(cloud, region);
            case ACCOUNT, CLOUD -> List.of(cloud);
        };
    }
}
