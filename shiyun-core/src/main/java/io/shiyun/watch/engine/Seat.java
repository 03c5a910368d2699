package io.shiyun.watch.engine;

import io.shiyun.store.LearntRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What learns of one series or whole: when it was fed, whether that was before this process, and what the store has of it. */
abstract class Seat {
    /** How much of what was learnt a crash may cost. */
    static final long WRITTEN_EVERY = Duration.ofMinutes(15).toMillis();
    /** How far back a source may be read once more after a restart. */
    private static final long AGAIN = 2 * Collector.LOOKBACK.toMillis();

    private long began;
    private long fed;
    private boolean seen;
    private boolean changed;
    private long written;
    /** The latest point that it learnt from before a restart, until a later one comes. */
    private long before = Long.MIN_VALUE;

    private boolean returning;

    /** Takes the seat of a series; its writings and those of others spread over time. */
    void begin(SeriesKey key, long now) {
        began = now;
        fed = now;
        written = now - Math.floorMod(key.hashCode() * 0x9E3779B97F4A7C15L, WRITTEN_EVERY);
    }

    /** Notes that it was restored from what was fed until then, with {@code latest} as its latest point. */
    void restored(long fedUntil, long latest) {
        fed = fedUntil;
        before = latest;
        returning = true;
    }

    /** Answers once whether it was restored: that nothing came meanwhile says nothing of what it learns from. */
    boolean returns() {
        boolean first = returning;
        returning = false;
        return first;
    }

    /** Answers whether the point is one that it learnt from before a restart and that was read once more. */
    boolean knows(long time) {
        if (time > before) {
            before = Long.MIN_VALUE;
            return false;
        }
        return time > before - AGAIN;
    }

    void fed(long now) {
        fed = now;
        seen = true;
        changed = true;
    }

    long lastFed() {
        return fed;
    }

    /** Answers whether it was fed in this process. */
    boolean seen() {
        return seen;
    }

    /** Answers whether it was restored before then and not fed since. */
    boolean forlorn(long since) {
        return !seen && began < since;
    }

    abstract byte[] save();

    /** For what shape of input it learns. */
    String form() {
        return "";
    }

    /** Returns what to write down, when that is due or all is asked for. */
    Optional<LearntRow> row(Learners.Kind kind, SeriesKey key, long now, boolean all) {
        if (!changed || !(all || Math.abs(now - written) >= WRITTEN_EVERY)) {
            return Optional.empty();
        }
        changed = false;
        // The phase stays, so that the writings of many stay spread over time.
        written = now - Math.floorMod(now - written, WRITTEN_EVERY);
        return Optional.of(
                new LearntRow(kind.name(), key.metric(), key.subject(), form(), save(), Instant.ofEpochMilli(fed)));
    }
}
